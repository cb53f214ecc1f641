"""The check while typing at a million persons, encrypted, through the web stack: p50 and p95 of the piece
with likely persons.

    python -m benchmarks.linkage.online [--persons 1000000]

The register is filled by COPY with generated records, each a person with sealed identity, wrapped key,
digests and the grant that a notification gives CoMensha. The registrar then types other records of the
same persons: in full, and as initials with a year.
"""

import argparse
import multiprocessing
import os
import random
import statistics
import time
import urllib.parse
import uuid
from concurrent.futures import ProcessPoolExecutor
from datetime import date

from benchmarks import ground, load
from benchmarks.linkage.generate import generate

CHECKS, SEED, AT_ONCE = 300, 2100, 20_000
SECRET = "a" * 32
FILLED = (
    "register_presumedvictim",
    "register_identitykey",
    "register_blockingkey",
    "vault_subjectkey",
    "sharing_grant",
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--persons", type=int, default=1_000_000)
    number = parser.parse_args().persons
    ground.use_own_home(f"online-{number}")
    address = ground.prepare_database()
    asked = _fill(address, number)
    with ground.served() as port:
        cookie = _signed_in()
        empty = _timed(port, [load.get("/hulp/")] * CHECKS)
        for kind, requests in {"full": _full(asked), "initials and year": _initials(asked)}.items():
            times = _timed(port, [_typed(fields, cookie) for fields in requests[: CHECKS + 20]])
            ground.report(
                "check while typing",
                persons=number,
                typed=kind,
                checks=len(times),
                p50_ms=round(statistics.median(times), 1),
                p95_ms=round(ground.percentile(times, 0.95), 1),
                p99_ms=round(ground.percentile(times, 0.99), 1),
                empty_page_p50_ms=round(statistics.median(empty), 1),
                **ground.machine(),
            )


def _identity(row):
    from zicht.casework.register.persons.identity import Identity

    born = row["birth_date"] if len(row["birth_date"] or "") == 10 and "?" not in row["birth_date"] else ""
    try:
        day = date.fromisoformat(born) if born else None
    except ValueError:
        day = None
    year = (row["birth_year"] or (row["birth_date"] or "")[:4]) if day is None else ""
    codes = [
        code for code in (row["nationality"] or "").replace("stateless", "XX").split(";") if len(code) == 2
    ]
    return Identity(
        given_name=row["given_name"] or "",
        family_name=row["family_name"] or "",
        initials=row["initials"] or "",
        birth_date=day,
        birth_year=int(year) if year and year.isdigit() else None,
        sex={"v": "female", "f": "female", "m": "male"}.get((row["sex"] or "").lower()[:1], "unknown"),
        nationalities=tuple(codes[:2]),
        country_of_origin=row["country"] if len(row["country"] or "") == 2 else "",
    )


def _fill(address, number: int) -> list[dict]:
    """Load `number` persons unless they are there; returns records of some of them, of whom the registrar
    types another notification.
    """
    import psycopg

    with psycopg.connect(address.dsn(), dbname="zicht", autocommit=True) as connection:
        if connection.execute("SELECT count(*) FROM register_presumedvictim").fetchone()[0] < number:
            started = time.perf_counter()
            _load(connection, address.dsn(), number)
            sizes = connection.execute(
                "SELECT count(*), pg_total_relation_size('register_blockingkey') FROM register_blockingkey"
            ).fetchone()
            ground.report(
                "load",
                persons=number,
                seconds=round(time.perf_counter() - started),
                keys=sizes[0],
                bytes=sizes[1],
            )
    rows = generate(min(number, AT_ONCE), SEED)
    return random.Random(3).sample(rows, min(len(rows), 6 * CHECKS))


def _load(connection, dsn: str, number: int) -> None:
    (register,) = connection.execute(
        "SELECT id FROM organisations_organisation WHERE kind = 'comensha' LIMIT 1"
    ).fetchone()
    connection.execute(f"TRUNCATE {', '.join(FILLED)} CASCADE")
    indexes = connection.execute(
        "SELECT i.indexname, i.indexdef FROM pg_indexes i LEFT JOIN pg_constraint c ON c.conname ="
        " i.indexname WHERE i.tablename = ANY (%s) AND c.oid IS NULL",
        [list(FILLED)],
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f'DROP INDEX "{name}"')
    connection.execute("ALTER TABLE register_blockingkey DROP CONSTRAINT one_blocking_key_per_digest")
    parts = [
        (dsn, part, min(AT_ONCE, number - start), register)
        for part, start in enumerate(range(0, number, AT_ONCE))
    ]
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("fork")) as pool:
        list(pool.map(_part, *zip(*parts, strict=True)))
    connection.execute("SET maintenance_work_mem = '1GB'")
    connection.execute(
        "ALTER TABLE register_blockingkey ADD CONSTRAINT one_blocking_key_per_digest UNIQUE (digest,"
        " victim_id)"
    )
    for _, definition in indexes:
        connection.execute(definition)
    connection.execute(f"VACUUM ANALYZE {', '.join(FILLED)}")


