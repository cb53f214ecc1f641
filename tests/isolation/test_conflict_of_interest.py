"""SH7: who declared an interest sees nothing of the subject and gives nothing of it, whichever function of
the database is asked.

The functions come from the catalogue: a new one is asked here, or named below with the reason why not.
"""

import uuid
from contextlib import contextmanager

import psycopg
import pytest

from tests.isolation.cast import CARE, EDE, NIJMEGEN, POLICE, SAFETY_HOUSE, UTRECHT
from zicht.foundation.access.transaction import bind
from zicht.foundation.database import launcher
from zicht.foundation.database.connections import database_name
from zicht.foundation.database.home import recorded_address

OFFICER, FG = ("contact_officer", EDE), ("data_protection_officer", EDE)
COORDINATOR, DIRECTOR = ("care_coordinator", CARE), ("chain_director", SAFETY_HOUSE)

# Function: (who asks, state of the subject, part of the state's objects that is the subject, question)
ASKED = {
    "my_level": (OFFICER, "open", "signal_id", "SELECT sec.my_level(%(subject)s)"),
    "may_grant": (OFFICER, "open", "signal_id", "SELECT sec.may_grant(%(subject)s, 3::smallint, %(own)s)"),
    "shared_with": (OFFICER, "open", "signal_id", "SELECT id FROM sec.shared_with(%(subject)s)"),
    "my_sharing_grounds": (
        COORDINATOR,
        "at the table",
        "signal_id",
        "SELECT level FROM sec.my_sharing_grounds('signal', %(subject)s, %(ede)s, 'consultation')",
    ),
    "may_share": (
        COORDINATOR,
        "at the table",
        "signal_id",
        """SELECT bool_or(sec.may_share('signal', %(subject)s, %(ede)s, 1::smallint, a.basis, 'consultation',
            a.id, now())) FROM agreements_agreement a""",
    ),
    "may_give_without_agreement": (
        OFFICER,
        "open",
        "signal_id",
        """SELECT sec.may_give_without_agreement('signal', %(subject)s, %(own)s, 'contact_officer',
            1::smallint, '', '')""",
    ),
    "recall_grant": (
        OFFICER,
        "open",
        "signal_id",
        "SELECT sec.recall_grant(given, 'Toch niet.') FROM unnest(%(given)s::uuid[]) given",
    ),
    "break_glass": (
        ("contact_officer", NIJMEGEN),
        "open",
        "signal_id",
        """SELECT sec.break_glass(gen_random_uuid(), 'signal', %(subject)s, %(own)s, 'contact_officer',
            'life', 2)""",
    ),
    "signal_by_reference": (OFFICER, "open", "signal_id", "SELECT sec.signal_by_reference(%(reference)s)"),
    "list_signals": (
        OFFICER,
        "open",
        "signal_id",
        "SELECT 1 FROM sec.list_signals('{}', NULL, NULL, 500) WHERE signal_id = %(subject)s",
    ),
    "my_work": (
        OFFICER,
        "open",
        "signal_id",
        "SELECT 1 FROM sec.my_work() WHERE holding_id = ANY (%(holdings)s::uuid[])",
    ),
    "search_signals": (
        OFFICER,
        "open",
        "signal_id",
        "SELECT 1 FROM sec.search_signals(%(words)s::bigint[], 500) found WHERE found = %(subject)s",
    ),
    "inbox_keys": (
        ("reporter", EDE),
        "own report",
        "signal_id",
        "SELECT feedback_id FROM sec.inbox_keys(%(messages)s::uuid[])",
    ),
    "likely_persons": (
        COORDINATOR,
        "registered",
        "victim_id",
        """SELECT victim_id FROM sec.likely_persons('{}', %(digests)s::bytea[], 10, 10, NULL)
            WHERE victim_id = %(subject)s""",
    ),
    "acute_untaken": (
        COORDINATOR,
        "acute minor",
        "signal_id",
        "SELECT signal_id FROM sec.acute_untaken() WHERE signal_id = %(subject)s",
    ),
    "answer_question": (
        ("tmm", POLICE),
        "registered",
        "victim_id",
        """SELECT sec.answer_question(%(asked_id)s, 'met', 'complaint', current_date, '', gen_random_uuid(),
            current_date + 1, 'x')""",
    ),
    "open_victims": (COORDINATOR, "registered", "signal_id", "SELECT sec.open_victims(%(subject)s)"),
    "agenda_facts": (
        COORDINATOR,
        "at the table",
        "signal_id",
        "SELECT 1 FROM sec.agenda_facts(%(table_id)s) WHERE signal_id = %(subject)s",
    ),
    "shared_levels": (
        DIRECTOR,
        "at the table",
        "signal_id",
        "SELECT level FROM sec.shared_levels(%(meeting_id)s) WHERE item_id = %(item_id)s",
    ),
    "projector_texts": (
        DIRECTOR,
        "at the table",
        "signal_id",
        "SELECT 1 FROM sec.projector_texts(%(meeting_id)s) WHERE signal_id = %(subject)s",
    ),
    "log_objects": (FG, "open", "signal_id", "SELECT unnest(sec.log_objects(%(subject)s))"),
    "log_subject": (FG, "open", "signal_id", "SELECT id FROM sec.log_subject(%(reference)s)"),
    "log_shared_with": (FG, "open", "signal_id", "SELECT level FROM sec.log_shared_with(%(subject)s)"),
    "search_log": (
        FG,
        "open",
        "signal_id",
        "SELECT id FROM sec.search_log('{}', NULL, 5000) WHERE object_id = %(subject)s::text",
    ),
}

