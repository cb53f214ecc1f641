"""Questions to other regions (acceptance B6): trying out a million candidates, and whether a hit can be told
from a miss.

    python -m benchmarks inquiries          (ZICHT_BENCH_CANDIDATES sets the number of candidates)

Trying out goes around the screens: the database's own function as the application's role, for every
telephone number in a row, in transactions of a thousand. What a refusal costs is put beside what a
question costs. Hit and miss: one of each, right after each other in random order, from many askers, each
within their budget; two-sided Wilcoxon signed-rank test over the pairs and the smallest median difference
that so many pairs would show with a power of 80 %.
"""

import random
import time

from benchmarks import ground

KNOWN, BATCH, PAIRS_A_PURPOSE = "06 1234 5678", ground.size(1000, 100), ground.size(5, 1)
PURPOSES = ("signal_handling", "care", "investigation", "consultation", "administrative")
ASKED = """SELECT count(*) FILTER (WHERE sec.ask_regions(gen_random_uuid(), 'phone', 'care',
    'contact_officer', sha256(n::text::bytea)))
    FROM generate_series(%s, %s) n"""
SIZE = "SELECT pg_total_relation_size('inquiries_overrun') + pg_total_relation_size('inquiries_inquiry')"


def main() -> None:
    ground.use_own_home("inquiries")
    ground.prepare_database()
    from zicht.casework.inquiries import matching
    from zicht.foundation.access import as_worker
    from zicht.testing import base

    base.clear()
    country = base.Country()
    country.signal(story={"what": f"Zij belt met {KNOWN}."})
    with as_worker():
        matching.index_new()
    _tried_out(country, ground.size(1_000_000, 200, "ZICHT_BENCH_CANDIDATES"))
    base.clear()
    country.signal(story={"what": f"Zij belt met {KNOWN}."})
    with as_worker():
        matching.index_new()
    _hit_and_miss(country)


def _tried_out(country, number: int) -> None:
    """One real question that meets something, then every candidate; what both officers see afterwards."""
    from zicht.casework.inquiries import matching, services
    from zicht.foundation.access import as_worker

    asker = country.actor("contact_officer", "gemeente-utrecht")
    started = time.perf_counter()
    found = services.ask(
        "phone", "signal_handling", services.read("phone", KNOWN), "contact_officer", actor=asker
    )
    a_question = time.perf_counter() - started
    with as_worker():
        matching.match(found.pk)
    started, passed, slowest = time.perf_counter(), 0, 0.0
    for start in range(0, number, BATCH):
        before = time.perf_counter()
        passed += _asked(asker, start)
        slowest = max(slowest, time.perf_counter() - before)
    took = time.perf_counter() - started
    ground.report(
        "trying out",
        candidates=number,
        answered=passed,
        refused=number - passed,
        seconds=round(took),
        a_refusal_ms=round(took / number * 1000, 4),
        slowest_thousand_ms=round(slowest * 1000),
        a_question_ms=round(a_question * 1000, 1),
        bytes=_bytes(),
        seen_by=_seen(country),
        **ground.machine(),
    )


def _asked(asker, start: int) -> int:
    from django.db import connection

    from zicht.foundation.access import acting

    with acting(asker), connection.cursor() as cursor:
        cursor.execute(ASKED, [start, start + BATCH - 1])
        return cursor.fetchone()[0]


def _bytes() -> int:
    from django.db import connections

    with connections["migrate"].cursor() as cursor:
        cursor.execute(SIZE)
        return cursor.fetchone()[0]


def _seen(country) -> dict:
    """How many refusals the officer of the asker and the officer of the holder read."""
    from zicht.casework.inquiries.models import Overrun
    from zicht.foundation.access import acting

    seen = {}
    for side, slug in (
        ("asker", "gemeente-utrecht"),
        ("holder", "gemeente-ede"),
        ("someone else", "gemeente-nijmegen"),
    ):
        with acting(country.actor("data_protection_officer", slug)):
            seen[side] = sum(Overrun.objects.values_list("times", flat=True))
    return seen


def _hit_and_miss(country) -> None:
    import numpy
    from scipy import stats

    chance, pairs = random.Random(7), []
    for asker in _askers(country):
        for purpose in PURPOSES:
            pairs += [_pair(asker, purpose, chance) for _ in range(PAIRS_A_PURPOSE)]
    hit, miss = numpy.array(pairs).T * 1000
    difference = hit - miss
    spread = float(numpy.subtract(*numpy.percentile(difference, [75, 25]))) / 1.349
    ground.report(
        "hit and miss",
        pairs=len(pairs),
        median_hit_ms=round(float(numpy.median(hit)), 3),
        median_miss_ms=round(float(numpy.median(miss)), 3),
        median_difference_ms=round(float(numpy.median(difference)), 4),
        p=round(float(stats.wilcoxon(difference).pvalue), 3),
        detectable_ms=round(2.8 * 1.2533 * spread / len(pairs) ** 0.5, 4),
        **ground.machine(),
    )


def _askers(country) -> list:
    from zicht.foundation.organisations.models import FunctionAssignment

    posts = FunctionAssignment.objects.filter(function="contact_officer").exclude(
        organisation__slug="gemeente-ede"
    )
    slugs = sorted(set(posts.values_list("organisation__slug", flat=True)))
    by_person = {
        asker.person_id: asker for asker in (country.actor("contact_officer", slug) for slug in slugs)
    }
    return list(by_person.values())[: ground.size(len(by_person), 6)]


def _pair(asker, purpose: str, chance: random.Random) -> tuple[float, float]:
    hit_first = chance.random() < 0.5
    numbers = [KNOWN, f"06 9{chance.randrange(10**7):07d}"]
    times = [_timed(asker, purpose, number) for number in (numbers if hit_first else numbers[::-1])]
    return (times[0], times[1]) if hit_first else (times[1], times[0])


def _timed(asker, purpose: str, number: str) -> float:
    from zicht.casework.inquiries import services

    value = services.read("phone", number)
    started = time.perf_counter()
    if services.ask("phone", purpose, value, "contact_officer", actor=asker) is None:
        raise RuntimeError("The budget was used up while measuring.")
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
