"""Straight to the database as the application's own role: each way to lose a signal is refused by
PostgreSQL itself.
"""

import pytest
from django.db import DatabaseError, connection

from zicht.chain.custody import services
from zicht.foundation.access import acting

LET_GO = (
    "UPDATE custody_holding SET ended_at = now(), end_reason = 'closed' WHERE signal_id = %(signal)s AND"
    " organisation_id = sec.org()"
)
FORGET_WHO_ACTS = "; SELECT set_config('zicht.token', '', true)"
CLOSED = "UPDATE custody_custody SET state = 'closed' WHERE signal_id = %(signal)s"

BREAKS = {
    "CU1 letting go of an open signal": (LET_GO, "no responsible holder"),
    "CU1 letting go and clearing the context before the commit": (
        LET_GO + FORGET_WHO_ACTS,
        "no responsible holder",
    ),
    "CU1 a responsible holding without due time": (
        (
            "UPDATE custody_holding SET due_at = NULL WHERE signal_id = %(signal)s AND organisation_id ="
            " sec.org()"
        ),
        "responsible_has_due_time",
    ),
    "CU4 closing while someone is responsible": (CLOSED, "still has a responsible holder"),
    "CU4 closing without an outcome": (LET_GO + ";" + CLOSED, "has no outcome"),
    "FB2 closing without a word to the reporter": (
        LET_GO
        + ";"
        + CLOSED
        + """; INSERT INTO custody_closure (id, signal_id, outcome, reason, organisation_id, person_id, at)
        VALUES (gen_random_uuid(), %(signal)s, 'helped', 'indicators', sec.org(), sec.person(), now())""",
        "has no word to the reporter",
    ),
    "IN5 changing a signal": ("UPDATE signals_signal SET form = 'unknown'", "permission denied"),
    "IN5 deleting a signal": ("DELETE FROM signals_signal", "permission denied"),
    "IN5 changing the story": ("UPDATE signals_signalcontent SET body = ''", "permission denied"),
    "CU1 deleting a holding": ("DELETE FROM custody_holding", "permission denied"),
    "CU1 deleting custody": ("DELETE FROM custody_custody", "permission denied"),
    "CU1 taking custody of nothing": (
        "INSERT INTO custody_custody VALUES (%(signal)s, 'closed', 1)",
        "permission denied",
    ),
    "CU4 deleting an opinion": ("DELETE FROM custody_assessment", "permission denied"),
    "CU4 changing a closure": ("UPDATE custody_closure SET outcome = 'helped'", "permission denied"),
    "CU3 lengthening another's holding": (
        "UPDATE custody_holding SET role = 'informed' WHERE signal_id = %(signal)s",
        "permission denied",
    ),
    "FB1 deleting feedback": ("DELETE FROM feedback_feedback", "permission denied"),
    "SH2 a grant on what one does not see": (
        """INSERT INTO sharing_grant (id, subject_kind, subject_id, organisation_id, level, basis, purpose,
            because, granted_on,
        ended_because) VALUES (gen_random_uuid(), 'signal', %(foreign)s, sec.org(), 3, 'route',
            'signal_handling', '', now(), '')""",
        "row-level security",
    ),
    "SH2 an opinion in another's name": (
        """INSERT INTO custody_assessment (id, signal_id, opinion, reason, organisation_id, function,
            person_id, at) VALUES
        (gen_random_uuid(), %(signal)s, 'likely', 'indicators', gen_random_uuid(), 'tmm', sec.person(),
            now())""",
        "row-level security",
    ),
    "SH2 posing as another organisation": (
        (
            "SELECT set_config('zicht.token', replace(current_setting('zicht.token'), sec.org()::text,"
            " gen_random_uuid()::text), true); SELECT 1 FROM signals_signal"
        ),
        "not genuine",
    ),
    "SH2 acting as nobody": (
        "SELECT set_config('zicht.token', '', true); SELECT 1 FROM signals_signal",
        "no one is acting",
    ),
    "SH7 writing to the log's past": ("UPDATE audit_auditevent SET action = 'x'", "permission denied"),
    "SH7 reading the log": ("SELECT * FROM audit_auditevent", "permission denied"),
}


@pytest.mark.parametrize("what", BREAKS)
def test_the_database_refuses(country, what):
    statements, reason = BREAKS[what]
    signal, foreign = country.signal(), country.signal(municipality="GM0344")
    officer = country.actor("contact_officer", "gemeente-ede")
    with pytest.raises(DatabaseError, match=reason):
        run(officer, statements, {"signal": signal.id, "foreign": foreign.id})
    assert country.responsible(signal.id) == {("gemeente-ede", "contact_officer")}


def run(actor, statements: str, values: dict) -> None:
    with acting(actor), connection.cursor() as cursor:
        for statement in statements.split(";"):
            cursor.execute(statement, values)


def test_CU1_two_holders_letting_go_at_once_never_leave_a_signal_alone(country):
    """Each sees the other still responsible; the check waits for the other and then refuses the last one."""
    signal = country.signal(form="labour")
    officer, inspector = country.actor("contact_officer", "gemeente-ede"), country.actor("nla")
    services.take_up(signal.id, actor=officer)
    outcomes = country.at_once(
        lambda: run(officer, LET_GO, {"signal": signal.id}),
        lambda: run(inspector, LET_GO, {"signal": signal.id}),
    )
    assert sorted(outcome is None for outcome in outcomes) == [False, True]
    assert len(country.responsible(signal.id)) == 1
