"""A thousand random changes to a sealed log, each found (SH7, acceptance B7). The random source is seeded,
so that each can be made again.
"""

import os
import random

import pytest
from django.db import connections

from zicht.foundation.audit import sealing, verification

MUTATIONS = int(os.environ.get("ZICHT_LOG_MUTATIONS", "100"))
SEED = 7
TABLES = ("audit_auditevent", "audit_auditleaf", "audit_auditseal")
TEXTS = ("action", "outcome", "functions", "purpose", "channel", "object_kind", "object_id", "basis")


def guards(cursor, on: bool) -> None:
    """What the owner of the tables can take away and put back: the triggers, and who numbers the events."""
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} {'ENABLE' if on else 'DISABLE'} TRIGGER USER")
    always = "ALWAYS" if on else "BY DEFAULT"
    cursor.execute(f"ALTER TABLE audit_auditevent ALTER COLUMN id SET GENERATED {always}")


class Owner:
    """Someone with every right of the owner of the tables, triggers off: what a hostile administrator
    could do.
    """

    def __init__(self, cursor, chance: random.Random):
        self.cursor, self.chance = cursor, chance

    def run(self, statement: str, *values) -> int:
        self.cursor.execute(statement, values)
        return self.cursor.rowcount

    def ids(self, count: int = 1) -> list[int]:
        self.cursor.execute("SELECT event_id FROM audit_auditleaf")
        return self.chance.sample([row[0] for row in self.cursor.fetchall()], count)

    def seals(self) -> list[int]:
        self.cursor.execute("SELECT number FROM audit_auditseal ORDER BY number")
        return [row[0] for row in self.cursor.fetchall()]

    def edit(self) -> None:
        column = self.chance.choice(TEXTS)
        self.run(
            f"UPDATE audit_auditevent SET {column} = left({column} || 'x', 10) || 'x' WHERE id = %s",
            *self.ids(),
        )

    def edit_time(self) -> None:
        self.run(
            "UPDATE audit_auditevent SET at = at + %s * interval '1 second' WHERE id = %s",
            self.chance.randint(1, 9**6),
            *self.ids(),
        )

    def edit_person(self) -> None:
        column = self.chance.choice(["person_id", "organisation_id", "grant_id"])
        self.run(f"UPDATE audit_auditevent SET {column} = gen_random_uuid() WHERE id = %s", *self.ids())

    def edit_detail(self) -> None:
        self.run("UPDATE audit_auditevent SET detail = detail || '{\"x\": 1}' WHERE id = %s", *self.ids())

    def delete(self) -> None:
        self.run("DELETE FROM audit_auditevent WHERE id = %s", *self.ids())

    def delete_with_leaf(self) -> None:
        (one,) = self.ids()
        self.run("DELETE FROM audit_auditevent WHERE id = %s", one)
        self.run("DELETE FROM audit_auditleaf WHERE event_id = %s", one)

    def reorder(self) -> None:
        """Two leaves of one batch change places."""
        number = self.chance.choice(self.seals())
        self.cursor.execute("SELECT position FROM audit_auditleaf WHERE seal_number = %s", [number])
        first, second = self.chance.sample([row[0] for row in self.cursor.fetchall()], 2)
        for before, after in ((first, -1), (second, first), (-1, second)):
            self.run(
                "UPDATE audit_auditleaf SET position = %s WHERE seal_number = %s AND position = %s",
                after,
                number,
                before,
            )

    def swap(self) -> None:
        """Two events change numbers: each says what the other said."""
        first, second = self.ids(2)
        for before, after in ((first, -1), (second, first), (-1, second)):
            self.run("UPDATE audit_auditevent SET id = %s WHERE id = %s", after, before)

    def truncate(self) -> None:
        """The end is cut off, whole batches with their events and leaves."""
        numbers = self.seals()
        cut = self.chance.choice(numbers)
        self.run(
            "DELETE FROM audit_auditevent WHERE id IN (SELECT event_id FROM audit_auditleaf WHERE seal_number"
            " >= %s)",
            cut,
        )
        self.run("DELETE FROM audit_auditleaf WHERE seal_number >= %s", cut)
        self.run("DELETE FROM audit_auditseal WHERE number >= %s", cut)

    def remove_seal(self) -> None:
        self.run("DELETE FROM audit_auditseal WHERE number = %s", self.chance.choice(self.seals()))

    def rewrite_seal(self) -> None:
        column = self.chance.choice(["root", "head", "previous"])
        self.run(
            f"UPDATE audit_auditseal SET {column} = sha256({column}) WHERE number = %s",
            self.chance.choice(self.seals()),
        )

    def forge(self) -> None:
        """An event is changed and its leaf made to fit."""
        (one,) = self.ids()
        self.run("UPDATE audit_auditevent SET action = 'signal_read_x' WHERE id = %s", one)
        self.cursor.execute(
            f"SELECT {', '.join(sealing.EVENT_FIELDS)} FROM audit_auditevent WHERE id = %s", [one]
        )
        leaf = sealing.leaf(verification._with_detail(self.cursor.fetchone()))
        self.run("UPDATE audit_auditleaf SET hash = %s WHERE event_id = %s", leaf, one)

    def insert_between(self) -> None:
        """An event is slipped in under a number that a deleted one had."""
        (one,) = self.ids()
        self.run("DELETE FROM audit_auditevent WHERE id = %s", one)
        self.run(
            "INSERT INTO audit_auditevent (id, at, action, kind, outcome, organisation_id, person_id,"
            " functions, purpose, channel, object_kind, object_id, basis, detail) SELECT %s, now(),"
            " 'signal_read', 'R', 'ok', organisation_id, person_id, functions, purpose, channel, object_kind,"
            " object_id, basis, detail FROM audit_auditevent LIMIT 1",
            one,
        )

    def reseal(self) -> None:
        """An event is changed, and its leaf and its own batch are made to fit: only the batch after it
        tells.
        """
        number = self.chance.choice(self.seals()[:-1])
        self.run(
            "UPDATE audit_auditevent SET action = 'signal_read_x' WHERE id = (SELECT min(event_id) FROM"
            " audit_auditleaf WHERE seal_number = %s)",
            number,
        )
        self.cursor.execute(
            f"SELECT {verification.FIELDS} FROM audit_auditevent e JOIN audit_auditleaf l ON l.event_id ="
            " e.id WHERE l.seal_number = %s ORDER BY l.position",
            [number],
        )
        leaves = [sealing.leaf(verification._with_detail(row)) for row in self.cursor.fetchall()]
        for place, leaf in enumerate(leaves):
            self.run(
                "UPDATE audit_auditleaf SET hash = %s WHERE seal_number = %s AND position = %s",
                leaf,
                number,
                place,
            )
        self.cursor.execute(
            "SELECT first_event, last_event, count, previous FROM audit_auditseal WHERE number = %s", [number]
        )
        first, last, count, previous = self.cursor.fetchone()
        root = sealing.merkle_root(leaves)
        head = sealing.head(number, first, last, count, root, bytes(previous))
        self.run("UPDATE audit_auditseal SET root = %s, head = %s WHERE number = %s", root, head, number)

    def rechain(self) -> None:
        """An event is changed, and its leaf, its batch and every seal after it are made to fit: only the
        kept head tells.
        """
        self.forge()
        previous = sealing.FIRST_HEAD
        self.cursor.execute(
            "SELECT number, first_event, last_event, count FROM audit_auditseal ORDER BY number"
        )
        for number, first, last, count in self.cursor.fetchall():
            self.cursor.execute(
                "SELECT hash FROM audit_auditleaf WHERE seal_number = %s ORDER BY position", [number]
            )
            root = sealing.merkle_root([bytes(row[0]) for row in self.cursor.fetchall()])
            head = sealing.head(number, first, last, count, root, previous)
            self.run(
                "UPDATE audit_auditseal SET root = %s, previous = %s, head = %s WHERE number = %s",
                root,
                previous,
                head,
                number,
            )
            previous = head