def _part(dsn: str, part: int, number: int, register) -> None:
    """One part of the persons, in a process of its own."""
    import psycopg

    from zicht.foundation.vault import sealing

    with psycopg.connect(dsn, dbname="zicht", autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        _copy_people(
            connection,
            [(uuid.uuid4(), sealing.new_data_key(), _identity(row)) for row in generate(number, SEED + part)],
            register,
        )


def _copy_people(connection, people, register) -> None:
    from zicht.casework.register.persons import blocking
    from zicht.casework.register.persons import identity as identities
    from zicht.chain.signals.references import ALPHABET
    from zicht.foundation.vault import sealing

    chosen = random.SystemRandom()
    _copy(
        connection,
        "vault_subjectkey (subject_id, wrapped)",
        ((key, sealing.wrap(data, key)) for key, data, _ in people),
    )
    _copy(
        connection,
        "register_presumedvictim (id, reference, registered_on, version, sex, birth_year, nationalities,"
        " country_of_origin, missing, identity)",
        (
            (
                key,
                "V-" + "".join(chosen.choices(ALPHABET, k=9)),
                date(2024, 1, 1),
                1,
                who.sex,
                who.year_of_birth,
                list(who.nationalities),
                who.country_of_origin,
                [],
                identities.sealed(data, key, who),
            )
            for key, data, who in people
        ),
    )
    _copy(
        connection,
        "register_identitykey (victim_id, digest)",
        ((key, digest) for key, _, who in people for digest in identities.keys(who)),
    )
    _copy(
        connection,
        "register_blockingkey (victim_id, digest)",
        ((key, digest) for key, _, who in people for digest in blocking.digests(who)),
    )
    _copy(
        connection,
        "sharing_grant (id, subject_kind, subject_id, organisation_id, function, level, basis, purpose,"
        " because, granted_on, ended_because)",
        (
            (
                uuid.uuid4(),
                "victim",
                key,
                register,
                "registrar",
                3,
                "statutory_duty",
                "registration",
                "Gemeld",
                date(2024, 1, 1),
                "",
            )
            for key, _, _ in people
        ),
    )


def _copy(connection, into: str, rows) -> None:
    with connection.cursor().copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _full(asked) -> list[dict]:
    found = []
    for who in map(_identity, asked):
        fields = {
            "given_name": who.given_name,
            "family_name": who.family_name,
            "initials": who.initials,
            "sex": who.sex,
            "birth_date": who.birth_date.isoformat() if who.birth_date else "",
            "birth_year": who.birth_year or "",
            "nationality": (*who.nationalities, "")[0],
            "country_of_origin": who.country_of_origin,
        }
        found.append(fields)
    return found


def _initials(asked) -> list[dict]:
    named = [who for who in map(_identity, asked) if who.given_name and who.family_name and who.year_of_birth]
    return [
        {"initials": f"{who.given_name[0]}.{who.family_name[0]}.", "birth_year": who.year_of_birth}
        for who in named
    ]


def _typed(fields: dict, cookie: str) -> bytes:
    body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": SECRET}).encode()
    return load.post("/werk/register/lijkt-op/", body, headers=f"Cookie: {cookie}; csrftoken={SECRET}\r\n")


def _signed_in() -> str:
    from zicht.testing import base

    client = base.SignedInClient().login(base.Country().actor("registrar", "comensha"))
    return f"sessionid={client.cookies['sessionid'].value}"


def _timed(port: int, requests: list[bytes]) -> list[float]:
    """Milliseconds of each answer, one after the other on one connection, after a warm-up; each check is
    another person.
    """
    load.run(port, requests[:20], clients=1)
    _, latencies, statuses = load.run(port, requests[20:], clients=1)
    if set(statuses) != {"200"}:
        raise RuntimeError(f"The check answered {statuses}")
    return [seconds * 1000 for seconds in latencies]


if __name__ == "__main__":
    main()
