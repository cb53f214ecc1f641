"""SH2: a token counts on its own connection, in its own transaction, for as long as that may last, unchanged.

The functions come from the catalogue, for each role that runs: a new one is refused without a good token, or
stands below with the reason why it needs none.
"""

import uuid
from contextlib import contextmanager
from dataclasses import replace

import psycopg
import pytest

from tests.isolation.test_conflict_of_interest import ASKED, given, undone
from zicht.foundation.access import actor as actors
from zicht.foundation.access.transaction import PLACE, bind
from zicht.foundation.database.roles import RUNTIME

NEEDS_NO_TOKEN = {
    **dict.fromkeys(
        ["submit_signal", "add_to_submission", "open_mailbox", "write_mailbox"],
        "the public door knows nobody",
    ),
    **dict.fromkeys(
        ["is_party", "working_regions", "is_investigator"], "about organisations, not about people"
    ),
    **dict.fromkeys(["can_have", "opens_something"], "about kinds of organisations and functions"),
    **dict.fromkeys(["take_try", "give_back_try", "ask_new_password"], "nobody is signed in yet"),
    "take_up_invitation": "nobody is signed in yet: whoever knows the secret",
    "enqueue": "puts a job aside, whose body acts for itself",
    "level_of": "says what an agreement reaches, of what it is given",
    **dict.fromkeys(
        ["sits_at", "keeps_table", "table_of_meeting", "table_of_item"], "which seats a table has"
    ),
}
"""Functions that answer without an actor, each with its reason."""
LOOKS_FIRST = {"agree_to_criterion", "agree_to_term", "agree_to_function"}
"""Functions that say there is no such proposal before they ask who agrees to it."""

CALLABLE = """
    SELECT DISTINCT p.oid::regprocedure::text, p.proname, p.proretset,
        ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) AS t)
    FROM pg_proc p WHERE p.pronamespace = 'sec'::regnamespace AND p.prorettype <> 'trigger'::regtype
        AND has_function_privilege(%s, p.oid, 'EXECUTE') ORDER BY 1"""
EMPTY = (None, False, 0, "", [], {})
VALUES = {
    "integer": "2024",
    "smallint": "1",
    "bigint": "1",
    "text": "'signal'",
    "character varying": "'signal'",
    "uuid": "gen_random_uuid()",
    "date": "current_date",
    "timestamp with time zone": "now()",
    "jsonb": "'{}'",
    "uuid[]": "'{}'",
    "text[]": "'{}'",
    "bigint[]": "'{}'",
    "bytea[]": "'{}'",
}


def tokens_of(cursor, actor) -> dict[str, str]:
    """Each kind of token that must not count in the running transaction of `cursor`."""
    (here,) = cursor.execute(PLACE).fetchone()
    process, moment = here.split(".", 1)
    whole = actor.token(here)
    return {
        "no token": "",
        "another transaction": actor.token(f"{process}.{float(moment) - 1:.6f}"),
        "another connection": actor.token(f"{int(process) + 1}.{moment}"),
        "tampered: another organisation": whole.replace(str(actor.organisation_id), str(actors.NOBODY)),
        "tampered: one function more": whole.replace("|work|", ",registrar|work|"),
        "tampered: without an end": whole.replace("|120|", "|999999|"),
        "tampered: signature": whole[:-1] + ("0" if whole[-1] != "0" else "1"),
        "of the time before": f"1|{actor.organisation_id}|{actor.person_id}|tmm|9999999999|{whole[-64:]}",
        "expired": _expired(actor, here),
    }


def _expired(actor, here: str) -> str:
    """As if the transaction had lasted its time: signed for none at all."""
    kept = dict(actors.SECONDS)
    actors.SECONDS["work"] = 0
    try:
        return actor.token(here)
    finally:
        actors.SECONDS |= kept


KINDS = (
    "no token",
    "another transaction",
    "another connection",
    "tampered: another organisation",
    "tampered: one function more",
    "tampered: without an end",
    "tampered: signature",
    "of the time before",
    "expired",
)


def answers(cursor, question: str, values=None) -> bool:
    """Whether a question is answered with anything, another error included; not when it is refused."""
    try:
        with cursor.connection.transaction():
            rows = cursor.execute(question, values).fetchall()
    except psycopg.errors.InsufficientPrivilege:
        return False
    except psycopg.Error:
        return True
    return any(value not in EMPTY for row in rows for value in row)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", RUNTIME)
def test_SH2_no_function_answers_without_a_good_token(world, role, kind):
    """SH2: every function of the rules that the role may call, asked with nothing in particular."""
    actor = world.country.actor("contact_officer", "gemeente-ede")
    with undone() as cursor:
        functions = cursor.execute(CALLABLE, [role]).fetchall()
        token = tokens_of(cursor, actor)[kind]
        cursor.execute(f"SET LOCAL ROLE {role}")
        cursor.execute("SELECT set_config('zicht.token', %s, true)", [token])
        answered = (
            {name for _, name, _, types in functions if answers(cursor, _call(name, types))}
            - NEEDS_NO_TOKEN.keys()
            - LOOKS_FIRST
        )
    assert answered == set()
    if role in ("zicht_app", "zicht_worker"):
        assert len(functions) > 15


