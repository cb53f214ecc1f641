"""Bringing together what two people wrote at once. Pure. No line of either gets lost.

Three texts: what both started from, mine, and what the other kept meanwhile. Changes at different places
go together by themselves; changes at the same place are put under each other and offered, so that a person
decides (diff3: Khanna, Kunal and Pierce, A Formal Investigation of Diff3, 2007).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

Lines = list[str]


@dataclass(frozen=True, slots=True)
class Merged:
    """The text that holds both; `clean` when nobody has to look at it."""

    text: str
    clean: bool


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Return one text with the changes of both."""
    lines: Lines = []
    clean = True
    for before, my, their in _chunks(base.split("\n"), mine.split("\n"), theirs.split("\n")):
        if my in (before, their):
            lines += their
        elif their == before:
            lines += my
        else:
            clean = False
            lines += their + [line for line in my if line not in their]
    return Merged("\n".join(lines), clean)


def _chunks(base: Lines, mine: Lines, theirs: Lines) -> Iterator[tuple[Lines, Lines, Lines]]:
    """Cut the three texts at the lines that stayed the same in both; each such line is a chunk of its own."""
    to_mine, to_theirs = _same(base, mine), _same(base, theirs)
    b = m = t = 0
    for place in sorted(to_mine.keys() & to_theirs.keys()):
        yield base[b:place], mine[m : to_mine[place]], theirs[t : to_theirs[place]]
        yield [base[place]], [base[place]], [base[place]]
        b, m, t = place + 1, to_mine[place] + 1, to_theirs[place] + 1
    yield base[b:], mine[m:], theirs[t:]


def _same(base: Lines, text: Lines) -> dict[int, int]:
    blocks = SequenceMatcher(None, base, text, autojunk=False).get_matching_blocks()
    return {block.a + i: block.b + i for block in blocks for i in range(block.size)}
