"""The log tells when someone changed it, even with the rights of the owner of the database (SH7)."""

import json

import pytest
from django.db import connections

from zicht.foundation.audit import sealing, verification
from zicht.foundation.audit.tests.test_mutations import guards


@pytest.fixture
def sealed_log(country):
    verification._head_path().unlink(missing_ok=True)
    for _ in range(6):
        country.signal()
    assert verification.verify()["ok"]
    for _ in range(6):
        country.signal()
    assert verification.verify() == {"ok": True, "events": 12, "sealed": 12, "problems": []}
    yield
    verification._head_path().unlink(missing_ok=True)


def as_owner(statement: str) -> None:
    """Do to the log what only the owner could, with the guarding triggers off."""
    with connections["migrate"].cursor() as cursor:
        guards(cursor, on=False)
        cursor.execute(statement)
        guards(cursor, on=True)


NEWEST = "(SELECT max(number) FROM audit_auditseal)"
TAMPERING = {
    "an edited event": (
        "UPDATE audit_auditevent SET action = 'signal_read' WHERE id = (SELECT min(id) + 2 FROM"
        " audit_auditevent)"
    ),
    "a deleted event": "DELETE FROM audit_auditevent WHERE id = (SELECT min(id) + 3 FROM audit_auditevent)",
    "reordered events": (
        """UPDATE audit_auditleaf SET position = position + 100 WHERE seal_number = 1;
        UPDATE audit_auditleaf SET position = 105 - position WHERE seal_number = 1"""
    ),
    "a truncated log": (
        f"""DELETE FROM audit_auditevent WHERE id IN (SELECT event_id FROM audit_auditleaf
        WHERE seal_number = {NEWEST}); DELETE FROM audit_auditleaf WHERE seal_number = {NEWEST};
        DELETE FROM audit_auditseal WHERE number = {NEWEST}"""
    ),
    "a removed seal": "DELETE FROM audit_auditseal WHERE number = 1",
    "an event slipped in where there was none": (
        """UPDATE audit_auditseal SET sealed_at = sealed_at - interval '2 hours';
        INSERT INTO audit_auditevent (id, at, action, kind, outcome, organisation_id, person_id, functions,
            purpose, channel,
            object_kind, object_id, basis, detail) SELECT id - 1, at, 'signal_read', 'R', outcome,
                organisation_id, person_id, functions,
            purpose, channel, object_kind, object_id, basis, detail FROM audit_auditevent
                ORDER BY id LIMIT 1"""
    ),
    "a rewritten seal": "UPDATE audit_auditseal SET root = head WHERE number = 1",
}


@pytest.mark.parametrize("what", TAMPERING)
def test_SH7_verify_finds(sealed_log, what):
    """SH7: acceptance B7, with the rights of the owner and the guards off."""
    as_owner(TAMPERING[what])
    found = verification.verify()
    assert not found["ok"], what
    assert found["problems"]


def test_SH7_the_runtime_role_can_neither_read_nor_change_the_log(country):
    """SH7: what is recorded stays, whoever has the application in hand."""
    country.signal()
    for statement in (
        "SELECT 1 FROM audit_auditevent",
        "UPDATE audit_auditevent SET action = 'x'",
        "DELETE FROM audit_auditevent",
    ):
        with pytest.raises(Exception, match="permission denied"), connections["default"].cursor() as cursor:
            cursor.execute(statement)


def test_SH7_a_chain_that_was_rewritten_and_grew_on_does_not_hold_the_kept_head(sealed_log):
    """SH7: the head kept outside must be in the chain at its own number, however long the chain is by now."""
    other = bytes(31) + b"\x01"
    kept = {"number": 1, "head": other.hex(), "signature": sealing.sign(1, other)}
    verification._head_path().write_text(json.dumps(kept))
    assert not verification.verify()["ok"]
