"""The rules of the database as files: who may see, add and change what, and what PostgreSQL itself refuses.

Each room has a `rules.sql` that says what is true now, in full: rights, policies, functions, triggers. Tables
and data belong to migrations. `apply` takes every rule away and lays all files down again, in the order of
the stair, in one transaction; so a function that changed its result needs no DROP, and what left the files
leaves the database. Decision: docs/decisions/0077-rules-as-files.md.

The files are SQL with these macros, and nothing else:

    {{ guarded: app, worker }}   in the head of a function: it runs as the guard, who sees every row, with a
                                 pinned search path; only these roles may call it (none: only triggers)
    {{ mine g core }}            `g` is a running grant of whoever acts, of at least this level (may be left
                                 out); in a guarded function also: no conflict of interest was declared
    {{ seen t.signal_id core }}  there is such a grant on this subject
    {{ case_table t }}           row-level security for everyone, the owner too; rights of jobs and guard
    {{ final t }}                rows of this table are never changed or deleted, whatever the role
    {{ forward t: end, beside }} once `end` is set, it and what stands beside it (by whom, why) never change
    {{ nearer t: until }}        an end in the future may come nearer, never later, and once past it stays
    {{ lasting t: a, b }}        these columns stay as they were when the row was made

A level is `hit`, `core`, `full`, or an expression. Policies see `sharing_grant` under its own policies, which
take away what a conflict of interest forbids; guarded functions look past policies, so there the macro asks.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from zicht.foundation.database import fingerprints
from zicht.foundation.database.roles import GUARD, RUNTIME

# The stair, from the ground up: a rule may lean on what was laid before it.
ROOMS = (
    "foundation/access",
    "foundation/organisations",
    "foundation/accounts",
    "foundation/audit",
    "foundation/vault",
    "foundation/jobs",
    "foundation/asking",
    "chain/sharing",
    "chain/signals",
    "chain/routes",
    "chain/agreements",
    "chain/feedback",
    "chain/custody",
    "chain/intake",
    "casework/register",
    "casework/inquiries",
    "casework/survey",
    "casework/workforce",
    "casework/oversight",
    "casework/deconfliction",
    "casework/tables",
    "casework/retention",
    "sight/figures",
    "sight/funnel",
)
PRODUCT = Path(__file__).resolve().parents[2]
LOCK = 4_342_902  # any number, the same everywhere
LIMITS = "SET LOCAL lock_timeout = '30s'; SET LOCAL statement_timeout = '5min'"
LEVELS = {"hit": "1", "core": "2", "full": "3"}

PIECE = re.compile(r"--[^\n]*|'(?:[^']|'')*'|\$(\w*)\$.*?\$\1\$|;", re.DOTALL)
MACRO = re.compile(r"\{\{\s*(\w+):?\s*(.*?)\s*\}\}")
HEAD = re.compile(r"\bFUNCTION ([\w.]+)\(")
BLOCK = re.compile(r"^-- (\w+): .*\n((?:[^\n-].*\n)+)", re.MULTILINE)
TABLE_MACROS = dict(BLOCK.findall((Path(__file__).parent / "macros.sql").read_text()))


class Statement(NamedTuple):
    """One statement of a rules file as PostgreSQL gets it, and where it stands."""

    sql: str
    place: str


def file_of(room: str) -> Path:
    """Return the rules file of a room."""
    return PRODUCT / room / "rules.sql"


def statements(room: str) -> Iterator[Statement]:
    """Yield the statements of a room's file, macros filled in."""
    text = file_of(room).read_text()
    start = 0
    for piece in PIECE.finditer(text):
        if piece[0] == ";":
            written = text[start : piece.start()]
            line = text.count("\n", 0, start + len(written) - len(written.lstrip())) + 1
            yield Statement(filled_in(written), f"{room}/rules.sql:{line}")
            start = piece.end()
    if re.sub(r"--[^\n]*", "", text[start:]).strip():
        raise ValueError(f"{room}/rules.sql ends in the middle of a statement")


def filled_in(written: str) -> str:
    """Return a statement with its macros replaced. Refuses: a macro that does not exist."""
    past_policies = "SECURITY DEFINER" in written or "{{ guarded" in written
    roles = re.search(r"\{\{ guarded:?\s*(.*?)\s*\}\}", written)

    def replaced(macro: re.Match[str]) -> str:
        name, given = macro.groups()
        if name == "guarded":
            return "SECURITY DEFINER SET search_path = public, pg_temp"
        if name in STEPS:
            return step(name, *re.split(r"[:,]\s*", given))
        if name in TABLE_MACROS:
            return str(TABLE_MACROS[name].strip().replace("{table}", given))
        return CONDITIONS[name](*given.split(" ", 1), past_policies=past_policies)

    sql = MACRO.sub(replaced, written)
    return sql + _handed_over(written, roles[1]) if roles else sql


def _handed_over(written: str, roles: str) -> str:
    head = HEAD.search(written)
    if head is None:
        raise ValueError(f"Only a function can be guarded: {written.strip()[:60]}")
    given = ", ".join(f"zicht_{role.strip()}" for role in roles.split(",") if role.strip())
    return f";\nALTER FUNCTION {head[1]} OWNER TO {GUARD};\nREVOKE ALL ON FUNCTION {head[1]} FROM PUBLIC" + (
        f";\nGRANT EXECUTE ON FUNCTION {head[1]} TO {given}" if given else ""
    )


STEPS = {
    "forward": "OLD.{end} IS NOT NULL AND ({old}) IS DISTINCT FROM ({new})",
    "nearer": "OLD.{end} IS NOT NULL AND (NEW.{end} IS NULL OR NEW.{end} > OLD.{end}"
    " OR (OLD.{end} < now() - interval '1 day' AND NEW.{end} <> OLD.{end}))",
    "lasting": "({old}) IS DISTINCT FROM ({new})",
}
"""When a change would be a step back; the name of the trigger tells the kind, its arguments the columns."""


