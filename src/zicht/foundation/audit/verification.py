"""Sealing new events in batches, and verifying the whole log. Runs under the role `zicht_audit`.

The head of the newest seal is written, signed, to `ZICHT_HOME/audit/head.json`; copy that file elsewhere
regularly: it is what shows that the end of the log was cut off.
"""

import json
import os
from pathlib import Path
from typing import Any

from django.db import connections, transaction
from django.utils import timezone

from zicht.foundation.audit import sealing
from zicht.foundation.database.launcher import home

BATCH = 5000
LOCK = 7_302_441
DETAIL = sealing.EVENT_FIELDS.index("detail")
FIELDS = ", ".join(f"e.{name}" for name in sealing.EVENT_FIELDS)
# No transaction lives for an hour, so that nothing unsealed can lie before what was sealed an hour ago.
UNSEALED = f"""SELECT {FIELDS} FROM audit_auditevent e LEFT JOIN audit_auditleaf l ON l.event_id = e.id
    WHERE l.event_id IS NULL AND e.id > (SELECT coalesce(max(last_event), 0) FROM audit_auditseal
        WHERE sealed_at < now() - interval '1 hour') ORDER BY e.id LIMIT %s"""

# What lies there without a leaf an hour later was never sealed: somebody put it between.
SLIPPED_IN = """SELECT e.id FROM audit_auditevent e LEFT JOIN audit_auditleaf l ON l.event_id = e.id
    WHERE l.event_id IS NULL AND e.id <= (SELECT coalesce(max(last_event), 0) FROM audit_auditseal
        WHERE sealed_at < now() - interval '1 hour') ORDER BY e.id"""


def seal_new() -> int:
    """Seal every event that is not sealed yet, batch by batch; return how many were sealed."""
    sealed = 0
    while count := _seal_batch():
        sealed += count
    return sealed


def verify(elsewhere: dict[str, Any] | None = None) -> dict[str, Any]:
    """Seal what is new, then check every event against its leaf, every batch against its seal, and the end of
    the chain.

    `elsewhere`: a head that was exported earlier and kept in another place; it must be genuine and still
    be in the chain. Returns {"ok": bool, "events": int, "sealed": int, "problems": [str]}; a problem names
    the event or batch."""
    problems: list[str] = []
    kept = _kept_head()
    _check_end(kept, problems)
    if elsewhere is not None:
        _check_exported(elsewhere, problems)
    if not problems:
        seal_new()
    events = _check_chain(problems)
    return {
        "ok": not problems,
        "events": events["total"],
        "sealed": events["sealed"],
        "problems": problems[:50],
    }


def exported_head() -> dict[str, Any]:
    """Seal what is new and return the newest head, signed so that others can check it: keep it in another
    place (Ed25519)."""
    seal_new()
    with connections["audit"].cursor() as cursor:
        number, newest = _last_seal(cursor)
    return {
        "number": number,
        "head": newest.hex(),
        "at": timezone.now().isoformat(),
        **sealing.signed(number, newest),
    }


def head_of(number: int) -> bytes | None:
    """Return the head of a seal; None when there is no such seal."""
    with connections["audit"].cursor() as cursor:
        cursor.execute("SELECT head FROM audit_auditseal WHERE number = %s", [number])
        row = cursor.fetchone()
    return _bytes(row[0]) if row else None


