"""Thanks that are not empty (FB4): what signals of a region led to, from the published funnel only.

The published figures are in tens and fixed once a month, so that nobody finds the one signal that came in between.
"""

from dataclasses import dataclass
from datetime import date

from zicht.chain.custody.vocabulary import Outcome
from zicht.foundation.organisations.models import Organisation, Region
from zicht.sight.figures.labels import WORKING_REGION_KIND
from zicht.sight.funnel import publishing


@dataclass(frozen=True)
class Brought:
    """About how many signals came in until a day, and in about how many people got help; None where fewer than ten."""

    area: str
    until: date
    signals: int
    helped: int | None
    registered: int | None


def brought(actor) -> Brought | None:
    """Return what signals in the region of the actor's organisation led to, else in the country; None before anything is published."""
    region = _region_of(actor.organisation_id)
    regional = publishing.latest(region.code) if region else None
    if regional and _signals(regional):
        return _of(f"In {region.name}", regional)
    national = publishing.latest()
    return _of("In Nederland", national) if national and _signals(national) else None


def _region_of(organisation_id) -> Region | None:
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation is None:
        return None
    if organisation.municipality_id is None:
        return Region.objects.filter(pk=organisation.region_id, kind=WORKING_REGION_KIND).first()
    return Region.objects.filter(
        kind=WORKING_REGION_KIND, memberships__municipality=organisation.municipality_id, memberships__valid_until=None
    ).first()


def _signals(published) -> int | None:
    return published.figures["steps"].get("received")


def _of(area: str, published) -> Brought:
    outcomes = published.figures["outcomes"]
    return Brought(area, published.month, _signals(published), outcomes.get(Outcome.HELPED), outcomes.get(Outcome.REGISTERED))
