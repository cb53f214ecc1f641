"""What the rooms declare about destruction is what the function that destroys does, no more and no less
(SH7).
"""

import re

from tests.rules.test_database import rows
from zicht.foundation.vault.declared import End, declared

CASES = [each for each in declared() if each.case]
REMOVES = re.compile(r"DELETE FROM (\w+)")
EMPTIES = re.compile(r"UPDATE (\w+) SET (.+?)\s+WHERE", re.DOTALL)


def source() -> str:
    [(found,)] = rows("SELECT prosrc FROM pg_proc WHERE oid = 'sec.destroy_subject(uuid)'::regprocedure")
    return found


def test_SH7_the_rows_that_are_declared_to_go_are_those_that_go(database):
    """SH7: in both directions."""
    assert set(REMOVES.findall(source())) == {each.table for each in CASES if each.end is End.REMOVED}


def test_SH7_the_columns_that_are_declared_to_be_emptied_are_those_that_are_emptied(database):
    """SH7: in both directions; whatever else is sealed ends with the data key, or was short-lived."""
    emptied = {
        f"{table}.{column}"
        for table, given in EMPTIES.findall(source())
        for column in re.findall(r"(\w+) = ", given)
    }
    assert emptied == {f"{each.table}.{column}" for each in CASES for column in each.emptied}


def test_SH7_every_column_of_bytes_in_the_database_is_declared(database):
    """SH7: also one that no model knows."""
    told = {each.table: each for each in CASES}
    found = rows(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND"
        " data_type = 'bytea' AND table_name = ANY(%s)",
        [list(told)],
    )
    assert [f"{table}.{column}" for table, column in found if not told[table].tells_of(column)] == []
