"""What every room holds of a person, each table said once, in `holds.py` of its room.

Who must reach all of it reads it here and keeps no list: the check before the start (which tables force
row-level security), and the tests of sealing, destruction, the search of stolen files, conflict of interest
and who sees which row. A table that is not declared counts as case data, and `tests/rules/test_holds.py`
refuses it. Decision: docs/decisions/0065-what-a-room-holds.md.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fnmatch import fnmatch

from django.apps import apps
from django.db import models
from django.utils.module_loading import autodiscover_modules

from zicht.foundation.vault.fields import DataKey, Sealed


class Seen(Enum):
    """Who sees a row. The first three rest on a grant alone, so that a declared conflict of interest ends
    them.
    """

    CORE = "who sees the core of its signal"
    FULL = "who sees its signal in full"
    PERSON = "who sees its person in the register"
    OWN = "its organisation"
    PERSONAL = "its account"
    NOBODY = "no signed-in person"
    OWN_RULE = "a rule of this table alone"


BY_GRANT = {Seen.CORE, Seen.FULL, Seen.PERSON}


class End(Enum):
    """What becomes of a row when its subject is destroyed."""

    KEPT = "it stays, with what is in codes; its words end with the data key or are emptied"
    REMOVED = "it goes"
    SHORT = "not about a stored subject yet; gone when it was used, or by the person whose it is"


class Reach(Enum):
    """Why nothing can be read in a column after its subject was destroyed."""

    KEY = "sealed under the data key of the subject, which is destroyed"
    EMPTIED = "emptied, or its row removed, by sec.destroy_subject"
    SHORT = "its row was gone long before"
    NO_WORDS = "nobody's words: a code, an id, a keyed digest, a fixed sentence"


@dataclass(frozen=True)
class Held:
    """One table. `words`, `open`, `made` and `secrets` tell of each column that can hold text what stands in
    it.
    """

    table: str
    case: bool
    words: Mapping[str, tuple[str, ...]]
    open: Mapping[str, str]
    made: Mapping[str, str]
    of: tuple[str, ...] = ()
    seen: tuple[Seen, ...] = ()
    by_grant: bool = False
    end: End = End.KEPT
    emptied: tuple[str, ...] = ()
    secrets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def tells_of(self, column: str) -> bool:
        """Return whether it is said what stands in a column."""
        return any({column, "*"} & said.keys() for said in (self.words, self.open, self.made, self.secrets))

    def reach(self, field: models.Field) -> Reach | None:
        """Return how destruction reaches a column; None when it does not."""
        if self.end is End.REMOVED or field.column in self.emptied:
            return Reach.EMPTIED
        if isinstance(field, Sealed) and isinstance(field.under, DataKey):
            return Reach.KEY
        if self.end is End.SHORT:
            return Reach.SHORT
        return None if field.column in self.words else Reach.NO_WORDS


_held: dict[str, Held] = {}


def holds(
    model: type[models.Model],
    *,
    of: str | tuple[str, ...] = (),
    seen: Seen | tuple[Seen, ...],
    by_grant: bool | None = None,
    end: End = End.KEPT,
    emptied: tuple[str, ...] = (),
    words: Mapping[str, tuple[str, ...]] | None = None,
    open: Mapping[str, str] | None = None,
    made: Mapping[str, str] | None = None,
    secrets: Mapping[str, tuple[str, ...]] | None = None,
) -> None:
    """Declare a table of case data.

    `of`: the columns that name its subject (a signal, a person, planned work); `seen`: who sees a row, any
    of these; `by_grant`: whether nobody sees a row of a subject without a grant on it, where `seen` does not
    tell; `emptied`: columns that destruction empties. `words`: what people write in a column, each with a
    word planted by `tests/stolen`; `open`: readable in a stolen database, and why; `made`: what no person
    types; `secrets`: what lets someone in, kept so that it cannot be read back, each planted too."""
    of, seen = _several(of), _several(seen)
    by_grant = set(seen) <= BY_GRANT if by_grant is None else by_grant
    table = model._meta.db_table
    _add(
        Held(
            table, True, words or {}, open or {}, made or {}, of, seen, by_grant, end, emptied, secrets or {}
        )
    )


def no_case(
    tables: str,
    *,
    words: Mapping[str, tuple[str, ...]] | None = None,
    open: str | Mapping[str, str] | None = None,
    made: str | Mapping[str, str] | None = None,
    secrets: Mapping[str, tuple[str, ...]] | None = None,
) -> None:
    """Declare a table, or all tables of a name like `figures_*`, in which no case stands; a text instead of
    columns goes for all of them."""
    _add(Held(tables, False, words or {}, _all(open), _all(made), secrets=secrets or {}))


@functools.cache
def declared() -> tuple[Held, ...]:
    """Return what every room declared."""
    autodiscover_modules("holds")
    return tuple(_held.values())


def held(table: str) -> Held | None:
    """Return what is declared of a table: by its own name, or by one like `figures_*`."""
    fitting = (each for each in declared() if fnmatch(table, each.table))
    return max(fitting, key=lambda each: len(each.table), default=None)


def case_tables() -> list[str]:
    """Return the tables of case data, and those of our own that nobody declared."""
    ours = {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("zicht.")}
    found = {table: held(table) for table in ours}
    return sorted(table for table, each in found.items() if each is None or each.case)


def _add(each: Held) -> None:
    if each.table in _held:
        raise ValueError(f"{each.table} is declared twice")
    _held[each.table] = each


def _several(given) -> tuple:
    return given if isinstance(given, tuple) else (given,)


def _all(given: str | Mapping[str, str] | None) -> Mapping[str, str]:
    return {"*": given} if isinstance(given, str) else given or {}
