"""What must be true of an installation. Each check returns what is wrong, in words; nothing returned is in
order.

A room adds its own check to CHECKS; a check reads only, and works on a database of any size.
"""

import resource
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from zicht.doors.edge import limits
from zicht.foundation.database import backup, configuration, external, fingerprints, migrating, roles, rules

Check = Callable[[], list[str]]


def look() -> dict[str, Any]:
    """Run all checks: {"ok": bool, "checks": [{"name", "ok", "detail"}]}. A check that fails to run is not
    in order."""
    found = [_outcome(check) for check in CHECKS]
    return {"ok": all(each["ok"] for each in found), "checks": found}


def _outcome(check: Check) -> dict[str, Any]:
    name = check.__name__.replace("_", " ")
    try:
        wrong = check()
    except Exception as error:  # whatever hinders a check is itself the finding
        wrong = [f"could not be checked: {type(error).__name__}"]
    return {"name": name, "ok": not wrong, "detail": "; ".join(wrong)}


def database_answers() -> list[str]:
    return [] if _rows("SELECT 1") else ["no answer"]


def migrations_are_applied() -> list[str]:
    return [f"{name} is not applied" for name in migrating.unapplied()]


def rules_are_those_of_the_files() -> list[str]:
    """Read from the catalogue, without locks: what was changed by hand, and files that were not laid down."""
    from django.db import connections

    with connections[migrating.OWNER].cursor() as cursor:
        behind = [] if rules.are_laid_down(cursor) else ["the rules of this version are not laid down yet"]
        return behind + fingerprints.changed_by_hand(cursor)


def roles_are_limited() -> list[str]:
    rows = _rows(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)"
        " AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)",
        [list(roles.RUNTIME)],
    )
    return [f"{name} has more rights than a runtime role may have" for (name,) in rows]


def runtime_roles_own_nothing() -> list[str]:
    rows = _rows(
        "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE pg_get_userbyid(relowner) = ANY(%s)",
        [list(roles.RUNTIME)],
    )
    return [f"{name} owns tables" for (name,) in rows]


def row_level_security_is_forced() -> list[str]:
    from zicht.doors import boot

    return boot.loose_tables()


def no_view_looks_past_row_level_security() -> list[str]:
    from zicht.doors import boot

    return boot.views_past_the_rules()


def acting_roles_are_bound() -> list[str]:
    from zicht.doors import boot

    return [reason for alias in boot.ALIASES for reason in boot.too_powerful(alias)]


def powerful_functions_are_pinned() -> list[str]:
    rows = _rows(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace IN ('public'::regnamespace,"
        " 'sec'::regnamespace)"
        " AND NOT coalesce(array_to_string(proconfig, ','), '') LIKE '%%search_path=%%'"
    )
    return [f"function {name} has no pinned search_path" for (name,) in rows]


def database_log_holds_nothing_personal() -> list[str]:
    return _differences(configuration.PRIVATE)


def acknowledged_rows_are_durable() -> list[str]:
    return _differences(configuration.DURABLE)


def every_open_signal_has_a_holder() -> list[str]:
    from zicht.chain.custody.invariant import broken

    return [f"{what}: {number} signals" for what, number in Counter(what for what, _ in broken()).items()]


def what_is_due_is_destroyed() -> list[str]:
    from zicht.casework.retention import services as retention

    return [f"{what}: {number} could not be done" for what, number in retention.failures().items()]


def what_was_destroyed_stays_destroyed() -> list[str]:
    """For every line of the ledger: the subject does not open."""
    from zicht.casework.retention import services as retention

    number = retention.still_open()
    return [f"{number} subjects that were destroyed can be opened"] if number else []


def no_job_failed_for_good() -> list[str]:
    """By name and number; what a job was about is not said."""
    rows = _rows(
        "SELECT task_name, count(*) FROM procrastinate_jobs WHERE status = 'failed'"
        " GROUP BY task_name ORDER BY task_name"
    )
    return [f"{name}: {number} failed" for name, number in rows]


def backups_go_on() -> list[str]:
    """Only where backups were begun: the newest copy is not older than two days, and the log is copied."""
    if external.is_chosen() or (found := backup.state()) is None:
        return []
    late = found["newest"] is None or found["newest"] < datetime.now(UTC) - timedelta(days=2)
    return [
        *([f"the newest copy in {found['folder']} is of {found['newest'] or 'never'}"] if late else []),
        *([] if found["archiving"] else [f"the log does not reach {found['folder']}"]),
    ]


def the_door_can_hold_its_connections() -> list[str]:
    """Each visitor is an open file, and one more when the workplace answers."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    enough = most == resource.RLIM_INFINITY or most >= limits.OPEN_FILES_NEEDED
    return [] if enough else [f"{most} open files are allowed, {limits.OPEN_FILES_NEEDED} are needed"]


def files_of_others_are_read_apart() -> list[str]:
    """A reader starts within its limits and gives back what stood in a small list."""
    from zicht.foundation.documents.apart import asking

    return [] if asking.separated(b"a;b", ";") == [["a", "b"]] else ["a reader gives back something else"]


CHECKS: list[Check] = [
    database_answers,
    migrations_are_applied,
    rules_are_those_of_the_files,
    every_open_signal_has_a_holder,
    roles_are_limited,
    runtime_roles_own_nothing,
    acting_roles_are_bound,
    row_level_security_is_forced,
    no_view_looks_past_row_level_security,
    powerful_functions_are_pinned,
    database_log_holds_nothing_personal,
    acknowledged_rows_are_durable,
    backups_go_on,
    what_is_due_is_destroyed,
    what_was_destroyed_stays_destroyed,
    no_job_failed_for_good,
    the_door_can_hold_its_connections,
    files_of_others_are_read_apart,
]


def _differences(expected: dict[str, str]) -> list[str]:
    rows = _rows("SELECT name, current_setting(name) FROM pg_settings WHERE name = ANY(%s)", [list(expected)])
    return [f"{name} is {value}, not {expected[name]}" for name, value in rows if value != expected[name]]


def _rows(query: str, parameters: list | None = None) -> list[tuple]:
    from django.db import connections

    with connections["migrate"].cursor() as cursor:
        cursor.execute(query, parameters or [])
        return cursor.fetchall()
