"""Capture histories: which lists saw a person, and how many persons have that pattern.

A history is a bit mask: bit j is set when list j saw the person. Counts are kept in one vector of
length 2**k; position 0, seen by no list, is what is estimated and is always 0 here.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from zicht.methods.csvfile import separator

from .errors import InputError

COUNT = "count"
MAX_LISTS = 12
MAX_CASES = 100_000_000


@dataclass(frozen=True)
class CaptureTable:
    """Lists (names) and counts, shape (2**k,), indexed by the bit mask of the history."""

    lists: tuple[str, ...]
    counts: np.ndarray

    @property
    def observed(self) -> int:
        return int(self.counts.sum())

    @property
    def cells(self) -> np.ndarray:
        """Counts of the 2**k - 1 observable histories."""
        return self.counts[1:]

    def margin(self, mask: int) -> int:
        """Cases that were seen by every list in the mask, whatever other lists saw them."""
        histories = np.arange(len(self.counts))
        return int(self.counts[(histories & mask) == mask].sum())

    def label(self, mask: int) -> str:
        return ":".join(name for j, name in enumerate(self.lists) if mask >> j & 1)

    def without_empty_lists(self) -> tuple["CaptureTable", list[str]]:
        """The table without lists that saw nobody, and the names of those lists."""
        empty = [name for j, name in enumerate(self.lists) if self.margin(1 << j) == 0]
        return (self._regroup({name: [] for name in empty}), empty) if empty else (self, [])

    def merged(self, groups: Sequence[Sequence[str]]) -> "CaptureTable":
        """Lists taken together: a person is on the merged list when on any of its parts.

        Refuses (InputError): an unknown list, a list named twice, fewer than two lists left."""
        named = [name for group in groups for name in group]
        for name in named:
            if name not in self.lists:
                raise InputError("list_unknown", name=name)
            if named.count(name) > 1:
                raise InputError("list_merged_twice", name=name)
        return self._regroup({name: list(group) for group in groups for name in group})

    def _regroup(self, group_of: dict[str, list[str]]) -> "CaptureTable":
        """Map every list to its group; an empty group drops the list."""
        names, bits = [], []
        for name in self.lists:
            group = group_of.get(name, [name])
            label = "".join(group)
            if group and label not in names:
                names.append(label)
            bits.append(1 << names.index(label) if group else 0)
        if len(names) < 2:
            raise InputError("too_few_lists_left")
        histories = np.arange(len(self.counts))
        target = np.zeros_like(histories)
        for j, bit in enumerate(bits):
            target |= np.where(histories >> j & 1, bit, 0)
        counts = np.bincount(target, weights=self.counts, minlength=1 << len(names)).astype(np.int64)
        return CaptureTable(tuple(names), counts)


def from_histories(lists: Sequence[str], histories: dict[tuple[int, ...], int]) -> CaptureTable:
    """A table from {(1, 0, 1): count}; histories that are not named count 0."""
    counts = np.zeros(1 << len(lists), dtype=np.int64)
    for history, count in histories.items():
        counts[sum(bit << j for j, bit in enumerate(history))] += count
    return CaptureTable(tuple(lists), counts)


def read(path: str | Path) -> CaptureTable:
    """One table from a CSV: one 0/1 column per list, and `count`. Rows with one history add up.

    Refuses (InputError), naming line and column: no `count`, a cell that is not 0 or 1, a count that is
    not a whole number of at least 0, a counted history that no list saw, fewer than 2 or more than 12 lists.
    """
    return read_strata(path, by=())[()]


def read_strata(
    path: str | Path, by: Sequence[str], without: Sequence[str] = ()
) -> dict[tuple[str, ...], CaptureTable]:
    """One table per combination of the values of the columns `by`, in order of first appearance; columns
    `without` are neither list nor group and are summed over."""
    lines = _lines(Path(path))
    header = [name.strip() for name in lines[0][1]]
    lists = _check_header(header, (*by, *without))
    strata: dict[tuple[str, ...], np.ndarray] = {}
    for number, row in lines[1:]:
        cells = _check_row(number, row, header)
        history = sum(_bit(number, name, cells[name]) << j for j, name in enumerate(lists))
        count = _count(number, cells[COUNT])
        if history == 0 and count:
            raise InputError("case_on_no_list", line=number)
        key = tuple(cells[name] for name in by)
        strata.setdefault(key, np.zeros(1 << len(lists), dtype=np.int64))[history] += count
    if not any(counts.sum() for counts in strata.values()):
        raise InputError("no_cases")
    return {key: CaptureTable(lists, counts) for key, counts in strata.items()}


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError("file_unreadable", file=str(path), reason=error.strerror) from error
    except UnicodeDecodeError as error:
        raise InputError("file_not_utf8", file=str(path)) from error
    reader = csv.reader(text.splitlines(), delimiter=separator(text.partition("\n")[0]))
    lines = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    if len(lines) < 2:
        raise InputError("file_without_counts", file=str(path))
    return lines


def _check_header(header: list[str], by: Sequence[str]) -> tuple[str, ...]:
    for name in header:
        if not name:
            raise InputError("column_without_name")
        if header.count(name) > 1:
            raise InputError("column_twice", column=name)
    for name in (COUNT, *by):
        if name not in header:
            raise InputError("column_missing", column=name, found=header)
    lists = tuple(name for name in header if name != COUNT and name not in by)
    if not 2 <= len(lists) <= MAX_LISTS:
        raise InputError("number_of_lists", most=MAX_LISTS, found=len(lists))
    return lists


def _check_row(number: int, row: list[str], header: list[str]) -> dict[str, str]:
    if len(row) != len(header):
        raise InputError("number_of_fields", line=number, found=len(row), expected=len(header))
    return dict(zip(header, (cell.strip() for cell in row), strict=True))


def _bit(number: int, name: str, value: str) -> int:
    if value not in ("0", "1"):
        raise InputError("not_zero_or_one", line=number, column=name, found=value)
    return int(value)


def _count(number: int, value: str) -> int:
    if not (value.isascii() and value.isdigit()):
        raise InputError("not_a_whole_number", line=number, column=COUNT, found=value)
    if int(value) > MAX_CASES:
        raise InputError("more_than_most", line=number, column=COUNT, found=value, most=MAX_CASES)
    return int(value)
