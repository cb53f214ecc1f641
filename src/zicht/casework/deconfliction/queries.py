"""Reading the own work and warnings, as far as row-level security shows them."""

from datetime import timedelta

from zicht.casework.deconfliction.models import Overlap, Work
from zicht.casework.deconfliction.vocabulary import WorkKind
from zicht.foundation.acts import clock

MOST_COUNTED = 100
LOOK_BACK = timedelta(days=60)


def planned(actor):
    """Return the own organisation's planned work that is not over, the first day first."""
    return (
        Work.objects.filter(organisation_id=actor.organisation_id, ended_at=None, ends_on__gte=clock.today())
        .exclude(kind=WorkKind.SIGNAL)
        .order_by("starts_on", "created_at")
    )


def warnings(actor):
    """Return the warnings of the last two months to the actor, the newest first, about work that still
    counts."""
    return (
        Overlap.objects.filter(
            organisation_id=actor.organisation_id,
            found_at__gte=clock.now() - LOOK_BACK,
            work__ended_at=None,
        )
        .select_related("work__signal", "other_organisation")
        .order_by("-found_at", "pk")
    )


def others(overlaps) -> dict:
    """Return the other side's work where the actor has a basis to see it: it shares a signal the actor
    sees. One query."""
    rows = Work.objects.filter(pk__in=[row.other_id for row in overlaps]).select_related("signal")
    return {row.pk: row for row in rows}


def unseen(actor) -> int:
    """Return how many warnings nobody of the own function read yet, at most a hundred."""
    return Overlap.objects.filter(organisation_id=actor.organisation_id, seen_at=None)[:MOST_COUNTED].count()
