"""Whose funnel someone sees in full: the regions the own organisation works in, for functions that watch over the chain."""

from zicht.foundation.access import Actor, Permission
from zicht.foundation.organisations.models import Membership, Organisation
from zicht.sight.figures.labels import region_names
from zicht.sight.figures.vocabulary import WORKING_REGION_KIND


def own_regions(actor: Actor) -> set[str]:
    """Return the codes of the working regions that `actor` sees in full; a national desk sees all, others none.

    A police unit or other large region holds the working regions that lie in it as a whole.
    """
    if not actor.may(Permission.CHAIN_OVERVIEW):
        return set()
    organisation = Organisation.objects.select_related("region").get(pk=actor.organisation_id)
    if organisation.municipality_id:
        return set(_working().filter(municipality=organisation.municipality_id).values_list("region__code", flat=True))
    if organisation.region is None:
        return set(region_names())
    if organisation.region.kind == WORKING_REGION_KIND:
        return {organisation.region.code}
    return _inside(organisation.region)


def _inside(region) -> set[str]:
    served = set(region.municipalities.values_list("code", flat=True))
    members: dict[str, set[str]] = {}
    for code, municipality in _working().values_list("region__code", "municipality_id"):
        members.setdefault(code, set()).add(municipality)
    return {code for code, held in members.items() if held <= served}


def _working():
    return Membership.objects.filter(region__kind=WORKING_REGION_KIND, valid_until=None)
