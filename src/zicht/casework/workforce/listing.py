"""A list of sizes as a register of businesses gives it: CSV with a municipality, a section of the SBI 2008
and workers per row.
"""

from collections import defaultdict
from collections.abc import Mapping

from zicht.foundation.documents.apart import asking
from zicht.foundation.documents.apart.refusal import Unreadable
from zicht.foundation.documents.apart.words import said
from zicht.methods.csvfile import separator

COLUMNS = ("gemeente", "bedrijfstak", "werkenden")
MOST_BYTES = 1024 * 1024
MOST_TOLD = 5
HEADING = 4096


class ListRefused(ValueError):
    """The whole list is refused; `reasons` say what is wrong and where, in sentences for a person."""

    def __init__(self, reasons: list[str]):
        super().__init__(reasons[0])
        more = len(reasons) - MOST_TOLD
        self.reasons = reasons[:MOST_TOLD] + (
            [f"En nog {more} {'regel' if more == 1 else 'regels'}."] if more > 0 else []
        )


def read_list(
    content: bytes, places: Mapping[str, str], sections: Mapping[str, str]
) -> dict[str, dict[str, int]]:
    """Return workers by section by municipality code.

    `places` and `sections`: names by code; a row may hold either. Refuses (ListRefused) the whole list
    when anything in it is wrong, so that there is never half a reading: other columns, unknown places or
    sections, doubles, no numbers."""
    by_place, by_section = _named(places), _named(sections)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    wrong = []
    for number, row in enumerate(_rows(content), 2):
        place, section = (
            by_place.get(row["gemeente"].casefold()),
            by_section.get(row["bedrijfstak"].casefold()),
        )
        workers = row["werkenden"].replace(".", "")
        if place is None:
            wrong.append(f"Regel {number}: ‘{row['gemeente'][:40]}’ is geen gemeente die u invult.")
        elif section is None:
            wrong.append(
                f"Regel {number}: ‘{row['bedrijfstak'][:40]}’ is geen bedrijfstak. Gebruik een letter van A"
                " tot U."
            )
        elif not (workers.isascii() and workers.isdigit() and len(workers) < 9):
            wrong.append(f"Regel {number}: ‘{row['werkenden'][:20]}’ is geen aantal.")
        elif section in found[place]:
            wrong.append(f"Regel {number}: {places[place]} en {sections[section]} staan er twee keer in.")
        else:
            found[place][section] = int(workers)
    if wrong or not found:
        raise ListRefused(wrong or ["Onder de kolomnamen staan geen rijen."])
    return dict(found)


def _named(names: Mapping[str, str]) -> dict[str, str]:
    return {known.casefold(): code for code, name in names.items() for known in (code, name)}


def _rows(content: bytes) -> list[dict[str, str]]:
    heading = content.lstrip()[:HEADING].partition(b"\n")[0].decode("utf-8-sig", errors="replace")
    try:
        rows = [row for row in asking.separated(content, separator(heading)) if row]
    except Unreadable as refusal:
        raise ListRefused([said(refusal)]) from refusal
    if not rows:
        raise ListRefused(["Dit bestand is leeg."])
    heads = [head.strip().casefold() for head in rows[0]]
    if missing := [name for name in COLUMNS if name not in heads]:
        raise ListRefused(
            [
                f"De eerste rij moet de kolommen {', '.join(COLUMNS)} hebben. Nu ontbreekt:"
                f" {', '.join(missing)}."
            ]
        )
    return [
        {name: (dict(zip(heads, row, strict=False)).get(name) or "").strip() for name in COLUMNS}
        for row in rows[1:]
    ]
