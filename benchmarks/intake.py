"""Intake through HTTP, one durable commit per signal, against the raw limit and a plain Django view, in one
run.

    python -m benchmarks intake

Raw limit: pgbench inserting the same rows in one statement per transaction, fsync on, 32 clients. Plain
view: `plain_view`. Ours: the last step of the public guided report, as a browser sends it. The three take
turns, so that a machine that slows down slows all of them; the median of the rounds counts.
"""

import re
import statistics
import subprocess
import urllib.parse

from benchmarks import ground, load

CLIENTS, ROUNDS, SECONDS = ground.size(32, 4), ground.size(5, 1), ground.size(5, 1)
REPORTS, STORED, WARMING_UP = ground.size(1500, 20), ground.size(1000, 20), ground.size(200, 5)
STORY = (
    "Een jonge vrouw werkt elke nacht in een hotel en mag niet alleen naar buiten. Een man brengt en haalt"
    " haar."
)


def main() -> None:
    home = ground.use_own_home("intake")
    address = ground.prepare_database()
    _prepare_raw(address)
    figures: dict[str, list[float]] = {"raw": [], "plain": [], "zicht": []}
    slowest = []
    with (
        ground.served() as ours,
        ground.served_plainly("benchmarks.plain:application") as plain,
    ):
        _through_http(ours, _reports(WARMING_UP)), _through_http(plain, _plain(WARMING_UP))
        for _ in range(ROUNDS):
            figures["raw"].append(_raw(address))
            figures["plain"].append(_through_http(plain, _plain(STORED))[0])
            rate, latencies = _through_http(ours, _reports(REPORTS))
            figures["zicht"].append(rate)
            slowest.append(ground.percentile(latencies, 0.99) * 1000)
    median = {name: statistics.median(values) for name, values in figures.items()}
    ground.report(
        "intake",
        **ground.machine(),
        clients=CLIENTS,
        per_second={name: round(value) for name, value in median.items()},
        share_of_raw=round(median["zicht"] / median["raw"], 3),
        times_plain=round(median["zicht"] / median["plain"], 2),
        p99_ms=round(statistics.median(slowest), 1),
        rounds={name: [round(v) for v in values] for name, values in figures.items()},
        home=home.name,
    )


def _reports(number: int) -> list[bytes]:
    """The last page of as many guided reports, each with its own submission key."""
    from zicht.chain.intake.public_draft import Draft

    answers = {
        "danger": "no",
        "reporter": "citizen",
        "form": "sexual",
        "what": STORY,
        "place": "Ede",
        "places": ["GM0228"],
        "sure": True,
        "spot": "bij het station",
        "ongoing": "yes",
        "when": "elke nacht",
        "minor": "no",
    }
    seen = ["danger", "reporter", "form", "what", "place", "when", "minor"]
    drafts = (Draft(answers=dict(answers), seen=list(seen), checked=True).sealed() for _ in range(number))
    bodies = (
        urllib.parse.urlencode({"draft": draft, "step": "check", "go": "send"}).encode() for draft in drafts
    )
    return [load.post("/melden/", body) for body in bodies]


def _plain(number: int) -> list[bytes]:
    return [load.post("/store/", b"")] * number


def _through_http(port: int, requests: list[bytes]) -> tuple[float, list[float]]:
    seconds, latencies, statuses = load.run(port, requests, CLIENTS)
    if set(statuses) != {"200"}:
        raise RuntimeError(f"Not every report was stored: {statuses}")
    return len(requests) / seconds, latencies


def _prepare_raw(address) -> None:
    import psycopg

    with psycopg.connect(address.dsn(), dbname="zicht", autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS bench_organisations")
        connection.execute(
            "CREATE TABLE bench_organisations AS SELECT id, row_number() OVER () AS place"
            " FROM organisations_organisation LIMIT 4"
        )
        # The raw limit knows no actor, and says itself what it did.
        connection.execute("ALTER TABLE sharing_grant DISABLE TRIGGER record_sight")
        # The next run in this home lays the rules down again, and takes away the rights on every table.
        connection.execute("ALTER TABLE bench_organisations OWNER TO zicht_owner")


def _raw(address) -> float:
    from zicht.foundation.database import binaries

    script = ground.ROOT / "benchmarks" / "raw_intake.sql"
    command = [
        str(binaries.find().folder / "pgbench"),
        "-h",
        address.host,
        "-p",
        str(address.port),
        "-U",
        address.superuser,
        "-n",
        "-M",
        "prepared",
        "-c",
        str(CLIENTS),
        "-j",
        "2",
        "-T",
        str(SECONDS),
        "-f",
        str(script),
        "zicht",
    ]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(re.search(r"tps = ([\d.]+)", output)[1])


if __name__ == "__main__":
    main()