def _call(name: str, types: list[str]) -> str:
    given_values = ", ".join(f"{VALUES.get(kind, 'NULL')}::{kind}" for kind in types)
    return f"SELECT * FROM sec.{name}({given_values})"


@pytest.mark.parametrize("function", ASKED)
def test_SH2_what_a_good_token_opens_no_other_does(world, function):
    """SH2: the questions that are answered for this very person, with each token that must not count."""
    who, state, part, question = ASKED[function]
    actor, subject = world.country.actor(*who), world.objects[state][part]
    with prepared(world, actor, state, subject) as (cursor, values):
        opened = []
        for kind, token in tokens_of(cursor, actor).items():
            cursor.execute("SELECT set_config('zicht.token', %s, true)", [token])
            opened += [kind] if answers(cursor, question, values) else []
        bind(cursor.connection, actor)
        assert answers(cursor, question, values)
    assert opened == []


ADDRESSED = "words to this very person, whatever they do now"
EMERGENCY = "whoever breaks glass has nothing but the number"
ACCOUNTS = "the officer accounts for what the organisation had in hand"
STILL_ANSWERED = {
    "the function": {
        "inbox_keys": ADDRESSED,
        "signal_by_reference": EMERGENCY,
        "may_give_without_agreement": "half of a rule: `may_grant` asks what the giver sees",
    },
    "the organisation": {"inbox_keys": ADDRESSED, "signal_by_reference": EMERGENCY},
    "the grant": {
        "inbox_keys": ADDRESSED,
        "signal_by_reference": EMERGENCY,
        "break_glass": EMERGENCY,
        "may_give_without_agreement": "half of a rule: `may_grant` asks what the giver sees",
        "answer_question": "asked of an organisation that has no sight yet",
        "my_work": "what one holds, by its number; the signal itself stays closed",
        **dict.fromkeys(["log_objects", "log_subject", "log_shared_with", "search_log"], ACCOUNTS),
    },
}
"""What a genuine token without this still gets, each with its reason."""


@pytest.mark.parametrize("missing", ["the function", "the organisation", "the grant"])
@pytest.mark.parametrize("function", ASKED)
def test_SH2_a_good_token_opens_nothing_without(world, function, missing):
    """SH2: the same questions for the same person, without the function, at another organisation, and after
    every grant on the subject ended."""
    who, state, part, question = ASKED[function]
    actor, subject = world.country.actor(*who), world.objects[state][part]
    other = {
        "the function": replace(actor, functions=()),
        "the organisation": replace(actor, organisation_id=uuid.uuid4()),
        "the grant": actor,
    }[missing]
    with prepared(world, actor, state, subject, ended=missing == "the grant") as (cursor, values):
        bind(cursor.connection, other)
        assert answers(cursor, question, values) == (function in STILL_ANSWERED[missing])


@contextmanager
def prepared(world, actor, state, subject, *, ended=False):
    """A cursor of the web role with what the questions name, in a transaction that is undone."""
    with undone() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE feedback_feedback SET text = 'x' WHERE account_id IS NOT NULL")
        cursor.execute("DELETE FROM register_registrationdecision")
        values = given(cursor, world, actor, state, subject)
        if ended:
            cursor.execute("UPDATE sharing_grant SET ended_at = now() WHERE ended_at IS NULL")
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("SET LOCAL ROLE zicht_app")
        yield cursor, values


def test_SH2_a_token_that_was_overheard_opens_nothing_elsewhere_and_nothing_later(world):
    """SH2: taken out of a running transaction, as an injected statement could, and used at once."""
    officer = world.country.actor("contact_officer", "gemeente-ede")
    with undone() as first, undone() as second:
        bind(first.connection, officer)
        (token,) = first.execute("SELECT current_setting('zicht.token')").fetchone()
        assert str(first.execute("SELECT sec.person()").fetchone()[0]) == str(officer.person_id)
        assert _refused(second, token) == "the token of the acting person is of another transaction"
        first.connection.rollback()
        assert _refused(first, token) == "the token of the acting person is of another transaction"


def _refused(cursor, token: str) -> str:
    cursor.execute("SELECT set_config('zicht.token', %s, true)", [token])
    with pytest.raises(psycopg.errors.InsufficientPrivilege) as refused:
        cursor.execute("SELECT sec.person()")
    return refused.value.diag.message_primary


def test_SH2_a_token_holds_within_savepoints_and_after_an_error(world):
    """SH2: a transaction is one, whatever is undone within it."""
    officer = world.country.actor("contact_officer", "gemeente-ede")
    with undone() as cursor:
        bind(cursor.connection, officer)
        with pytest.raises(psycopg.errors.DivisionByZero), cursor.connection.transaction():
            cursor.execute("SELECT 1/0")
        with cursor.connection.transaction():
            assert cursor.execute("SELECT sec.org()").fetchone()[0] == officer.organisation_id
