"""The agenda of a table in a region of 60 municipalities with 2,000 open items (TB1): p95 of the proposal and
of its page.

    python -m benchmarks tables

Baseline in the same run: the same server's help page, which reads nothing.
"""

import statistics
import time
import uuid

from benchmarks import ground, load

ITEMS, PLACES, ROUNDS = ground.size(2_000, 20), ground.size(60, 5), ground.size(60, 2)
LIMIT_MS = 200
DIRECTOR = ("chain_director", "zvh-gelderland-midden")


def main() -> None:
    ground.use_own_home("tables")
    address = ground.prepare_database()
    table, meeting, actor = _filled(address)
    from zicht.casework.tables import agenda
    from zicht.foundation.access import acting

    times, proposals = [], 0
    for _ in range(ROUNDS):
        started = time.perf_counter()
        with acting(actor):
            proposals = len(agenda.proposed(table))
        times.append((time.perf_counter() - started) * 1000)
    with ground.served() as port:
        pages = _timed(port, f"/werk/tafels/overleg/{meeting.pk}/agenda/", actor)
        empty = _timed(port, "/hulp/", None)
    ground.report(
        "tables",
        items=ITEMS,
        municipalities=PLACES,
        proposals=proposals,
        p50_ms=round(statistics.median(times), 1),
        p95_ms=round(ground.percentile(times, 0.95), 1),
        page_p50_ms=round(statistics.median(pages), 1),
        page_p95_ms=round(ground.percentile(pages, 0.95), 1),
        empty_page_p50_ms=round(statistics.median(empty), 1),
        limit_ms=LIMIT_MS,
        reached=ground.percentile(times, 0.95) < LIMIT_MS,
        **ground.machine(),
    )


def _timed(port: int, path: str, actor) -> list[float]:
    """Milliseconds of each answer, one after the other on one connection, after a warm-up."""
    from zicht.testing import base

    cookie = ""
    if actor:
        client = base.SignedInClient().login(actor)
        cookie = f"sessionid={client.cookies['sessionid'].value}"
    load.run(port, [load.get(path, cookie)] * 5, clients=1)
    _, latencies, statuses = load.run(port, [load.get(path, cookie)] * ROUNDS, clients=1)
    if set(statuses) != {"200"}:
        raise RuntimeError(f"{path} answered {statuses}")
    return [seconds * 1000 for seconds in latencies]


def _filled(address):
    """A region of 60 municipalities: signals through the real intake, a victim in every fifth,
    sight for the chair, items with texts and actions by SQL."""
    import psycopg

    from zicht.casework.register.persons import services as register
    from zicht.casework.register.persons.identity import Identity
    from zicht.casework.tables.models import Meeting, Table
    from zicht.casework.tables.tests import cast
    from zicht.foundation.access import acting
    from zicht.foundation.organisations.models import Municipality
    from zicht.testing import base

    country = base.Country()
    actor = country.actor(*DIRECTOR)
    with acting(actor):
        known = Table.objects.first()
        if known:
            return known, Meeting.objects.first(), actor
    codes = list(
        Municipality.objects.filter(valid_until=None)
        .order_by("-inhabitants")
        .values_list("code", flat=True)[:PLACES]
    )
    signals = [country.signal(municipality=codes[n % PLACES], acute=n % 20 == 0).id for n in range(ITEMS)]
    table = cast.table(country)
    meeting = cast.meeting(country, table)
    with psycopg.connect(address.dsn(), dbname="zicht", autocommit=True) as connection:
        # Filled from below, where nobody acts.
        connection.execute("ALTER TABLE sharing_grant DISABLE TRIGGER record_sight")
        _fill(connection, table, actor, signals)
        connection.execute("ALTER TABLE sharing_grant ENABLE TRIGGER record_sight")
        for signal_id in signals[::5]:
            register.register(signal_id, Identity(given_name="Persoon", birth_year=1990), actor=actor)
        connection.execute("ANALYZE")
    return table, meeting, actor


def _fill(connection, table, actor, signals) -> None:
    grant = """INSERT INTO sharing_grant (id, subject_kind, subject_id, organisation_id, function, level,
        basis, purpose, because, granted_on, ended_because)
        SELECT %s, 'signal', %s, %s, 'chain_director', 3, 'public_task', 'signal_handling', 'meting',
            current_date, ''
        WHERE NOT EXISTS (SELECT 1 FROM sharing_grant WHERE subject_id = %s AND organisation_id = %s)"""
    item = """INSERT INTO tables_agendaitem (id, table_id, signal_id, state, version, lead, lead_reason,
        placed_by, placed_at)
        VALUES (%s, %s, %s, 'open', 1, '', '', %s, now() - interval '20 days')"""
    text = """INSERT INTO tables_itemtext (id, item_id, signal_id, part, number, level, text, organisation_id,
        person_id, at)
        VALUES (%s, %s, %s, 'assessment', 1, 2, '', %s, %s, now() - make_interval(days => %s))"""
    action = """INSERT INTO tables_itemaction (id, item_id, signal_id, text, owner_id, due_on,
        organisation_id, person_id, at)
        VALUES (%s, %s, %s, '', %s, current_date - 3, %s, %s, now() - interval '10 days')"""
    org, person = actor.organisation_id, actor.person_id
    for number, signal_id in enumerate(signals):
        key = uuid.uuid4()
        connection.execute(grant, [uuid.uuid4(), signal_id, org, signal_id, org])
        connection.execute(item, [key, table.pk, signal_id, person])
        connection.execute(text, [uuid.uuid4(), key, signal_id, org, person, number % 30])
        if number % 4 == 0:
            connection.execute(action, [uuid.uuid4(), key, signal_id, org, org, person])


if __name__ == "__main__":
    main()
