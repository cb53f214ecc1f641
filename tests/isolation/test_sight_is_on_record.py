"""SH7: no sight without a line in the log, and no such line without a grant."""

import uuid

from tests.isolation import sight_and_lines
from tests.isolation.test_conflict_of_interest import undone

PLANTED = """INSERT INTO sharing_grant (id, subject_kind, subject_id, organisation_id, level, basis, purpose,
    because, granted_on, ended_because)
    SELECT gen_random_uuid(), 'signal', %s, organisation_id, 3, basis, purpose, 'geplant', granted_on, ''
    FROM sharing_grant LIMIT 1"""
LINE = """UPDATE audit_auditevent SET detail = jsonb_build_object('sight', jsonb_build_array(%s::text))
    WHERE id = (SELECT max(id) FROM audit_auditevent WHERE action = 'sight_given')"""
GIVES_SIGHT = """SELECT proname FROM pg_proc WHERE pronamespace = 'sec'::regnamespace
    AND prosrc ~ 'INSERT INTO sharing_grant' AND prosrc !~ 'add_audit_event'"""


def test_SH7_each_grant_has_a_line_and_each_line_a_grant(world):
    """SH7: after every way in which this world gave sight: routes, offers, sharing, registration, danger."""
    with undone() as cursor:
        found = sight_and_lines.compare(cursor)
        ways = cursor.execute("SELECT DISTINCT basis FROM sharing_grant").fetchall()
    assert found["grants"] > 30
    assert len(ways) >= 4
    assert found == {"grants": found["grants"], "lines": found["grants"], "silent": 0, "made_up": 0}


def test_SH7_a_grant_that_was_slipped_in_is_found(world):
    """SH7: by someone who can go around the triggers."""
    with undone() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(PLANTED, [world.signals["open"]])
        assert sight_and_lines.compare(cursor)["silent"] == 1


def test_SH7_a_line_about_sight_that_nobody_got_is_found(world):
    """SH7: the other way round."""
    with undone() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(LINE, [uuid.uuid4()])
        assert sight_and_lines.compare(cursor)["made_up"] == 1


def test_SH7_each_function_of_the_guard_that_gives_sight_writes_its_own_line(database):
    """SH7: the trigger leaves the guard to its functions, so none of them may be silent."""
    with undone() as cursor:
        assert cursor.execute(GIVES_SIGHT).fetchall() == []
