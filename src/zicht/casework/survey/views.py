"""The page of the yearly question."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from zicht.casework.survey import services
from zicht.casework.survey.forms import SurveyForm
from zicht.foundation.access import Permission, access
from zicht.foundation.acts import clock
from zicht.foundation.acts.attempts import attempt


@require_http_methods(["GET", "POST"])
@access(Permission.WORK_OWN)
def home(request):
    form = SurveyForm(request.POST or None)
    context = {"form": form, "year": clock.today().year, "done": services.had_a_turn(request.actor)}
    if request.method == "GET" or context["done"]:
        return render(request, "survey/home.html", context, status=200 if request.method == "GET" else 409)
    tried = attempt(form, lambda form: services.answer(**form.cleaned_data, actor=request.actor))
    if tried.accepted:
        return redirect("survey:home")
    context["done"] = bool(tried.refusal)
    return render(request, "survey/home.html", context, status=tried.status)
