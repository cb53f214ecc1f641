"""A closed year as it was known on a day, and its dated editions. For registrars."""

from datetime import date

from django import forms
from django.shortcuts import render

from zicht.casework.register import choices
from zicht.casework.register.editions import services as editions
from zicht.casework.register.models import Edition
from zicht.casework.register.vocabulary import NotifierKind, Sex
from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.foundation.access import Permission, access
from zicht.foundation.acts import clock
from zicht.foundation.audit import service as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.ui.forms import DateInput

CHANGES = {
    "late": "meldingen die later binnenkwamen",
    "corrections": "verbeterde meldingen",
    "regroupings": "samenvoegingen of splitsingen",
    "completions": "aangevulde personen",
}
TOTALS = {
    "persons": "Personen",
    "first_time": "waarvan voor het eerst gemeld",
    "repeated": "waarvan eerder ook gemeld",
    "notifications": "Meldingen",
}
DIVISIONS = {
    "by_notifier": "Meldingen naar melder",
    "by_form": "Personen naar vorm",
    "by_sex": "Personen naar geslacht",
    "by_nationality": "Personen naar nationaliteit",
}


class AsKnownForm(forms.Form):
    """Which year, and as known on which day."""

    jaar = forms.IntegerField(label="Jaar", min_value=1990, max_value=2100)
    op = forms.DateField(label="Zoals bekend op", widget=DateInput)

    def clean_op(self):
        if self.cleaned_data["op"] > clock.today():
            raise forms.ValidationError("Deze dag moet nog komen.")
        return self.cleaned_data["op"]


@access(Permission.REGISTER_MERGE)
def year(request):
    """The editions of a year; with a day, the year as known then beside the year as known now."""
    newest = clock.today().year - 1
    form = AsKnownForm(request.GET or None, initial={"jaar": newest, "op": date(newest + 1, 3, 1)})
    context = {"form": form, "years": _years(), "changes": CHANGES}
    status = 200
    if form.is_bound and form.is_valid():
        asked, day = form.cleaned_data["jaar"], form.cleaned_data["op"]
        then, now = (editions.as_known(asked, moment) for moment in (editions.end_of(day), clock.now()))
        audit.record(request.actor, Action.EDITION_READ, "edition", str(asked), known_on=day.isoformat())
        context |= {"year": asked, "day": day, "tables": tables(then, now)}
    elif form.is_bound:
        status = 422
    return render(request, "register/editions.html", context, status=status)


def tables(then: dict, now: dict) -> list[tuple[str, list]]:
    """Return the figures of two moments as tables: (title, [(label, then, now, difference)])."""
    totals = [_row(label, then[name], now[name]) for name, label in TOTALS.items()]
    found = [("Totalen", totals)]
    for name, title in DIVISIONS.items():
        labels = _labels(name)
        keys = sorted(then[name].keys() | now[name].keys(), key=lambda key: -now[name].get(key, 0))
        found.append(
            (
                title,
                [_row(labels.get(key, key), then[name].get(key, 0), now[name].get(key, 0)) for key in keys],
            )
        )
    return found


def _row(label: str, then: int, now: int) -> tuple:
    return label, then, now, f"{now - then:+d}" if now != then else "gelijk"


def _labels(name: str) -> dict:
    countries = choices.country_names() | {"unknown": "Niet bekend"}
    choices_of = {"by_notifier": NotifierKind, "by_form": ExploitationForm, "by_sex": Sex}
    return dict(choices_of[name].choices) if name in choices_of else countries


def _years() -> list[tuple[int, list]]:
    """Every year with its editions, each with what changed in words."""
    found: dict[int, list] = {}
    for row in Edition.objects.order_by("-year", "-number"):
        row.because = [f"{count} {CHANGES[name]}" for name, count in row.changes.items() if count]
        found.setdefault(row.year, []).append(row)
    return list(found.items())
