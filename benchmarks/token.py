"""What it costs that PostgreSQL knows who acts: opening a transaction, asking who acts, the list of work.

    python -m benchmarks token

Three figures, each the median: a transaction that does nothing but know its actor, one call of
`sec.context()` (a policy makes one to three of them in each statement), and the page with the work list.
"""

import statistics
import time

from benchmarks import ground

TRANSACTIONS, CALLS, PAGES = ground.size(600, 5), ground.size(20_000, 10), ground.size(40, 2)
SIGNALS = ground.size(60, 2)


def main() -> None:
    ground.use_own_home("token")
    ground.prepare_database()
    from zicht.testing.base import Country, SignedInClient

    country = Country()
    officer = country.actor("contact_officer", "gemeente-ede")
    for _ in range(SIGNALS):
        country.signal()
    client = SignedInClient().login(officer)
    ground.report(
        "token",
        **ground.machine(),
        transaction_us=_median(lambda: _open(officer), TRANSACTIONS, 1e6),
        context_us=round(_ask(officer) * 1e6, 2),
        work_page_ms=_median(lambda: client.get("/werk/", headers={"host": "localhost"}), PAGES, 1e3),
    )


def _open(actor) -> None:
    from zicht.foundation.access import acting

    with acting(actor):
        pass


def _ask(actor) -> float:
    """Return the seconds of one call: a statement with many, less the same statement without."""
    from django.db import connection

    from zicht.foundation.access import acting

    with acting(actor), connection.cursor() as cursor:
        taken = {}
        for expression in ("clock_timestamp()", "sec.context()"):
            sql = f"SELECT count({expression}) FROM generate_series(1, {CALLS}) AS n WHERE n > 0"
            start = time.perf_counter()
            cursor.execute(sql)
            taken[expression] = time.perf_counter() - start
    return (taken["sec.context()"] - taken["clock_timestamp()"]) / CALLS


def _median(act, times: int, unit: float) -> float:
    act()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        found.append(time.perf_counter() - start)
    return round(statistics.median(found) * unit, 1)


if __name__ == "__main__":
    main()
