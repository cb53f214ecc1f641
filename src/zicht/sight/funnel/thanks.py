"""Thanks that are not empty (FB4): what signals of a region led to, from the published funnel only.

The published figures are in tens and fixed once a month, so that nobody finds the one signal that came in
between.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from zicht.chain.signals.vocabulary import Outcome
from zicht.foundation.organisations.models import Organisation, Region
from zicht.sight.figures.words import WORKING_REGION_KIND
from zicht.sight.funnel.models import PublishedFunnel


@dataclass(frozen=True)
class Brought:
    """About how many signals came in until a day, and in about how many people got help; None where fewer
    than ten.
    """

    area: str
    until: date
    signals: int
    helped: int | None
    registered: int | None


def brought(actor) -> Brought | None:
    """Return what signals in the region of the actor's organisation led to, else in the country; None
    before anything is published."""
    newest = (
        PublishedFunnel.objects.filter(
            Q(region="") | Q(region__in=_regions_of(actor.organisation_id)), form=""
        )
        .annotate(
            name=Subquery(
                Region.objects.filter(kind=WORKING_REGION_KIND, code=OuterRef("region")).values("name")[:1]
            )
        )
        .order_by("-region", "-month")
        .distinct("region")
    )
    return next((_of(published) for published in newest if _signals(published)), None)


def _regions_of(organisation_id):
    """The code of the working region of an organisation: its own, or that of its municipality."""
    organisation = Organisation.objects.filter(pk=organisation_id)
    own = Q(pk__in=organisation.filter(municipality=None).values("region"))
    around = Q(
        memberships__municipality__in=organisation.values("municipality"), memberships__valid_until=None
    )
    return Region.objects.filter(own | around, kind=WORKING_REGION_KIND).values("code")


def _signals(published) -> int | None:
    return published.figures["steps"].get("received")


def _of(published) -> Brought:
    area = f"In {published.name}" if published.region else "In Nederland"
    outcomes = published.figures["outcomes"]
    return Brought(
        area,
        published.month,
        _signals(published),
        outcomes.get(Outcome.HELPED),
        outcomes.get(Outcome.REGISTERED),
    )
