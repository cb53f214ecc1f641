"""Work screens with a million signals: p95 and queries of worklist, signal page, list and search, against an empty page.

    python -m benchmarks pages            (ZICHT_BENCH_SIGNALS sets the number, 1,000,000 by default)

The baseline in the same run is the same server's help page, which reads nothing: it shows what one request costs at least.
"""

import os
import statistics
import time

from benchmarks import ground, load

ROUNDS = 120
PEOPLE = (
    ("contact_officer", "gemeente-ede"),
    ("chain_director", "zvh-gelderland-midden"),
    ("care_coordinator", "zorgcoordinatie-utrecht"),
    ("tmm", "politie-oost-nederland"),
)
WORDS = ("hotel", "paspoort busje", "fabriek loon contract")


def main() -> None:
    number = int(os.environ.get("ZICHT_BENCH_SIGNALS", "1000000"))
    ground.use_own_home(f"pages-{number}")
    address = ground.prepare_database()
    _fill(address, number)
    with ground.served("zicht.wsgi:application") as port:
        baseline = _timed(port, ["/hulp/"], "")
        for function, organisation in PEOPLE:
            cookie, signals = _signed_in(function, organisation)
            pages = {
                "worklist": ["/werk/"],
                "signal": [f"/werk/signalen/{signal}/" for signal in signals],
                "list": ["/werk/signalen/", "/werk/signalen/?form=labour", "/werk/signalen/?state=open"],
                "search": [f"/werk/signalen/?q={word.replace(' ', '+')}" for word in WORDS],
            }
            for page, addresses in pages.items():
                times = _timed(port, addresses, cookie)
                ground.report(
                    "pages", signals=number, page=page, function=function, p50_ms=round(statistics.median(times), 1),
                    p95_ms=round(ground.percentile(times, 0.95), 1), queries=_queries(function, organisation, addresses[0]),
                    times_empty_page=round(statistics.median(times) / statistics.median(baseline), 1), **ground.machine(),
                )  # fmt: skip


def _fill(address, number: int) -> None:
    import psycopg

    from benchmarks import million
    from zicht.chain.custody import deadlines

    with psycopg.connect(address.dsn(), dbname="zicht", autocommit=True) as connection:
        if connection.execute("SELECT count(*) FROM signals_signal").fetchone()[0] >= number:
            return
        started = time.perf_counter()
        connection.execute("TRUNCATE signals_signal, vault_subjectkey, sharing_grant CASCADE")
        million.load(connection, number, deadlines.today())
        ground.report("load", signals=number, seconds=round(time.perf_counter() - started))


def _signed_in(function: str, organisation: str) -> tuple[str, list]:
    from zicht.testing import base

    actor = base.Country().actor(function, organisation)
    client = base.SignedInClient().login(actor)
    return f"sessionid={client.cookies['sessionid'].value}", _some_signals(actor)


def _some_signals(actor) -> list:
    from zicht.chain.custody import queries
    from zicht.foundation.access import acting

    with acting(actor):
        return list(queries.work_of(actor).values_list("signal_id", flat=True)[:40])


def _queries(function: str, organisation: str, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from zicht.testing import base

    client = base.SignedInClient().login(base.Country().actor(function, organisation))
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(
        [
            row
            for row in captured.captured_queries
            if not row["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))
        ]
    )


def _timed(port: int, addresses: list[str], cookie: str) -> list[float]:
    requests = [load.get(addresses[place % len(addresses)], cookie) for place in range(ROUNDS)]
    load.run(port, requests[:10], clients=1)
    _, latencies, statuses = load.run(port, requests, clients=1)
    if set(statuses) != {"200"}:
        raise RuntimeError(f"{addresses[0]} answered {statuses}")
    return [seconds * 1000 for seconds in latencies]


if __name__ == "__main__":
    main()
