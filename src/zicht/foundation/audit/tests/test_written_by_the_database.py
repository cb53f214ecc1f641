"""SH7: only PostgreSQL writes the log. Who acted, for whom and when comes from token and clock."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
import time_machine
from django.db import DatabaseError, connection, connections, transaction

from zicht.chain.intake.services import storing
from zicht.chain.routes.country import country as seen_country
from zicht.foundation.access import PUBLIC, acting, as_worker
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.models import AuditEvent
from zicht.foundation.audit.vocabulary import OVERSIGHT, Action
from zicht.foundation.database import launcher
from zicht.foundation.database.connections import database_name
from zicht.foundation.database.home import recorded_address
from zicht.foundation.database.roles import GUARD, RUNTIME

EVENT = """INSERT INTO audit_auditevent ({number}at, action, kind, outcome, organisation_id, person_id,
    functions, purpose, channel, object_kind, object_id, basis, detail) {overriding} VALUES ({value}
    now() - interval '3 days', 'signal_read', 'R', 'ok', gen_random_uuid(), gen_random_uuid(), 'tmm',
    'signal_handling', 'work', 'signal', '', '', '{{}}')"""
LARGEST = {"number": "id, ", "value": "9223372036854775807,"}
PLAIN = EVENT.format(number="", overriding="", value="")
CHOSEN = EVENT.format(overriding="", **LARGEST)
OVERRIDDEN = EVENT.format(overriding="OVERRIDING SYSTEM VALUE", **LARGEST)
ADDED = "SELECT sec.add_audit_event(%s, 'signal', %s, %s, '', '{}')"


def newest() -> AuditEvent:
    return AuditEvent.objects.using("audit").order_by("-id").first()


def events() -> int:
    return AuditEvent.objects.using("audit").count()


def by_hand(role: str, statement: str, values=()) -> None:
    """As somebody who got hold of a role, without the application."""
    with psycopg.connect(recorded_address(launcher.home()).dsn(), dbname=database_name()) as cluster:
        cluster.execute(f"SET LOCAL ROLE {role}")
        cluster.execute(statement, values)


@pytest.mark.parametrize("role", RUNTIME)
def test_SH7_no_role_that_runs_adds_a_row_or_draws_a_number(database, role):
    """SH7: neither the table nor the sequence behind its numbers; a role that is added later takes part."""
    for statement in (PLAIN, OVERRIDDEN):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            by_hand(role, statement)
    for draw in ("nextval(%s)", "setval(%s, 9223372036854775807)"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            by_hand(role, f"SELECT {draw}", ["audit_auditevent_id_seq"])


def test_SH7_not_even_the_guard_chooses_the_number_of_an_event(database):
    """SH7: an absurdly large number, after which nothing would ever be sealed, cannot be there."""
    with pytest.raises(psycopg.errors.GeneratedAlways):
        by_hand(GUARD, CHOSEN)


@pytest.mark.parametrize("alias", ["default", "worker", "figures"])
def test_SH7_nothing_is_added_without_somebody_who_acts(country, alias):
    """SH7: the event of an act needs the token of that act."""
    before = events()
    with pytest.raises(DatabaseError, match="no one is acting"), connections[alias].cursor() as cursor:
        cursor.execute(ADDED, ["signal_read", str(uuid.uuid4()), "ok"])
    assert events() == before


@pytest.mark.parametrize(("action", "outcome"), [("made_up", "ok"), ("signal_read", "fine")])
def test_SH7_an_act_that_is_not_in_the_vocabulary_is_refused(country, action, outcome):
    """SH7: by PostgreSQL, which knows every act with its kind."""
    officer = country.actor("contact_officer", "gemeente-ede")
    with pytest.raises(DatabaseError, match="no act of the log"), acting(officer):
        connection.cursor().execute(ADDED, [action, "", outcome])


def test_SH7_the_database_knows_the_vocabulary(database):
    """SH7: each act with its kind (NEN 7513), and which of them watch over others."""
    with connections["migrate"].cursor() as cursor:
        cursor.execute("SELECT name, kind, oversight FROM sec.action")
        assert set(cursor.fetchall()) == {(str(act), act.kind, act in OVERSIGHT) for act in Action}


def test_SH7_an_event_names_who_holds_the_token_whatever_the_caller_says(country):
    """SH7: not even the application can write in somebody else's name, or at another time."""
    officer = country.actor("contact_officer", "gemeente-ede")
    somebody_else = country.actor("tmm")
    before = datetime.now(UTC)
    with time_machine.travel(before - timedelta(days=3)), acting(officer):
        audit.record(somebody_else, Action.SIGNAL_READ, "signal", uuid.uuid4())
    event = newest()
    assert (event.person_id, event.organisation_id) == (officer.person_id, officer.organisation_id)
    assert (event.functions, event.channel) == (",".join(officer.functions), "work")
    assert before <= event.at <= datetime.now(UTC)


def payload(country) -> dict:
    """A public report as the door sends it, with a false event along."""
    false = ["2020-01-01T00:00:00Z", "signal_read", "R", "ok", *[str(uuid.uuid4())] * 2, "tmm", "x", "work"]
    made = storing.payload_for(country.report(), PUBLIC, seen_country("intake"))[1]
    return made | {"audit": [*false, "signal", str(uuid.uuid4()), "", "{}"]}


def submit(alias: str, made: dict) -> None:
    with transaction.atomic(alias), connections[alias].cursor() as cursor:
        cursor.execute("SELECT sec.submit_signal(%s::jsonb)", [json.dumps(made, default=str)])


def test_SH7_the_public_door_puts_nothing_in_the_log_but_what_it_did_and_the_day(country):
    """SH7: an event in the payload is not looked at."""
    made, before = payload(country), events()
    submit("intake", made)
    event = newest()
    assert events() == before + 1
    assert (event.action, event.object_id) == ("signal_submitted", str(made["signal"]["id"]))
    assert (event.person_id.int, event.channel, event.functions) == (0, "public, anonymous", "")
    assert event.at == clock.day_start(clock.today())


@pytest.mark.parametrize("alias", ["default", "worker"])
def test_SH7_a_signal_of_nobody_comes_in_by_the_public_door_only(country, alias):
    """SH7: with the rights of people or jobs, but without a token, nothing can be submitted."""
    with pytest.raises(DatabaseError, match="no one is acting"):
        submit(alias, payload(country))
    assert events() == 0


def test_SH7_emergency_access_is_on_record_by_the_database_itself(country):
    """SH7: whoever calls the function gets no sight without the line."""
    signal, stranger = country.signal(), country.actor("contact_officer", "gemeente-nijmegen")
    key = uuid.uuid4()
    with acting(stranger):
        connection.cursor().execute(
            "SELECT sec.break_glass(%s, 'signal', %s, %s, 'contact_officer', 'life', 2)",
            [key, signal.id, stranger.organisation_id],
        )
    event = newest()
    assert (event.action, event.object_id) == ("break_glass_used", str(signal.id))
    assert (event.person_id, event.detail["sight"]) == (stranger.person_id, [str(key)])


def test_SH7_jobs_act_as_zicht_itself(country):
    with as_worker() as _:
        audit.record(None, Action.KEYS_ROTATED, "key")
    assert (newest().person_id.int, newest().channel) == (0, "job")
