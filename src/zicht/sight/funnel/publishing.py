"""The funnel for who is not at work in a region: the signals of one closed month, in tens, fixed once.

Every month is a group of its own, so that no two editions hold the same signals and can be subtracted. A
figure in tens stands for ten whole numbers; what would stand for fewer (below fifteen) is not said, also
not that it is none.
"""

from datetime import timedelta

from django.db import transaction

from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.foundation.acts import clock
from zicht.sight.figures.words import region_names
from zicht.sight.funnel import queries
from zicht.sight.funnel.models import PublishedFunnel

BASE = 10
FEWEST = 15
"""10 would stand for 10 to 14 only, as smaller numbers are not said."""
ENOUGH_FOR_A_MEDIAN = 30


def publish_last_month() -> int:
    """Publish the signals received last month, once, after it has ended; return how many funnels went out."""
    until = clock.today().replace(day=1)
    month = (until - timedelta(days=1)).replace(day=1)
    if (
        PublishedFunnel.objects.filter(month=month).exists()
        or not queries.funnel(since=month, until=until).steps[0][2]
    ):
        return 0
    scopes = [
        ("", ""),
        *((region, "") for region in region_names()),
        *(("", form) for form in ExploitationForm.values),
    ]
    rows = [
        PublishedFunnel(
            month=month,
            region=region,
            form=form,
            published_on=clock.today(),
            figures=rounded(queries.funnel(region=region, form=form, since=month, until=until)),
        )
        for region, form in scopes
    ]
    with transaction.atomic("figures"):
        PublishedFunnel.objects.using("figures").bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def latest(region: str = "", form: str = "") -> PublishedFunnel | None:
    """Return the newest published funnel of a region, of a form, or of the country."""
    return next(iter(months(region, form)), None)


def months(region: str = "", form: str = "") -> list[PublishedFunnel]:
    """Return the published funnels of the last year, the newest month first."""
    return list(PublishedFunnel.objects.filter(region=region, form=form).order_by("-month")[:12])


def rounded(found: queries.Funnel) -> dict:
    """Return the funnel in tens: None where it would say too much."""
    reached = {key: number for key, _, number in found.steps}
    return {
        "steps": {key: tens(number) for key, _, number in found.steps},
        "outcomes": _enough(found.outcomes),
        "waiting": _enough(found.waiting),
        "silent_loss": tens(found.silent_loss),
        "each_other": tens(found.each_other),
        "left_to_other": tens(found.left_to_other),
        "overdue": tens(found.overdue),
        "days_taken_up": _days(found.median_taken_up, reached["taken_up"]),
        "days_closed": _days(found.median_closed, reached["closed"]),
    }


def tens(number: int) -> int | None:
    """Return the nearest ten, or None below fifteen."""
    return None if number < FEWEST else (number + BASE // 2) // BASE * BASE


def _enough(counts: dict[str, int]) -> dict[str, int]:
    """Leave out what is too small: naming it would say that it is not none."""
    return {key: tens(number) for key, number in counts.items() if number >= FEWEST}


def _days(hours: float | None, cases: int) -> int | None:
    return None if hours is None or cases < ENOUGH_FOR_A_MEDIAN else max(1, round(hours / 24))
