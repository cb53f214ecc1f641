"""Work screens with a million signals: p95 of worklist, signal page, list and search, against an empty page.

    python -m benchmarks pages            (ZICHT_BENCH_SIGNALS sets the number, 1,000,000 by default)

The baseline in the same run is the same server's help page, which reads nothing: it shows what one request
costs at least.
"""

import statistics
import time
import urllib.parse

from benchmarks import ground, load

ROUNDS = ground.size(120, 4)
PEOPLE = (
    ("contact_officer", "gemeente-ede"),
    ("chain_director", "zvh-gelderland-midden"),
    ("care_coordinator", "zorgcoordinatie-utrecht"),
    ("tmm", "politie-oost-nederland"),
)
SECRET = "a" * 32
WORDS = ("hotel", "paspoort busje", "fabriek loon contract")


def main() -> None:
    number = ground.size(1_000_000, 20_000, "ZICHT_BENCH_SIGNALS")
    ground.use_own_home(f"pages-{number}")
    address = ground.prepare_database()
    _fill(address, number)
    with ground.served() as port:
        baseline = _timed(port, [load.get("/hulp/")])
        for function, organisation in PEOPLE:
            cookie, signals = _signed_in(function, organisation)
            for page, requests in _screens(cookie, signals).items():
                times = _timed(port, requests)
                ground.report(
                    "pages",
                    signals=number,
                    page=page,
                    function=function,
                    p50_ms=round(statistics.median(times), 1),
                    p95_ms=round(ground.percentile(times, 0.95), 1),
                    times_empty_page=round(statistics.median(times) / statistics.median(baseline), 1),
                    **ground.machine(),
                )


def _screens(cookie: str, signals: list) -> dict[str, list[bytes]]:
    """The requests of each screen; queries per screen are limited by tests, not here."""
    lists = ("", "?form=labour", "?state=open", "?form=sexual&state=open")
    return {
        "worklist": [load.get("/werk/", cookie)],
        "signal": [load.get(f"/werk/signalen/{signal}/", cookie) for signal in signals],
        "list": [load.get(f"/werk/signalen/{query}", cookie) for query in lists],
        "search": [_search(words, cookie) for words in WORDS],
    }


def _search(words: str, cookie: str) -> bytes:
    body = urllib.parse.urlencode({"words": words, "csrfmiddlewaretoken": SECRET}).encode()
    return load.post("/werk/signalen/zoeken/", body, headers=f"Cookie: {cookie}; csrftoken={SECRET}\r\n")


def _fill(address, number: int) -> None:
    import psycopg

    from benchmarks import million
    from zicht.foundation.acts import clock

    with psycopg.connect(address.dsn(), dbname="zicht", autocommit=True) as connection:
        if connection.execute("SELECT count(*) FROM signals_signal").fetchone()[0] >= number:
            return
        started = time.perf_counter()
        connection.execute("TRUNCATE signals_signal, vault_subjectkey, sharing_grant CASCADE")
        million.load(connection, number, clock.today())
        ground.report("load", signals=number, seconds=round(time.perf_counter() - started))


def _signed_in(function: str, organisation: str) -> tuple[str, list]:
    from zicht.testing import base

    actor = base.Country().actor(function, organisation)
    client = base.SignedInClient().login(actor)
    return f"sessionid={client.cookies['sessionid'].value}", _some_signals(actor)


def _some_signals(actor) -> list:
    from zicht.chain.custody.models import Holding
    from zicht.foundation.access import acting

    with acting(actor):
        mine = Holding.objects.filter(organisation_id=actor.organisation_id, ended_at__isnull=True)
        return list(mine.values_list("signal_id", flat=True)[:40])


def _timed(port: int, screens: list[bytes]) -> list[float]:
    """Milliseconds of each answer, one after the other on one connection, after a warm-up."""
    requests = [screens[place % len(screens)] for place in range(ROUNDS)]
    load.run(port, requests[:10], clients=1)
    _, latencies, statuses = load.run(port, requests, clients=1)
    if set(statuses) != {"200"}:
        raise RuntimeError(f"{screens[0].split()[1].decode()} answered {statuses}")
    return [seconds * 1000 for seconds in latencies]


if __name__ == "__main__":
    main()