def _seal_batch() -> int:
    with transaction.atomic("audit"), connections["audit"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(UNSEALED, [BATCH])
        events = cursor.fetchall()
        if not events:
            return 0
        number, previous = _last_seal(cursor)
        leaves = [sealing.leaf(_with_detail(event)) for event in events]
        root = sealing.merkle_root(leaves)
        first, last = events[0][0], events[-1][0]
        new_head = sealing.head(number + 1, first, last, len(events), root, previous)
        cursor.execute(
            "INSERT INTO audit_auditseal (number, first_event, last_event, count, root, previous, head,"
            # the time of the database, as UNSEALED reads it
            " sealed_at) VALUES (%s, %s, %s, %s, %s, %s, %s, now())",
            [number + 1, first, last, len(events), root, previous, new_head],
        )
        cursor.executemany(
            "INSERT INTO audit_auditleaf (event_id, seal_number, position, hash) VALUES (%s, %s, %s, %s)",
            [
                (event[0], number + 1, place, value)
                for place, (event, value) in enumerate(zip(events, leaves, strict=True))
            ],
        )
    _keep_head(number + 1, new_head)
    return len(events)


def _check_chain(problems: list[str]) -> dict[str, int]:
    with transaction.atomic("audit"), connections["audit"].cursor() as cursor:
        cursor.execute(
            "SELECT number, first_event, last_event, count, root, previous, head FROM audit_auditseal ORDER"
            " BY number"
        )
        seals = cursor.fetchall()
        previous = sealing.FIRST_HEAD
        for expected, seal in enumerate(seals, start=1):
            _check_seal(cursor, expected, [_bytes(value) for value in seal], previous, problems)
            previous = _bytes(seal[6])
        cursor.execute(SLIPPED_IN)
        problems += [f"Gebeurtenis {row[0]} is later tussengevoegd." for row in cursor.fetchall()]
        cursor.execute("SELECT count(*) FROM audit_auditevent")
        total = cursor.fetchone()[0]
    return {"total": total, "sealed": sum(seal[3] for seal in seals)}


def _check_seal(cursor, expected: int, seal: list, previous: bytes, problems: list[str]) -> None:
    number, first, last, count, root, before, head = seal
    if number != expected:
        problems.append(f"Verzegeling {expected} ontbreekt.")
    if before != previous:
        problems.append(f"Verzegeling {number} sluit niet aan op de vorige.")
    if head != sealing.head(number, first, last, count, root, before):
        problems.append(f"Verzegeling {number} is gewijzigd.")
    cursor.execute(
        f"SELECT l.event_id, l.position, l.hash, {FIELDS} FROM audit_auditleaf l"
        " LEFT JOIN audit_auditevent e ON e.id = l.event_id WHERE l.seal_number = %s ORDER BY l.position",
        [number],
    )
    leaves = [_checked_leaf(row, problems) for row in cursor.fetchall()]
    if len(leaves) != count or not leaves or sealing.merkle_root(leaves) != root:
        problems.append(f"De gebeurtenissen van verzegeling {number} kloppen niet met het zegel.")


def _checked_leaf(row: tuple, problems: list[str]) -> bytes:
    event_id, stored, event = row[0], _bytes(row[2]), row[3:]
    if event[0] is None:
        problems.append(f"Gebeurtenis {event_id} is verwijderd.")
    elif sealing.leaf(_with_detail(event)) != stored:
        problems.append(f"Gebeurtenis {event_id} is gewijzigd.")
    return stored


def _check_end(kept: dict[str, Any] | None, problems: list[str]) -> None:
    """The kept head must be genuine and still be in the chain: else the end was cut off or rewritten."""
    with connections["audit"].cursor() as cursor:
        number, _ = _last_seal(cursor)
    if kept is None:
        if number:
            problems.append("Het bewaarde hoofd van het logboek ontbreekt.")
        return
    kept_head = bytes.fromhex(kept["head"])
    if kept["signature"] != sealing.sign(kept["number"], kept_head):
        problems.append("Het bewaarde hoofd van het logboek is niet echt.")
    elif kept["number"] > number:
        problems.append("Het einde van het logboek is afgeknipt.")
    elif kept_head != head_of(kept["number"]):
        problems.append("Het logboek is herschreven: het bewaarde hoofd staat er niet meer in.")


def _check_exported(elsewhere: dict[str, Any], problems: list[str]) -> None:
    number, head = int(elsewhere["number"]), bytes.fromhex(elsewhere["head"])
    if not sealing.is_signed(number, head, elsewhere["signature"]):
        problems.append("Het hoofd dat elders bewaard is, is niet door dit logboek getekend.")
    elif number and head_of(number) != head:
        problems.append(
            "Het hoofd dat elders bewaard is, staat niet meer in het logboek: er is herschreven of afgeknipt."
        )


def _last_seal(cursor) -> tuple[int, bytes]:
    cursor.execute("SELECT number, head FROM audit_auditseal ORDER BY number DESC LIMIT 1")
    row = cursor.fetchone()
    return (row[0], _bytes(row[1])) if row else (0, sealing.FIRST_HEAD)


def _with_detail(event: tuple) -> tuple:
    """The driver may hand JSON over as text; the leaf is over its meaning."""
    detail = event[DETAIL]
    read = json.loads(detail) if isinstance(detail, str) else detail
    return (*event[:DETAIL], read, *event[DETAIL + 1 :])


def _bytes(value):
    return bytes(value) if isinstance(value, memoryview) else value


def _head_path() -> Path:
    folder = home() / "audit"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / "head.json"


def _keep_head(number: int, head: bytes) -> None:
    path = _head_path()
    temporary = path.with_suffix(".new")
    temporary.write_text(
        json.dumps({"number": number, "head": head.hex(), "signature": sealing.sign(number, head)})
    )
    os.replace(temporary, path)


def _kept_head() -> dict[str, Any] | None:
    path = _head_path()
    return json.loads(path.read_text()) if path.exists() else None