KINDS = (
    "edit",
    "edit_time",
    "edit_person",
    "edit_detail",
    "delete",
    "delete_with_leaf",
    "reorder",
    "swap",
    "truncate",
    "remove_seal",
    "rewrite_seal",
    "forge",
    "reseal",
    "rechain",
    "insert_between",
)


@pytest.fixture
def sealed(country):
    """A log of sixty events in five batches, with its kept head."""
    verification._head_path().unlink(missing_ok=True)
    for _ in range(5):
        for number in range(12):
            country.signal(acute=bool(number % 2))
        verification.seal_new()
    assert verification.verify()["ok"]
    yield
    verification._head_path().unlink(missing_ok=True)


def test_SH7_every_random_change_to_the_sealed_log_is_found(sealed):
    """SH7, acceptance B7: edits, deletions, reordering, truncation and swaps by someone with the owner's
    rights.
    """
    chance = random.Random(SEED)
    missed, head = [], verification._head_path().read_text()
    with connections["migrate"].cursor() as cursor:
        guards(cursor, on=False)
        for table in TABLES:
            cursor.execute(f"CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table}")
        try:
            for number in range(MUTATIONS):
                kind = KINDS[number % len(KINDS)]
                getattr(Owner(cursor, chance), kind)()
                if verification.verify()["ok"]:
                    missed.append((number, kind))
                _put_back(cursor, head)
                if number < len(KINDS):
                    assert verification.verify()["ok"], f"after {kind} the log was not put back"
        finally:
            for table in TABLES:
                cursor.execute(f"DROP TABLE kept_{table}")
            guards(cursor, on=True)
    assert missed == []
    assert verification.verify()["ok"]


def _put_back(cursor, head: str) -> None:
    verification._head_path().write_text(head)
    for table in TABLES:
        cursor.execute(f"DELETE FROM {table}")
        cursor.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")


def test_SH7_a_head_that_was_kept_elsewhere_shows_a_log_that_was_rewritten_with_all_its_keys(sealed):
    """SH7, B7: even when the kept head beside the keys was made to fit as well."""
    head = verification.exported_head()
    assert verification.verify(head)["ok"]
    with connections["migrate"].cursor() as cursor:
        guards(cursor, on=False)
        Owner(cursor, random.Random(SEED)).rechain()
        guards(cursor, on=True)
    verification._keep_head(head["number"], verification.head_of(head["number"]))
    assert verification.verify()["ok"]
    assert not verification.verify(head)["ok"]


def test_SH7_a_forged_export_is_refused(sealed):
    """SH7: a head nobody signed proves nothing."""
    head = verification.exported_head()
    assert not verification.verify(head | {"signature": "00" * 64})["ok"]
    assert not verification.verify(head | {"number": head["number"] - 1})["ok"]
