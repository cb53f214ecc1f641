"""Who is behind a function for a place: the organisation, and whether a person or deputy is at work today.

The organisation that works nearest comes first: of the municipality, then of a region that holds it, then
national. One with a person at work goes before one without. An organisation's kind tells which function it
owes, so that a post without anybody is known by name too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connections

from zicht.chain.routes.outcome import Recipient
from zicht.chain.routes.vocabulary import FUNCTIONS
from zicht.foundation.organisations.vocabulary import INVESTIGATORS

OWED_BY_KIND = {
    "municipality": "contact_officer",
    "zvh": "chain_director",
    "care_coordination": "care_coordinator",
    "police": "tmm",
    "kmar": "kmar",
    "nla": "nla",
    "safe_home": "safe_home",
    "comensha": "registrar",
    "fallback_desk": "fallback_desk",
}

# Functions that are organised in shifts by their nature; the others keep office hours.
DAY_AND_NIGHT = frozenset({"tmm", "kmar", "duty_officer", "fallback_desk"})

AT_WORK = """
    SELECT o.id::text, o.name, o.kind, o.phone, o.municipality_id, o.region_id, a.function,
        bool_or(NOT EXISTS (SELECT 1 FROM organisations_absence s
            WHERE s.account_id = a.account_id AND %(day)s BETWEEN s.starts_on AND s.ends_on))
    FROM organisations_organisation o
    LEFT JOIN organisations_functionassignment a ON a.organisation_id = o.id
        AND a.starts_on <= %(day)s AND (a.ends_on IS NULL OR a.ends_on >= %(day)s)
    WHERE o.active GROUP BY o.id, a.function ORDER BY o.slug, a.function"""


@dataclass(frozen=True, slots=True)
class Post:
    """A function in an organisation, with its working area; `staffed`: someone is at work today."""

    organisation_id: str
    organisation: str
    function: str
    staffed: bool
    phone: str
    municipality: str | None
    region: int | None
    investigator: bool = False

    def nearness(self, municipality: str | None, regions: Sequence[int]) -> int | None:
        """0 for the municipality's own, 1 for a region's, 2 for national; None when it works elsewhere."""
        if self.municipality is not None:
            return 0 if self.municipality == municipality else None
        if self.region is not None:
            return 1 if self.region in regions else None
        return 2


def staffed_posts(day: date, using: str = "default") -> tuple[Post, ...]:
    """Every post of every active organisation on a day, in one query."""
    with connections[using].cursor() as cursor:
        cursor.execute(AT_WORK, {"day": day})
        rows = cursor.fetchall()
    posts = [_post(row, row[6], row[7]) for row in rows if row[6] in FUNCTIONS]
    filled = {(post.organisation_id, post.function) for post in posts}
    owed = {(row[0], OWED_BY_KIND[row[2]]): row for row in rows if row[2] in OWED_BY_KIND}
    posts += [
        _post(row, function, False) for (pk, function), row in owed.items() if (pk, function) not in filled
    ]
    return tuple(posts)


def recipients(
    posts: Iterable[Post], municipality: str | None, regions: Sequence[int]
) -> dict[str, Recipient]:
    """For each function the post that answers for a place."""
    best: dict[str, tuple[tuple[bool, int], Post]] = {}
    for post in posts:
        near = post.nearness(municipality, regions)
        if near is None:
            continue
        rank = (not post.staffed, near)
        if post.function not in best or rank < best[post.function][0]:
            best[post.function] = (rank, post)
    return {function: _recipient(post) for function, (_, post) in best.items()}


def _post(row: tuple, function: str, staffed: bool) -> Post:
    pk, name, kind, phone, municipality, region, *_ = row
    investigates = kind in INVESTIGATORS
    return Post(pk, name, function, staffed, phone, municipality, region, investigates)


def _recipient(post: Post) -> Recipient:
    at_night = post.function in DAY_AND_NIGHT
    return Recipient(post.organisation_id, post.organisation, post.staffed, at_night, post.investigator)
