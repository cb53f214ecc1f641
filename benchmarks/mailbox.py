"""The mailbox against guessing: 100,000 wrong codes, and whether a wrong code can be told from one whose time
is over.

    python -m benchmarks mailbox    (ZICHT_BENCH_CODES: wrong codes; ZICHT_BENCH_PAIRS: pairs through HTTP)

Test: wrong and expired codes in turn, in random order within each pair; two-sided Wilcoxon signed-rank
test over the pairs of times, and the smallest median difference that so many pairs would show with a power
of 80 % (from the spread of the differences). Below HTTP over the look-up with its database call; through
HTTP over the whole answer.
"""

import hashlib
import http.client
import itertools
import random
import re
import secrets
import time
import urllib.parse

from benchmarks import ground

SIGNALS, EXPIRED = ground.size(400, 6), ground.size(200, 3)
PAIRS_BELOW, PAIRS_THROUGH = ground.size(10_000, 20), ground.size(1000, 5, "ZICHT_BENCH_PAIRS")
POWER_80 = 2.8  # (1.96 + 0.84) standard errors


def main() -> None:
    ground.use_own_home("mailbox")
    address = ground.prepare_database()
    from zicht.chain.messages import mailbox

    codes = _some_expired(address)
    number = ground.size(100_000, 50, "ZICHT_BENCH_CODES")
    started = time.perf_counter()
    hits = sum(mailbox.open_mailbox(_wrong()) is not None for _ in range(number))
    ground.report(
        "wrong codes",
        codes=number,
        hits=hits,
        seconds=round(time.perf_counter() - started),
        **ground.machine(),
    )
    _report(
        "below HTTP",
        _pairs(codes, PAIRS_BELOW, lambda code: _timed(lambda: mailbox.open_mailbox(code))),
    )
    with ground.served() as port:
        _report("through HTTP", _pairs(codes, PAIRS_THROUGH, lambda code: _through_http(port, code)))


def _wrong() -> str:
    from zicht.chain.door import receipts

    return receipts.receipt_for(secrets.token_hex(16))


def _some_expired(address) -> list[str]:
    """Signals, of which half have lost the key of their words; the receipts of those."""
    import psycopg

    from zicht.testing import base

    stored = [base.Country().signal() for _ in range(SIGNALS)]
    with psycopg.connect(address.dsn(), dbname="zicht", autocommit=True) as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute(
            "DELETE FROM vault_subjectkey WHERE subject_id = ANY(%s)",
            [[each.id for each in stored[:EXPIRED]]],
        )
        owner.execute("ANALYZE")
    return [each.receipt for each in stored[:EXPIRED]]


def _pairs(codes: list[str], number: int, ask) -> list[tuple[float, float]]:
    """Milliseconds of (wrong, expired), asked right after each other in random order."""
    chance, found = random.Random(7), []
    for place in range(number):
        wrong, expired = _wrong(), codes[place % len(codes)]
        if chance.random() < 0.5:
            first = ask(wrong)
            found.append((first, ask(expired)))
        else:
            first = ask(expired)
            found.append((ask(wrong), first))
    return found


def _timed(act) -> float:
    started = time.perf_counter()
    if act() is not None:
        raise RuntimeError("A code that should open nothing opened something.")
    return (time.perf_counter() - started) * 1000


def _through_http(port: int, code: str) -> float:
    """The time of the answer that settles it; a sum that is asked first is worked out outside the measured
    time.
    """
    fields = {"code": code, "go": "next"}
    while True:
        status, page, took = _posted(port, fields)
        if status == 422:
            return took
        fields |= _worked_out(page)


def _posted(port: int, fields: dict) -> tuple[int, str, float]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.connect()
    started = time.perf_counter()
    connection.request(
        "POST",
        "/antwoord/",
        urllib.parse.urlencode(fields),
        {"Content-Type": "application/x-www-form-urlencoded"},
    )
    response = connection.getresponse()
    page = response.read().decode()
    took = (time.perf_counter() - started) * 1000
    connection.close()
    return response.status, page, took


def _worked_out(page: str) -> dict:
    asked = re.search(r'data-sum="([^"]+)" data-bits="(\d+)"', page)
    if not asked:
        raise RuntimeError("A code that should open nothing opened something.")
    for answer in itertools.count():
        digest = hashlib.sha256(f"{asked[1]}|{answer}".encode()).digest()
        if int.from_bytes(digest) >> (256 - int(asked[2])) == 0:
            return {"sum": asked[1], "answer": str(answer)}
    raise AssertionError


def _report(where: str, pairs: list[tuple[float, float]]) -> None:
    import numpy
    from scipy import stats

    wrong, expired = numpy.array(pairs).T
    differences = wrong - expired
    spread = (
        float(numpy.subtract(*numpy.percentile(differences, [75, 25]))) / 1.349
    )  # of the bulk, not of the outliers
    error = 1.2533 * spread / len(pairs) ** 0.5  # standard error of a median
    ground.report(
        where,
        pairs=len(pairs),
        median_wrong_ms=round(float(numpy.median(wrong)), 4),
        median_expired_ms=round(float(numpy.median(expired)), 4),
        median_difference_ms=round(float(numpy.median(differences)), 4),
        p=round(float(stats.wilcoxon(differences).pvalue), 3),
        detectable_ms=round(POWER_80 * error, 4),
        **ground.machine(),
    )


if __name__ == "__main__":
    main()
