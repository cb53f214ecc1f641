"""The pages to fill in how many people work in which sector, one municipality or a whole list at a time."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from zicht.casework.workforce import services
from zicht.casework.workforce.forms import ListForm, WorkforceForm
from zicht.foundation.access import Permission, access
from zicht.foundation.ui import landmarks


@require_http_methods(["GET", "POST"])
@access(Permission.WORKFORCE_FILL)
def home(request):
    form = WorkforceForm(request.POST or None, places=services.own_places(request.actor))
    if request.method == "GET" or not form.is_valid():
        return render(
            request, "workforce/home.html", {"form": form}, status=200 if request.method == "GET" else 422
        )
    given = form.cleaned_data
    services.fill_in(
        municipality=given["municipality"],
        workers=form.workers,
        source=given["source"],
        counted_on=given["counted_on"],
        actor=request.actor,
    )
    messages.success(request, "De aantallen zijn bewaard. U ziet ze terug in het beeld van de regio.")
    return redirect("workforce:home")


@require_http_methods(["GET", "POST"])
@access(Permission.WORKFORCE_FILL)
def read_list(request):
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ListForm(*given, places=services.own_places(request.actor))
    if request.method == "GET" or not form.is_valid():
        return render(
            request, "workforce/list.html", {"form": form}, status=200 if request.method == "GET" else 422
        )
    read = form.cleaned_data
    services.read_in(
        sizes=read["file"], source=read["source"], counted_on=read["counted_on"], actor=request.actor
    )
    places = len(read["file"])
    messages.success(
        request, f"De aantallen van {places} {'gemeente' if places == 1 else 'gemeenten'} zijn bewaard."
    )
    return redirect(landmarks.address_of("picture"))
