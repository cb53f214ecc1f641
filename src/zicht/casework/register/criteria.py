"""When an organisation must or may notify: criteria as data, per kind of organisation or for one, each valid for a period.

A change never rewrites: the old version ends on the day the new one starts, so that an old notification keeps its meaning.
"""

from datetime import date

from django.db.models import Q
from django.http import Http404

from zicht.casework.register.models import NotificationCriterion
from zicht.chain.custody import deadlines
from zicht.chain.custody.workflow import NotPossible
from zicht.foundation.access import Actor, use_case
from zicht.foundation.audit import service as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Organisation

NOT_BACKWARDS = "Een wijziging kan niet ingaan voordat deze versie begon. Kies een latere dag."
ALREADY_THERE = "Voor deze soort organisatie bestaat dit criterium al. Wijzig het bestaande."


def valid(on: date | None = None):
    """Return the criteria that hold on a day (today without one)."""
    on = on or deadlines.today()
    return NotificationCriterion.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on).order_by(
        "organisation_kind", "-statutory", "id"
    )


def of(organisation: Organisation, on: date | None = None) -> list[NotificationCriterion]:
    """Return the criteria of an organisation: its own when it has any, else those of its kind."""
    found = list(
        valid(on).filter(Q(organisation=organisation) | Q(organisation__isnull=True, organisation_kind=organisation.kind))
    )
    return [row for row in found if row.organisation_id] or found


def statutory_kinds(on: date | None = None) -> dict[str, NotificationCriterion]:
    """Return the kinds of organisations with a statutory duty, each with the criterion that has the shortest term."""
    rows = valid(on).filter(statutory=True, organisation__isnull=True).order_by("-due_days")
    return {row.organisation_kind: row for row in rows}


def labels() -> dict[str, str]:
    """Return the words of every criterion code, the latest version counting."""
    return dict(NotificationCriterion.objects.order_by("valid_from", "id").values_list("code", "label"))


def versions():
    """Return every version of every criterion, for the page of the registrar."""
    return NotificationCriterion.objects.select_related("organisation").order_by(
        "organisation_kind", "organisation__name", "code", "-valid_from"
    )


@use_case
def change(criterion_id, *, label: str, due_days: int, valid_from: date, actor: Actor) -> NotificationCriterion:
    """Let a new version take over from a day. Refuses: unknown or ended (404), a day before this version began."""
    old = NotificationCriterion.objects.select_for_update().filter(pk=criterion_id, valid_until__isnull=True).first()
    if old is None:
        raise Http404
    if valid_from <= old.valid_from:
        raise NotPossible(NOT_BACKWARDS)
    old.valid_until = valid_from
    old.save(update_fields=["valid_until"])
    new = NotificationCriterion.objects.create(
        code=old.code, organisation_kind=old.organisation_kind, organisation=old.organisation, label=label,
        statutory=old.statutory, due_days=due_days, valid_from=valid_from,
    )  # fmt: skip
    audit.record(actor, Action.CRITERIA_CHANGED, "criterion", new.pk, code=old.code, kind_of=old.organisation_kind)
    return new


@use_case
def add(
    *, organisation_kind: str, organisation, code: str, label: str, due_days: int, valid_from: date, actor: Actor
) -> NotificationCriterion:
    """Add a criterion without a statutory duty (a duty comes from law only). Refuses a code that is there already."""
    same = NotificationCriterion.objects.filter(
        organisation_kind=organisation_kind, organisation=organisation, code=code, valid_until__isnull=True
    )
    if same.exists():
        raise NotPossible(ALREADY_THERE)
    new = NotificationCriterion.objects.create(
        code=code, organisation_kind=organisation_kind, organisation=organisation, label=label, due_days=due_days,
        valid_from=valid_from,
    )  # fmt: skip
    audit.record(actor, Action.CRITERIA_CHANGED, "criterion", new.pk, code=code, kind_of=organisation_kind)
    return new
