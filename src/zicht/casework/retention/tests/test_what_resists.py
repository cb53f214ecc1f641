"""What could not be destroyed is said, and the ledger tells only of what was (SH7)."""

import contextlib
from datetime import timedelta

import pytest
from django.db import connections

from zicht.casework.register.tests import cast
from zicht.casework.retention import ledger
from zicht.casework.retention import services as service
from zicht.casework.retention.ledger import State
from zicht.casework.retention.models import Tombstone
from zicht.casework.retention.tests.test_retention import closed, keys, later
from zicht.doors.cli import checks
from zicht.foundation.access import as_worker
from zicht.foundation.acts import clock

LONGEST = 400


@pytest.fixture(autouse=True)
def own_ledger(country):
    ledger.path().unlink(missing_ok=True)
    yield
    ledger.path().unlink(missing_ok=True)


def execute(sql, values=()):
    with connections["migrate"].cursor() as cursor:
        cursor.execute(sql, values)


@contextlib.contextmanager
def stubborn(subject):
    """A subject whose key the database does not let go: a row elsewhere holds on to it."""
    execute("CREATE TABLE holds_on (key uuid REFERENCES vault_subjectkey (subject_id))")
    execute("INSERT INTO holds_on VALUES (%s)", [subject])
    try:
        yield
    finally:
        execute("DROP TABLE holds_on")


def ids(*states) -> set[str]:
    return {subject for _, subject, _ in ledger.read(*states)}


def test_SH7_the_longest_reason_of_a_grant_hinders_neither_step(country):
    """SH7: as long as the column allows; police data are first restricted, then destroyed."""
    signals = [closed(country), closed(country, reporter_kind="police_officer")]
    for signal in signals:
        with connections["migrate"].cursor() as cursor:
            cursor.execute("ALTER TABLE sharing_grant DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY")
            cursor.execute(
                "UPDATE sharing_grant SET because = %s WHERE subject_id = %s", ["r" * LONGEST, signal]
            )
            assert cursor.rowcount
            cursor.execute("ALTER TABLE sharing_grant ENABLE TRIGGER USER, FORCE ROW LEVEL SECURITY")
    first, last = later(), later(3652)
    assert (first.destroyed, first.restricted, first.failed) == (1, 1, 0)
    assert (last.destroyed, last.failed, keys()) == (1, 0, set())


def test_SH7_one_that_resists_is_counted_named_and_not_on_the_ledger(country):
    """SH7: the others are destroyed; `zicht check` and the officer say so."""
    one, other = closed(country), closed(country)
    with stubborn(one):
        run = later()
    assert (run.destroyed, run.failed, run.left) == (1, 1, 1)
    assert keys() == {one}
    assert ids(State.DONE) == {str(other)}
    assert ids(State.VOID) == {str(one)}
    assert [text.split(":")[0] for text in checks.what_is_due_is_destroyed()] == ["signal destroy"]
    assert later().failed == 0
    assert checks.what_is_due_is_destroyed() == []


def test_SH7_the_officer_reads_that_something_could_not_be_destroyed(country, browser_client):
    """SH7: on the page of terms, in words."""
    with stubborn(closed(country)):
        later()
    client = browser_client.login(country.actor("data_protection_officer", "comensha"))
    assert "Niet alles kon worden vernietigd" in client.get("/werk/logboek/bewaren/").content.decode()
    later()
    assert "Niet alles kon worden vernietigd" not in client.get("/werk/logboek/bewaren/").content.decode()


def test_SH7_a_crash_before_the_commit_adds_no_line_and_one_after_it_loses_none(country):
    """SH7: what only was begun is looked at by the next run."""
    kept, gone = closed(country), closed(country)
    with pytest.raises(RuntimeError, match="crash"):
        run_and_crash()
    assert len(ids(State.BEGUN)) == 1
    assert keys() == {kept, gone}
    later()
    assert ids(State.DONE) == {str(kept), str(gone)}
    lines = ledger.path().read_text().splitlines(keepends=True)
    ledger.path().write_text("".join(lines[:-2]))  # as after a crash between the commit and the last lines
    assert ids(State.BEGUN) == {str(kept), str(gone)}
    later()
    assert ids(State.DONE) == {str(kept), str(gone)}


def run_and_crash():
    with as_worker():
        service.execute(clock.today() + timedelta(days=6 * 366), most=1)
        raise RuntimeError("crash")


def restored(*subjects):
    """Keys as an older backup has them, for subjects on the ledger."""
    ledger.add(State.DONE, [("signal", str(each), "2024-01-01") for each in subjects])


def test_SH7_after_a_restore_each_subject_is_destroyed_by_itself(country):
    """SH7: a stubborn one undoes no other, one in work is left alone, and the restore is not done."""
    stuck, other, in_work = closed(country), closed(country), country.signal().id
    restored(stuck, other, in_work)
    with stubborn(stuck):
        assert service.reapply() == service.Again(destroyed=1, in_work=1, resisted=1)
    assert keys() == {stuck, in_work}
    assert checks.what_was_destroyed_stays_destroyed() == ["2 subjects that were destroyed can be opened"]
    assert service.reapply() == service.Again(destroyed=1, in_work=1, resisted=0)
    with as_worker():
        assert set(Tombstone.objects.filter(again=True).values_list("subject_id", flat=True)) == {
            stuck,
            other,
        }


def test_SH7_planned_work_person_and_signal_are_all_known_to_the_ledger(country):
    """SH7: a person is destroyed again too."""
    from zicht.casework.register.persons import services as register

    victim = register.register(None, cast.PERSON, actor=cast.coordinator(country))
    assert later(3653).failed == 0
    assert ledger.read(State.DONE)[0][:2] == ("victim", str(victim.pk))
