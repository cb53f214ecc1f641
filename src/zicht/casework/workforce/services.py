"""Filling in how many people work where."""

from datetime import date

from zicht.casework.workforce.models import SectorSize
from zicht.chain.custody.workflow import NotPossible
from zicht.foundation.access import Actor, use_case
from zicht.foundation.audit import service as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Membership, Municipality, Organisation


def own_places(actor: Actor) -> dict[str, str]:
    """Return the municipalities the acting organisation may fill in: its own, or those in its region; names by code."""
    organisation = Organisation.objects.get(pk=actor.organisation_id)
    if organisation.municipality_id:
        found = Municipality.objects.filter(pk=organisation.municipality_id)
    else:
        inside = Membership.objects.filter(region=organisation.region_id, valid_until=None).values("municipality_id")
        found = Municipality.objects.filter(pk__in=inside)
    return dict(found.order_by("name").values_list("code", "name"))


@use_case
def fill_in(*, municipality: str, workers: dict[str, int], source: str, counted_on: date, actor: Actor) -> None:
    """Replace the sizes of a municipality; `workers` by section of the SBI 2008. Refuses another's municipality."""
    if municipality not in own_places(actor):
        raise NotPossible("U vult alleen uw eigen gemeente of regio in.")
    SectorSize.objects.filter(municipality_id=municipality).delete()
    SectorSize.objects.bulk_create(
        SectorSize(municipality_id=municipality, section=section, workers=number, source=source, counted_on=counted_on)
        for section, number in workers.items()
    )
    audit.record(actor, Action.WORKFORCE_FILLED, "municipality", municipality, sectors=len(workers))
