"""Filling in how many people work where."""

from datetime import date

from zicht.casework.workforce.models import SectorSize
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Membership, Municipality, Organisation


def own_places(actor: Actor) -> dict[str, str]:
    """Return the municipalities the acting organisation may fill in: its own, or those in its region;
    names by code."""
    organisation = Organisation.objects.get(pk=actor.organisation_id)
    if organisation.municipality_id:
        found = Municipality.objects.filter(pk=organisation.municipality_id)
    else:
        inside = Membership.objects.filter(region=organisation.region_id, valid_until=None).values(
            "municipality_id"
        )
        found = Municipality.objects.filter(pk__in=inside)
    return dict(found.order_by("name").values_list("code", "name"))


@use_case
def fill_in(
    *, municipality: str, workers: dict[str, int], source: str, counted_on: date, actor: Actor
) -> None:
    """Replace the sizes of a municipality; `workers` by section of the SBI 2008. Refuses another's
    municipality."""
    _replace({municipality: workers}, source, counted_on, actor)


@use_case
def read_in(*, sizes: dict[str, dict[str, int]], source: str, counted_on: date, actor: Actor) -> None:
    """Replace the sizes of all municipalities of a list, by code. Refuses the whole list when one is
    another's."""
    _replace(sizes, source, counted_on, actor)


def _replace(sizes: dict[str, dict[str, int]], source: str, counted_on: date, actor: Actor) -> None:
    if not sizes.keys() <= own_places(actor).keys():
        raise NotPossible("U vult alleen uw eigen gemeente of regio in.")
    SectorSize.objects.filter(municipality_id__in=sizes).delete()
    SectorSize.objects.bulk_create(
        SectorSize(
            municipality_id=place, section=section, workers=number, source=source, counted_on=counted_on
        )
        for place, workers in sizes.items()
        for section, number in workers.items()
    )
    for place, workers in sizes.items():
        audit.record(actor, Action.WORKFORCE_FILLED, "municipality", place, sectors=len(workers))
