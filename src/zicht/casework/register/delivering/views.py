"""Taking the register out: CoMensha's list, the yearly delivery, the international standard and the public
file. For registrars.
"""

from django.http import HttpResponse
from django.shortcuts import render

from zicht.casework.register.delivering import files
from zicht.casework.register.delivering.forms import KINDS, LIST, PUBLIC, RAPPORTEUR, STANDARD, DeliveryForm
from zicht.casework.register.delivering.services import deliveries, exporting, public_file
from zicht.foundation.access import Permission, access
from zicht.foundation.acts import clock


@access(Permission.REGISTER_DELIVER)
def choose(request):
    """Choose what to take out; the file follows at once, and who took what is on record."""
    form = DeliveryForm(request.POST or None, initial={"jaar": clock.today().year - 1})
    if form.is_bound and form.is_valid():
        return _file(request.actor, **form.cleaned_data)
    context = {"form": form, "kinds": KINDS}
    return render(request, "register/deliver.html", context, status=422 if form.is_bound else 200)


def _file(actor, soort: str, jaar: int, als: str) -> HttpResponse:
    if soort == STANDARD:
        return _download(exporting.export(actor=actor, year=jaar)[0].encode(), soort, jaar, "csv")
    heading, rows = {
        LIST: deliveries.comensha_list,
        RAPPORTEUR: deliveries.rapporteur,
        PUBLIC: public_file.rows,
    }[soort](actor=actor, year=jaar)
    if als == "csv":
        return _download(files.as_csv(heading, rows), soort, jaar, als)
    sheets = {"Gegevens": (heading, rows)} | (
        {"Codeboek": deliveries.codebook()} if soort == RAPPORTEUR else {}
    )
    return _download(files.as_xlsx(sheets), soort, jaar, als)


def _download(content: bytes, kind: str, year: int, suffix: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=files.MEDIA_TYPES[suffix])
    answer["Content-Disposition"] = f'attachment; filename="register-{kind}-{year}.{suffix}"'
    return answer