NOT_ABOUT_A_SUBJECT = {
    **dict.fromkeys(["context", "org", "person", "functions", "my_conflicts"], "says who acts"),
    **dict.fromkeys(
        ["submit_signal", "add_to_submission", "add_audit_event", "enqueue"], "adds a row, and reads none"
    ),
    **dict.fromkeys(
        ["is_party", "working_regions", "is_investigator", "reports_by_law"], "about organisations"
    ),
    **dict.fromkeys(
        ["holds_at", "can_have", "opens_something", "agree_to_function", "take_up_invitation"],
        "about functions of people",
    ),
    "may_edit_route": "about whose the route of an area is",
    "may_end_agreement": "about the text of an agreement",
    "agree_to_threshold": "about a likelihood for all pairs",
    **dict.fromkeys(
        ["sits_at", "keeps_table", "table_of_meeting", "table_of_item"], "which seats a table has"
    ),
    **dict.fromkeys(["asked_of_me", "asked_by_me", "met_mine"], "about questions, which name no subject"),
    "ask_regions": "asks about a value that the person brings along",
    **dict.fromkeys(
        ["who_works_on", "warn_overlaps"], "names organisations, for a place that the person names"
    ),
    "known_elsewhere": "tells whether there is someone, for a person that the asker describes",
    **dict.fromkeys(["is_national_officer", "allow_more", "place_decoy"], "about the budget of colleagues"),
    **dict.fromkeys(["take_try", "give_back_try", "ask_new_password"], "about signing in"),
    **dict.fromkeys(["year_as_known", "changes_of_year"], "counts a whole year"),
    "agree_to_criterion": "about the text of a criterion",
    **dict.fromkeys(["may_change_terms", "agree_to_term"], "about how long a category is kept"),
}

RESTS_ON = {"wish_keeps_out": "my_level"}
"""Functions that answer only where another one that is asked here does."""

CALLABLE = """
    SELECT proname FROM pg_proc WHERE pronamespace = 'sec'::regnamespace AND prorettype <> 'trigger'::regtype
        AND has_function_privilege('zicht_app', oid, 'EXECUTE')"""


@contextmanager
def undone():
    """A cursor of the superuser, whose transaction is rolled back."""
    address = recorded_address(launcher.home())
    with psycopg.connect(address.dsn(), dbname=database_name()) as connection:
        yield connection.cursor()
        connection.rollback()


def test_SH7_each_function_that_people_can_call_is_asked_or_has_a_reason(database):
    """SH7: of the roles that run only `zicht_app` acts for a person; jobs and the public door do not."""
    with undone() as cursor:
        found = {name for (name,) in cursor.execute(CALLABLE).fetchall()}
    assert found == ASKED.keys() | NOT_ABOUT_A_SUBJECT.keys() | RESTS_ON.keys()
    assert set(RESTS_ON.values()) <= ASKED.keys()
    assert ASKED.keys().isdisjoint(NOT_ABOUT_A_SUBJECT)


@pytest.mark.parametrize("function", ASKED)
def test_SH7_a_declared_interest_ends_sight_and_giving_in_each_function(world, function):
    """SH7: something before the declaration, nothing after it."""
    who, state, part, question = ASKED[function]
    actor = world.country.actor(*who)
    subject = world.objects[state][part]
    assert any_of(world, actor, state, subject, question, declared=False)
    assert not any_of(world, actor, state, subject, question, declared=True)


def test_SH7_an_accepted_hand_over_gives_nothing_to_who_declared_an_interest(world):
    """SH7: the other way to a grant."""
    actor, question = world.country.actor("contact_officer", UTRECHT), ASKED["may_grant"][3]
    subject = world.signals["accepted"]
    assert any_of(world, actor, "accepted", subject, question, declared=False)
    assert not any_of(world, actor, "accepted", subject, question, declared=True)


def any_of(world, actor, state, subject, question, *, declared) -> bool:
    """Whether a question, asked in a transaction that is undone, is answered with anything."""
    with undone() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE feedback_feedback SET text = 'x' WHERE account_id IS NOT NULL")
        cursor.execute("DELETE FROM register_registrationdecision")
        values = given(cursor, world, actor, state, subject)
        cursor.execute("SET LOCAL session_replication_role = origin")
        if declared:
            declare(cursor, actor, subject)
        cursor.execute("SET LOCAL ROLE zicht_app")
        bind(cursor.connection, actor)
        try:
            return any(value for row in cursor.execute(question, values).fetchall() for value in row)
        except psycopg.errors.InsufficientPrivilege:
            return False


def given(cursor, world, actor, state, subject) -> dict:
    """What the questions name, read by someone who sees everything."""

    def all_of(sql: str) -> list:
        return [value for (value,) in cursor.execute(sql, [subject]).fetchall()]

    return {
        **world.objects[state],
        "subject": subject,
        "own": actor.organisation_id,
        "ede": world.country.organisation(EDE).pk,
        "reference": world.references[state],
        "given": all_of(
            "UPDATE sharing_grant SET given_by_id = organisation_id WHERE subject_id = %s RETURNING id"
        ),
        "holdings": all_of("SELECT id FROM custody_holding WHERE signal_id = %s"),
        "messages": all_of(
            "SELECT id FROM feedback_feedback WHERE signal_id = %s AND account_id IS NOT NULL"
        ),
        "words": all_of("SELECT tokens[1] FROM signals_searchentry WHERE signal_id = %s LIMIT 1"),
        "digests": all_of("SELECT digest FROM register_identitykey WHERE victim_id = %s"),
    }


def declare(cursor, actor, subject) -> None:
    cursor.execute(
        """INSERT INTO oversight_conflictofinterest (id, account_id, organisation_id, subject_kind,
            subject_id, reason, declared_at) VALUES (%s, %s, %s, 'signal', %s, 'family', now())""",
        [uuid.uuid4(), actor.person_id, actor.organisation_id, subject],
    )
