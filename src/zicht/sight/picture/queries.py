"""Counting signals by place, form, group and sign, and finding the places that are quieter than could be
expected.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, Sum

from zicht.casework.workforce.models import SectorSize
from zicht.foundation.organisations.models import Membership
from zicht.sight.figures.models import SeenSector
from zicht.sight.figures.vocabulary import WORKING_REGION_KIND

SURE = 0.05
"""The chance of so few signals, if a place gave as many per inhabitant as the rest of the region."""
MANY = 0.05
"""The share of all people at work from which a sector counts as large."""
FEWEST_EXPECTED = 5.0
"""Where fewer are to be expected, few signals say nothing."""
COUNTS = """SELECT 'place', municipality_code, count(*) FROM funnel_signalfact WHERE {where} GROUP BY 2
UNION ALL SELECT 'form', form, count(*) FROM funnel_signalfact WHERE {where} GROUP BY 2
UNION ALL SELECT 'group', coalesce(minor::text, 'unknown'), count(*) FROM funnel_signalfact WHERE {where}
    GROUP BY 2
UNION ALL SELECT 'sign', sign, count(*) FROM funnel_signalfact, unnest(indicators) AS sign WHERE {where}
    GROUP BY 2"""


@dataclass(frozen=True)
class Place:
    """`expected`: signals if it gave as many per inhabitant as the rest; `quiet`: clearly fewer; `known`:
    enough to say so.
    """

    code: str
    name: str
    inhabitants: int
    signals: int
    expected: float
    quiet: bool
    known: bool


@dataclass(frozen=True)
class Picture:
    """Counts by code, most first; `places` by name."""

    total: int
    places: list[Place]
    forms: list[tuple[str, int]]
    groups: dict[str, int]
    signs: list[tuple[str, int]]


def picture(region: str, *, since: date, form: str = "") -> Picture:
    """Return the picture of a region from `since` on; PostgreSQL shows the facts of the own region only."""
    counts = _counted(region, since, form)
    places = _places(region, counts["place"])
    return Picture(
        sum(counts["form"].values()),
        places,
        counts["form"].most_common(),
        dict(counts["group"]),
        counts["sign"].most_common(),
    )


@dataclass(frozen=True)
class Sector:
    """People at work in a section as municipalities filled it in; `seen`: ten or more notifications name
    it.
    """

    section: str
    workers: int
    municipalities: int
    seen: bool

    def dark(self, everyone: int) -> bool:
        """Return whether many work there and few or none are notified."""
        return not self.seen and self.workers >= MANY * everyone


def sectors(region: str) -> list[Sector]:
    """Return the sectors that were filled in for a region, the largest first."""
    members = Membership.objects.filter(
        region__kind=WORKING_REGION_KIND, region__code=region, valid_until=None
    )
    sizes = SectorSize.objects.filter(municipality_id__in=members.values("municipality_id"))
    rows = sizes.values_list("section").annotate(Sum("workers"), Count("pk")).order_by("-workers__sum")
    seen = set(SeenSector.objects.filter(region_code=region).values_list("section", flat=True))
    return [Sector(section, workers, places, section in seen) for section, workers, places in rows]


def _counted(region: str, since: date, form: str) -> dict[str, Counter]:
    where = "region_code = %(region)s AND received_on >= %(since)s AND %(form)s IN ('', form)"
    found: dict[str, Counter] = {name: Counter() for name in ("place", "form", "group", "sign")}
    with connection.cursor() as cursor:
        cursor.execute(COUNTS.format(where=where), {"region": region, "since": since, "form": form})
        for name, key, number in cursor.fetchall():
            found[name][key] = number
    return found


def _places(region: str, counted: Counter) -> list[Place]:
    members = Membership.objects.filter(
        region__kind=WORKING_REGION_KIND, region__code=region, valid_until=None
    )
    rows = members.order_by("municipality__name").values_list(
        "municipality_id", "municipality__name", "municipality__inhabitants"
    )
    rows = list(rows)
    people, signals = sum(row[2] for row in rows), sum(counted[row[0]] for row in rows)
    return [_place(*row, counted[row[0]], people, signals) for row in rows]


def _place(code: str, name: str, inhabitants: int, own: int, people: int, signals: int) -> Place:
    """Given both counts, the own one is binomial with the share of inhabitants (Przyborowski & Wilenski
    1940, Biometrika 31)."""
    from scipy.special import bdtr  # only this page needs it

    share = inhabitants / people if people else 0.0
    expected = (signals - own) * inhabitants / (people - inhabitants) if people > inhabitants else 0.0
    known = expected >= FEWEST_EXPECTED
    quiet = known and bdtr(own, signals, share) < SURE
    return Place(code, name, inhabitants, own, expected, bool(quiet), known)
