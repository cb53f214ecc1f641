"""When an organisation must or may notify: criteria as data, per kind of organisation or for one, each valid
for a period.

A change never rewrites: the old version ends on the day the new one starts, so that an old notification
keeps its meaning. Changes are proposed and agreed to in `criteria_changes`.
"""

from datetime import date

from django.db.models import Q

from zicht.casework.register.models import NotificationCriterion
from zicht.foundation.acts import clock
from zicht.foundation.organisations.models import Organisation


def valid(on: date | None = None):
    """Return the criteria that hold on a day (today without one)."""
    on = on or clock.today()
    return NotificationCriterion.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on
    ).order_by("organisation_kind", "-statutory", "id")


def of(organisation: Organisation, on: date | None = None) -> list[NotificationCriterion]:
    """Return the criteria of an organisation: its own when it has any, else those of its kind."""
    found = list(
        valid(on).filter(
            Q(organisation=organisation) | Q(organisation__isnull=True, organisation_kind=organisation.kind)
        )
    )
    return [row for row in found if row.organisation_id] or found


def statutory_kinds(on: date | None = None) -> dict[str, NotificationCriterion]:
    """Return the kinds of organisations with a statutory duty, each with the criterion that has the
    shortest term."""
    rows = valid(on).filter(statutory=True, organisation__isnull=True).order_by("-due_days")
    return {row.organisation_kind: row for row in rows}


def labels() -> dict[str, str]:
    """Return the words of every criterion code, the latest version counting."""
    return dict(NotificationCriterion.objects.order_by("valid_from", "id").values_list("code", "label"))


def versions():
    """Return every version of every criterion with who proposed and agreed to it, for the page of the
    registrar."""
    return NotificationCriterion.objects.select_related(
        "organisation", "proposal__proposed_by", "proposal__judged_by"
    ).order_by("organisation_kind", "organisation__name", "code", "-valid_from")
