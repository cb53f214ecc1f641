"""Every way to turn time back for what ended: the columns come from the triggers, the rows are real ones.

Walked by `test_moving_forward.py` on the world of this folder and by `tests.faults.destroying` on the filled
demonstration.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

MOST = 200
RESTRICT_VIOLATION = "23001"
KEPT = """
    SELECT t.tgrelid::regclass::text, t.tgname::text,
        array_remove(string_to_array(encode(t.tgargs, 'escape'), '\\000'), '') FROM pg_trigger t
    JOIN pg_proc f ON f.oid = t.tgfoid AND f.proname = 'refuse_step_back' ORDER BY 1, 2"""
TYPES = """
    SELECT column_name, data_type FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s"""
OTHER = {
    "uuid": "gen_random_uuid()",
    "boolean": "NOT coalesce({0}, false)",
    "bytea": "'\\x00'",
    "smallint": "coalesce({0}, 0) + 1",
    "integer": "coalesce({0}, 0) + 1",
    "bigint": "coalesce({0}, 0) + 1",
    "date": "coalesce({0}, current_date) - 1",
    "timestamp with time zone": "coalesce({0}, now()) - interval '1 hour'",
    "character varying": "CASE {0} WHEN 'x' THEN 'y' ELSE 'x' END",
}
ALSO = {"register_criterionquestion": ", answer = 'lapsed'"}
"""What else a row needs to have ended."""
LATER = "{0} + interval '1 day'"
# Tries a change row by row; what the database let through is counted.
ROW_BY_ROW = """
    CREATE FUNCTION pg_temp.came_through(p_table text, p_end text, p_change text, p_most integer)
        RETURNS text[] LANGUAGE plpgsql AS $$
    DECLARE
        place tid;
        tried integer := 0;
        through integer := 0;
        changed integer;
    BEGIN
        FOR place IN EXECUTE format('SELECT ctid FROM %s WHERE %s LIMIT %s', p_table, p_end, p_most) LOOP
            tried := tried + 1;
            BEGIN
                EXECUTE format('UPDATE %s SET %s WHERE ctid = $1', p_table, p_change) USING place;
                GET DIAGNOSTICS changed = ROW_COUNT;
                through := through + changed;
            EXCEPTION WHEN restrict_violation OR check_violation THEN NULL;
            END;
        END LOOP;
        RETURN ARRAY[tried::text, through::text];
    END $$"""


class Step(NamedTuple):
    """One way back: `change` of `table`, for rows in which `ended` is so."""

    table: str
    ended: str
    change: str

    @property
    def sql(self) -> str:
        return f"UPDATE {self.table} SET {self.change} WHERE {self.ended}"


def steps(cursor: Any) -> list[Step]:
    """Return every way back that a trigger stands for."""
    cursor.execute(KEPT)
    found: list[Step] = []
    for table, trigger, columns in cursor.fetchall():
        cursor.execute(TYPES, [table])
        found += _of(table, trigger.split("_")[0], columns, dict(cursor.fetchall()))
    return found


def _of(table: str, kind: str, columns: list[str], types: dict[str, str]) -> Iterator[Step]:
    end = columns[0]
    ended = "true" if kind == "lasting" else f"{end} IS NOT NULL"
    if kind != "lasting":
        yield Step(table, ended, f"{end} = NULL")
        yield Step(table, ended, f"{end} = {LATER.format(end)}")
    for column in columns if kind != "nearer" else []:
        yield Step(table, ended, f"{column} = {OTHER[types[column]].format(column)}")


def walk(cursor: Any, most: int = MOST) -> dict[str, tuple[int, int]]:
    """Return for each step how many rows it was tried on, whom nothing else holds back, and how many changed.

    `cursor`: of the superuser, in a transaction that is taken back afterwards. Where no row ended, one is
    ended first."""
    cursor.execute(ROW_BY_ROW)
    found = {}
    for step in steps(cursor):
        _end_one(cursor, step)
        cursor.execute(
            "SELECT pg_temp.came_through(%s, %s, %s, %s)", [step.table, step.ended, step.change, most]
        )
        tried, through = cursor.fetchone()[0]
        found[f"{step.table}: {step.change}"] = (int(tried), int(through))
    return found


def _end_one(cursor: Any, step: Step) -> None:
    if step.ended == "true":
        return
    column = step.ended.split()[0]
    cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {step.table} WHERE {step.ended})")
    if cursor.fetchone()[0]:
        return
    cursor.execute(f"ALTER TABLE {step.table} DISABLE TRIGGER USER")
    set_to = f"{column} = now(){ALSO.get(step.table, '')}"
    cursor.execute(f"UPDATE {step.table} SET {set_to} WHERE ctid = (SELECT ctid FROM {step.table} LIMIT 1)")
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(f"ALTER TABLE {step.table} ENABLE TRIGGER USER")
