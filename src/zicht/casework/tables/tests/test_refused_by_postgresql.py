"""What the database itself refuses at a table, with raw SQL as the application role (TB2, TB1)."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from zicht.casework.register.persons import services as register
from zicht.casework.register.persons.identity import Identity
from zicht.casework.tables.services import deciding, writing
from zicht.casework.tables.tests import cast
from zicht.chain.agreements.vocabulary import Level
from zicht.foundation.access import acting, as_worker
from zicht.foundation.access.transaction import tell

CLOSE = "UPDATE tables_agendaitem SET state = 'closed', victim_presumed = {}, closed_at = now() WHERE id = %s"


def run(sql, values, actor) -> int:
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


@pytest.fixture
def item(country):
    stored, found, _ = cast.placed(country)
    register.register(stored.id, Identity(given_name="Zoë"), actor=country.actor(*cast.CARE))
    return found


@pytest.mark.parametrize("said", ["true", "false", "NULL"])
def test_TB2_sql_cannot_close_an_item_with_a_presumed_victim(country, item, said):
    """TB2: whatever the statement says about the victim."""
    with pytest.raises(IntegrityError):
        run(CLOSE.format(said), [item.pk], cast.director(country))


def test_TB2_the_worker_role_cannot_either(item):
    """TB2: jobs are bound too."""
    with pytest.raises(IntegrityError), as_worker():
        type(item).objects.filter(pk=item.pk).update(
            state="closed", victim_presumed=True, closed_at=item.placed_at
        )


def test_TB2_sql_cannot_close_a_presumed_victim_who_is_not_registered_yet(country):
    """TB2: saying that there is one is enough."""
    _, found, _ = cast.placed(country)
    with pytest.raises(IntegrityError):
        run(CLOSE.format("true"), [found.pk], cast.director(country))


def test_TB2_clearing_the_context_before_the_commit_does_not_slip_past(country, item):
    """TB2: the check sees every row, whatever the session sees."""
    with pytest.raises(IntegrityError):
        _close_and_forget(item, cast.director(country))


def _close_and_forget(item, director) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        tell(connection, director)
        cursor.execute(CLOSE.format("true"), [item.pk])
        cursor.execute("SELECT set_config('zicht.token', '', true)")


def test_TB2_a_made_up_decision_without_a_day_or_organisation_does_not_count(country, item):
    """TB2: a decision by SQL without who and when leaves the item open."""
    director = cast.director(country)
    add = """INSERT INTO register_registrationdecision (id, signal_id, decision, reason, organisation_id,
        person_id, at)
        VALUES (gen_random_uuid(), %s, 'not_yet', 'consent_asked', %s, %s, now())"""
    run(add, [item.signal_id, director.organisation_id, director.person_id], director)
    with pytest.raises(IntegrityError):
        run(CLOSE.format("true"), [item.pk], director)


def test_TB2_a_closed_item_stays_closed(country):
    """TB2: what is closed comes back as a new item only."""
    _, found, _ = cast.placed(country)
    deciding.close(found.pk, False, actor=cast.director(country))
    with pytest.raises(IntegrityError):
        run("UPDATE tables_agendaitem SET state = 'open' WHERE id = %s", [found.pk], cast.director(country))


def test_TB1_what_was_written_cannot_be_changed_or_written_in_anothers_name(country):
    """TB1: versions are final, and each party writes its own contribution."""
    _, found, _ = cast.placed(country)
    care, police = country.actor(*cast.CARE), country.actor(*cast.POLICE)
    writing.write(found.pk, "contribution", "Wij bellen.", 0, actor=care)
    with pytest.raises(ProgrammingError):
        run("UPDATE tables_itemtext SET text = ''::bytea WHERE item_id = %s", [found.pk], care)
    forged = """INSERT INTO tables_itemtext (id, item_id, signal_id, part, owner_id, number, level, text,
        organisation_id, person_id, at)
        VALUES (gen_random_uuid(), %s, %s, 'contribution', %s, 2, 2, ''::bytea, %s, %s, now())"""
    values = [found.pk, found.signal_id, care.organisation_id, police.organisation_id, police.person_id]
    with pytest.raises(ProgrammingError):
        run(forged, values, police)


def test_TB1_a_seat_with_the_core_cannot_read_or_write_the_closed_circle(country):
    """TB1: row-level security, not the template, keeps it."""
    meeting = cast.meeting(country, cast.table(country, others=(cast.CARE,), core=(cast.SAFE_HOME,)))
    _, found, _ = cast.placed(country, meeting)
    writing.write(found.pk, "contribution", "Besloten.", 0, level=Level.FULL, actor=country.actor(*cast.CARE))
    safe_home = country.actor(*cast.SAFE_HOME)
    with acting(safe_home), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tables_itemtext")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM vault_subjectkey WHERE subject_id = %s", [found.signal_id])
        assert cursor.fetchone() == (0,)
