"""Pages with figures over a million notifications: p95 of each, against an empty page.

    python -m benchmarks figures          (ZICHT_BENCH_NOTIFICATIONS sets the number, 1,000,000 by default)

Persons and notifications of 2012-2025 are made in SQL as the superuser, with the real columns and without
sealed words, which figures cannot read. Then the product's own jobs build the facts and publish the years.
"""

import statistics
import time

from benchmarks import ground, load

ROUNDS = ground.size(100, 3)
FILL = (
    (
        "TRUNCATE register_presumedvictim, register_notification, figures_notificationfact, figures_rawtable,"
        " figures_publishedtable CASCADE"
    ),
    "SELECT setseed(0.42)",
    """INSERT INTO register_presumedvictim (id, reference, registered_on, version, sex, birth_year,
        nationalities, country_of_origin,
        missing, identity)
    SELECT gen_random_uuid(), 'V-' || i, '2012-01-01', 1,
        (ARRAY['female','female','male','unknown'])[1 + (random() * 3)::int],
        CASE WHEN random() < 0.7 THEN 1960 + (random() * 50)::int END,
        CASE WHEN random() < 0.9 THEN ARRAY[(ARRAY['NL','RO','PL','NG','CN','BR','HU','VN'])[1 + (random() *
            7)::int]] ELSE '{}' END,
        '', '{}', '' FROM generate_series(1, %(persons)s) AS i""",
    """CREATE TEMPORARY TABLE person AS SELECT row_number() OVER () AS n, id FROM register_presumedvictim""",
    """CREATE TEMPORARY TABLE place AS SELECT row_number() OVER (ORDER BY code) - 1 AS n, code
        FROM organisations_municipality""",
    """INSERT INTO register_notification (id, victim_id, organisation_id, notifier, notified_on, forms,
        sector, municipality_id,
        criterion, basis, consent, filed_by, filed_at)
    SELECT gen_random_uuid(), p.id, (SELECT id
        FROM organisations_organisation LIMIT 1), d.notifier, d.day, d.forms, d.sector, place.code,
        'slightest_indication', 'statutory_duty', false, gen_random_uuid(), d.day
    FROM (SELECT 1 + (random() * (%(persons)s - 1))::int AS person, (random() * random() * 341)::int AS place,
        date '2012-01-01' + (random() * 5100)::int AS day,
        (ARRAY['police','police','care_coordinators','nla','kmar','fairwork','other'])[1 + (random() *
            6)::int] AS notifier,
        (ARRAY['{sexual}','{labour}','{criminal}','{sexual,criminal}','{unknown}','{organ_removal}'])[1 +
            (random() * random() * 5)::int]::varchar[]
            AS forms,
        (ARRAY['escort','private_home','01','10','56','81','drugs','theft',''])[1 + (random() * 8)::int] AS
            sector
        FROM generate_series(1, %(number)s)) d JOIN person p ON p.n = d.person
            JOIN place ON place.n = d.place""",
    "ANALYZE",
)
AT_WORK = {
    "figures, one year": "/werk/cijfers/?jaar=2022&indeling=notifier",
    "figures, by form": "/werk/cijfers/?jaar=2021&indeling=form",
    "figures, nationality of a form": "/werk/cijfers/?jaar=2020&indeling=continent&vorm=sexual",
    "figures, by sector": "/werk/cijfers/?jaar=2019&indeling=sector",
    "download csv": "/werk/cijfers/cijfers.csv?jaar=2022&indeling=month",
    "download xlsx": "/werk/cijfers/cijfers.xlsx?jaar=2022&indeling=region",
    "as published": "/werk/cijfers/gepubliceerd/",
    "three realities": "/werk/cijfers/omvang/",
    "map of municipalities": "/werk/cijfers/kaart/?jaar=2022&indeling=municipality",
    "download ods": "/werk/cijfers/cijfers.ods?jaar=2022&indeling=region",
}
RAW_ONLY = {
    "persons by notifier, one region, one form": (
        "/werk/cijfers/?jaar=2022&indeling=notifier&tel=persons&vorm=labour&regio=VR07"
    )
}
PUBLIC = {
    "public figures": "/cijfers/?jaar=2022&indeling=notifier",
    "open data csv": "/cijfers/2022.csv",
    "open data json": "/cijfers/2022.json",
    "public map of municipalities": "/cijfers/kaart/?jaar=2022&indeling=municipality",
    "fact sheet": "/cijfers/factsheet/VR07.pdf",
    "catalogue": "/cijfers/catalogus.jsonld",
}


def main() -> None:
    number = ground.size(1_000_000, 2_000, "ZICHT_BENCH_NOTIFICATIONS")
    ground.use_own_home(f"figures-{number}")
    address = ground.prepare_database()
    _fill(address, number)
    with ground.served() as port:
        baseline = _timed(port, load.get("/hulp/"))
        for function, pages in (("registrar", AT_WORK | RAW_ONLY), ("researcher", AT_WORK)):
            cookie = _signed_in(function)
            for page, path in pages.items():
                _report(number, page, function, _timed(port, load.get(path, cookie)), baseline)
        for page, path in PUBLIC.items():
            _report(number, page, "public", _timed(port, load.get(path)), baseline)


def _report(number: int, page: str, who: str, times: list[float], baseline: list[float]) -> None:
    ground.report(
        "figures",
        notifications=number,
        page=page,
        who=who,
        p50_ms=round(statistics.median(times), 1),
        p95_ms=round(ground.percentile(times, 0.95), 1),
        times_empty_page=round(statistics.median(times) / statistics.median(baseline), 1),
        **ground.machine(),
    )


def _fill(address, number: int) -> None:
    import psycopg

    from zicht.sight.figures import building, publishing

    with psycopg.connect(address.dsn(), dbname="zicht", autocommit=True) as connection:
        if connection.execute("SELECT count(*) FROM register_notification").fetchone()[0] < number:
            started = time.perf_counter()
            connection.execute("SET session_replication_role = replica")
            for statement in FILL:
                connection.execute(
                    statement,
                    {"persons": number * 85 // 100, "number": number} if "%(" in statement else None,
                )
            ground.report("fill", notifications=number, seconds=round(time.perf_counter() - started))
        connection.execute("TRUNCATE figures_publishedtable")
    started = time.perf_counter()
    building.rebuild()
    ground.report(
        "build facts and figures",
        notifications=number,
        seconds=round(time.perf_counter() - started, 1),
        **ground.machine(),
    )
    for year in publishing.waiting():
        started = time.perf_counter()
        tables = publishing.publish(year)
        ground.report("publish", year=year, tables=tables, seconds=round(time.perf_counter() - started, 1))


def _signed_in(function: str) -> str:
    from zicht.testing import base

    client = base.SignedInClient().login(base.Country().actor(function))
    return f"sessionid={client.cookies['sessionid'].value}"


def _timed(port: int, request: bytes) -> list[float]:
    """Milliseconds of each answer, one after the other on one connection, after a warm-up."""
    load.run(port, [request] * 5, clients=1)
    _, latencies, statuses = load.run(port, [request] * ROUNDS, clients=1)
    if set(statuses) != {"200"}:
        raise RuntimeError(f"{request.split()[1].decode()} answered {statuses}")
    return [seconds * 1000 for seconds in latencies]


if __name__ == "__main__":
    main()
