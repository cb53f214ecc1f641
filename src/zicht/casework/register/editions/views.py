"""A closed year as it was known on a day, and its dated editions. For registrars."""

from datetime import date

from django.shortcuts import render

from zicht.casework.register.editions import services as editions
from zicht.casework.register.editions import words
from zicht.casework.register.editions.forms import AsKnownForm
from zicht.casework.register.models import Edition
from zicht.foundation.access import Permission, access
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action


@access(Permission.REGISTER_MERGE)
def year(request):
    """The editions of a year; with a day, the year as known then beside the year as known now."""
    newest = clock.today().year - 1
    form = AsKnownForm(request.GET or None, initial={"jaar": newest, "op": date(newest + 1, 3, 1)})
    context = {"form": form, "years": _years(), "changes": words.CHANGES}
    status = 200
    if form.is_bound and form.is_valid():
        asked, day = form.cleaned_data["jaar"], form.cleaned_data["op"]
        then, now = (editions.as_known(asked, moment) for moment in (editions.end_of(day), clock.now()))
        audit.record(request.actor, Action.EDITION_READ, "edition", str(asked), known_on=day.isoformat())
        context |= {"year": asked, "day": day, "tables": words.tables(then, now)}
    elif form.is_bound:
        status = 422
    return render(request, "register/editions.html", context, status=status)


def _years() -> list[tuple[int, list]]:
    """Every year with its editions, each with what changed in words."""
    found: dict[int, list] = {}
    for row in Edition.objects.order_by("-year", "-number"):
        row.because = [f"{count} {words.CHANGES[name]}" for name, count in row.changes.items() if count]
        found.setdefault(row.year, []).append(row)
    return list(found.items())