def step(kind: str, table: str, *columns: str) -> str:
    """Return the trigger that lets these columns of a table move forward only, whatever the role."""
    old, new = (", ".join(f"{side}.{column}" for column in columns) for side in ("OLD", "NEW"))
    filled = {
        "{table}": table,
        "{trigger}": f"{kind}_{columns[0]}",
        "{condition}": STEPS[kind].format(end=columns[0], old=old, new=new),
        "{columns}": ", ".join(f"'{column}'" for column in columns),
    }
    sql = TABLE_MACROS["step"].strip()
    for place, text in filled.items():
        sql = sql.replace(place, text)
    return str(sql)


def mine(grant: str, level: str = "", *, past_policies: bool) -> str:
    """Return the condition that a grant is a running one of whoever acts: the only place that spells it."""
    parts = [
        f"{grant}.organisation_id = (SELECT sec.org())",
        *([f"{grant}.level >= {LEVELS.get(level, level)}"] if level else []),
        f"{grant}.ended_at IS NULL",
        f"({grant}.until IS NULL OR {grant}.until > now())",
        f"({grant}.function IS NULL OR {grant}.function = ANY ((SELECT sec.functions())::text[]))",
        f"({grant}.account_id IS NULL OR {grant}.account_id = (SELECT sec.person()))",
    ]
    if past_policies:
        parts.append(f"{grant}.subject_id <> ALL ((SELECT sec.my_conflicts())::uuid[])")
    return "\n        AND ".join(parts)


def seen(subject: str, level: str, *, past_policies: bool) -> str:
    """Return the condition that whoever acts has a running grant of this level on a subject."""
    condition = mine("g", level, past_policies=past_policies)
    return f"EXISTS (SELECT 1 FROM sharing_grant g WHERE g.subject_id = {subject}\n        AND {condition})"


CONDITIONS: dict[str, Callable[..., str]] = {"mine": mine, "seen": seen}


def apply(cursor: Any) -> list[str]:
    """Lay down the rules where files, migrations or the database changed; returns what was changed by hand.

    Runs in the transaction of `cursor`, as the owner. What PostgreSQL refuses is told with its place."""
    cursor.execute(LIMITS)
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    drift = fingerprints.changed_by_hand(cursor)
    if are_laid_down(cursor) and not drift:
        return []
    _take_away(cursor)
    cursor.execute("SET LOCAL check_function_bodies = off")
    for room in ROOMS:
        for statement in statements(room):
            _execute(cursor, statement)
    _check_bodies(cursor)
    fingerprints.keep(cursor)
    cursor.execute("DELETE FROM sec.rules")
    cursor.execute("INSERT INTO sec.rules (digest) VALUES (%s)", [_digest(cursor)])
    return drift


def are_laid_down(cursor: Any) -> bool:
    """Return whether the rules in the database are those of these files, after these migrations."""
    cursor.execute("SELECT digest FROM sec.rules")
    return bool(cursor.fetchone() == (_digest(cursor),))


def _digest(cursor: Any) -> str:
    """Of the files, this loader, the applied migrations (a new table needs its rights), and the server."""
    found = hashlib.sha256(Path(__file__).read_bytes() + repr(TABLE_MACROS).encode())
    for room in ROOMS:
        found.update(file_of(room).read_bytes())
    cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    found.update("\n".join(name for (name,) in cursor.fetchall()).encode())
    found.update(fingerprints.server(cursor).encode())
    return found.hexdigest()


def _execute(cursor: Any, statement: Statement) -> None:
    try:
        cursor.execute(statement.sql)
    except Exception as error:
        error.add_note(f"in {statement.place}")
        raise


def _check_bodies(cursor: Any) -> None:
    """Functions may lean on what a later file makes, so that their bodies are looked at when all is there."""
    cursor.execute("SET LOCAL check_function_bodies = on")
    cursor.execute("SET LOCAL search_path = public")
    cursor.execute("""
        SELECT CASE l.lanname WHEN 'sql' THEN fmgr_sql_validator(p.oid) ELSE plpgsql_validator(p.oid) END
        FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang WHERE p.pronamespace = 'sec'::regnamespace""")


TAKEN_AWAY = """
    SELECT format('DROP POLICY %I ON %s', p.polname, p.polrelid::regclass) FROM pg_policy p
    UNION ALL
    SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass) FROM pg_trigger t
    JOIN pg_proc f ON f.oid = t.tgfoid AND f.pronamespace = 'sec'::regnamespace WHERE NOT t.tgisinternal
    UNION ALL
    SELECT format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY', c.oid::regclass)
    FROM pg_class c WHERE c.relrowsecurity OR c.relforcerowsecurity
    UNION ALL
    SELECT format('DROP FUNCTION %s', string_agg(f.oid::regprocedure::text, ', ')) FROM pg_proc f
    WHERE f.pronamespace = 'sec'::regnamespace HAVING count(*) > 0
"""


def _take_away(cursor: Any) -> None:
    """Drop every policy, trigger and function of the rules, and every right of the roles that run."""
    cursor.execute(TAKEN_AWAY)
    roles = ", ".join((*RUNTIME, GUARD))
    for (command,) in cursor.fetchall():
        cursor.execute(command)
    for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
        cursor.execute(f"REVOKE ALL ON ALL {kind} IN SCHEMA public, sec FROM {roles}")
    cursor.execute(f"REVOKE ALL ON SCHEMA sec FROM {roles}")
