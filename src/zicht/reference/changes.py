"""Municipal changes as data: mergers, new names and moves to another region, each with its day.

A change file in `places/changes/` has the columns

    on           first day on which the change holds (YYYY-MM-DD)
    kind         merge | rename | move
    from         code of the municipality that changes
    to           merge: code of the municipality it becomes part of (may be new); rename: its new code, or
                 empty;
                 move: code of the region it goes to
    name         merge and rename: the new name (a merger into an existing municipality may leave it empty)
    region_kind  move only: the kind of region
    source       where the change was decided

A merger with several partners is one row for each partner, with the same day and the same `to`. A new
municipality lies in the regions of its largest partner unless a `move` row of the same day says otherwise.
Postcodes follow, and the old name becomes an alias, so that old documents and searches still arrive.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path

from zicht.reference.places import PLACES, Alias, Edition, Membership, Municipality
from zicht.reference.rows import read_csv

KINDS = ("merge", "rename", "move")


class ChangeRefused(ValueError):
    """A change that does not fit the edition it is applied to; the message names the row."""


@dataclass(frozen=True)
class Change:
    """One row of a change file."""

    on: date
    kind: str
    source_code: str
    target_code: str
    name: str = ""
    region_kind: str = ""
    source: str = ""


def read_changes(folder: Traversable | Path = PLACES / "changes") -> tuple[Change, ...]:
    """All changes of a folder, in order of day. ChangeRefused on an unknown kind or a day that is no day."""
    paths = sorted((p for p in folder.iterdir() if p.name.endswith(".csv")), key=lambda p: p.name)
    changes = [_change(row, path.name) for path in paths for row in read_csv(path)]
    return tuple(sorted(changes, key=lambda change: change.on))


def apply_changes(edition: Edition, on: date, changes: Iterable[Change] | None = None) -> Edition:
    """The edition as it is on that day: every change after the edition's date up to and including `on`.

    Without `changes`, those shipped with the package. Refuses (ChangeRefused) unknown municipalities and
    regions, a new municipality without a name, and a day before the edition."""
    if on < edition.on:
        raise ChangeRefused(f"{on} lies before the edition of {edition.on}")
    chosen = [c for c in (read_changes() if changes is None else changes) if edition.on < c.on <= on]
    # moves last: a municipality that is born on this day must exist before it can be moved
    for change in sorted(chosen, key=lambda c: (c.on, c.kind == "move")):
        edition = _STEPS[change.kind](edition, change)
    return replace(edition, on=on)


def successors(after: date, on: date, changes: Iterable[Change] | None = None) -> dict[str, str]:
    """Code of each municipality that ended after the one day, up to and including the other, to the code
    it became."""
    chosen = (
        c for c in (read_changes() if changes is None else changes) if after < c.on <= on and c.kind != "move"
    )
    became: dict[str, str] = {}
    for change in sorted(chosen, key=lambda c: c.on):
        if change.target_code not in ("", change.source_code):
            became = {
                old: change.target_code if new == change.source_code else new for old, new in became.items()
            }
            became[change.source_code] = change.target_code
    return became


def _change(row: dict[str, str], file: str) -> Change:
    if row["kind"] not in KINDS:
        raise ChangeRefused(f"{file}: kind must be one of {', '.join(KINDS)}, not {row['kind']!r}")
    try:
        on = date.fromisoformat(row["on"])
    except ValueError as error:
        raise ChangeRefused(f"{file}: {row['on']!r} is not a date (YYYY-MM-DD)") from error
    return Change(on, row["kind"], row["from"], row["to"], row["name"], row["region_kind"], row["source"])


def _merge(edition: Edition, change: Change) -> Edition:
    partner = _existing(edition, change)
    known = {m.code: m for m in edition.municipalities}
    target = known.get(change.target_code)
    if target is None:
        return _recode(edition, partner, _born(partner, change))
    larger, smaller = sorted((partner, target), key=lambda m: -m.inhabitants)
    merged = replace(
        target,
        name=change.name or target.name,
        short_name=change.name or target.short_name,
        inhabitants=partner.inhabitants + target.inhabitants,
        longitude=larger.longitude,
        latitude=larger.latitude,
        centre_shelter=partner.centre_shelter or target.centre_shelter,
        centre_womens_shelter=partner.centre_womens_shelter or target.centre_womens_shelter,
    )
    return _recode(_adopt(edition, target.code, merged, larger.code, smaller.code), partner, merged)


def _rename(edition: Edition, change: Change) -> Edition:
    old = _existing(edition, change)
    return _recode(edition, old, _born(old, change))


def _move(edition: Edition, change: Change) -> Edition:
    moved = _existing(edition, change)
    if (change.region_kind, change.target_code) not in {(r.kind, r.code) for r in edition.regions}:
        raise ChangeRefused(f"{change.on} move: no {change.region_kind} {change.target_code!r}")
    kept = [m for m in edition.memberships if (m.municipality, m.kind) != (moved.code, change.region_kind)]
    new = Membership(moved.code, change.region_kind, change.target_code)
    return replace(edition, memberships=tuple(sorted([*kept, new])))


_STEPS = {"merge": _merge, "rename": _rename, "move": _move}


def _existing(edition: Edition, change: Change) -> Municipality:
    try:
        return edition.municipality(change.source_code)
    except KeyError:
        raise ChangeRefused(f"{change.on} {change.kind}: no municipality {change.source_code!r}") from None


def _born(old: Municipality, change: Change) -> Municipality:
    if not change.name:
        raise ChangeRefused(f"{change.on} {change.kind}: {change.target_code or old.code} needs a name")
    return replace(
        old, code=change.target_code or old.code, name=change.name, short_name=change.name, search_terms=()
    )


def _adopt(edition: Edition, code: str, merged: Municipality, larger: str, smaller: str) -> Edition:
    """Put the merged municipality in place of the target, in the regions of the larger of the two."""
    rest = [m for m in edition.memberships if m.municipality not in (larger, smaller)]
    regions = [Membership(code, m.kind, m.region) for m in edition.memberships if m.municipality == larger]
    municipalities = tuple(merged if m.code == code else m for m in edition.municipalities)
    return replace(edition, municipalities=municipalities, memberships=tuple(sorted(rest + regions)))


def _recode(edition: Edition, old: Municipality, new: Municipality) -> Edition:
    """Let `new` take the place of `old` everywhere; the old name lives on as an alias."""

    def code(value: str | None) -> str | None:
        return new.code if value == old.code else value

    others = [m for m in edition.municipalities if m.code not in (old.code, new.code)]
    aliases = [replace(a, municipality=code(a.municipality)) for a in edition.aliases]
    if old.name != new.name:
        aliases.append(Alias(old.name, new.code, "former"))
    return replace(
        edition,
        municipalities=tuple(sorted([*others, new], key=lambda m: m.code)),
        memberships=tuple(
            sorted(
                {replace(m, municipality=code(m.municipality) or m.municipality) for m in edition.memberships}
            )
        ),
        postcodes=tuple(
            replace(
                p,
                municipality=code(p.municipality),
                also_in=_neighbours(p.also_in, code, code(p.municipality)),
            )
            for p in edition.postcodes
        ),
        aliases=tuple(sorted(set(aliases), key=lambda a: (a.name, a.municipality or ""))),
    )


def _neighbours(codes: tuple[str, ...], code, own: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(new for new in map(code, codes) if new != own))
