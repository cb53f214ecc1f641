"""What is compared, level by level.

A comparison looks at one subject and finds the first level that holds. Levels whose `agrees` is true speak
for one person. `shared` names the columns whose common value makes an agreement more or less telling (term
frequency). A comparison with `after` has its chances per outcome of another: a given name all but fixes
the sex, so agreement on sex adds little after agreement on the name. How common a name is, is counted
among people of the same origin.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .features import Row
from .predicates import (
    AllOf,
    AnyOf,
    Apart,
    Both,
    Condition,
    Marked,
    Near,
    Overlap,
    Same,
    Within,
    all_of,
    either,
    shared,
)
from .record import LinkageError


@dataclass(frozen=True)
class Level:
    """One outcome of a comparison. `start`: first guess of its share among records of one person, before
    training.

    `shared`: groups of (column of one, column of the other) whose common value makes the agreement more or
    less telling; the rarest value of each group counts; `tells`: the value itself is known, not only a
    first letter; `neutral`: weighs nothing because another comparison carries the evidence; `over`: levels
    that this one never weighs less than; `cap`: a column whose more common value, were it equal, bounds
    the weight.
    """

    name: str
    when: Condition
    start: float
    agrees: bool = True
    shared: tuple[tuple[tuple[str, str], ...], ...] = ()
    tells: bool = True
    neutral: bool = False
    over: tuple[str, ...] = ()
    cap: str | None = None


@dataclass(frozen=True)
class Comparison:
    """`known`: when the subject is known on both sides; otherwise the comparison says nothing and weighs
    0. `field`: the name of a field that Zicht does not know.
    """

    name: str
    known: Condition
    levels: tuple[Level, ...]
    after: tuple[str, ...] = ()
    field: str = ""

    def code(self, level: Level) -> str:
        """The code of an outcome: "birth.year"."""
        return f"{'extra' if self.field else self.name}.{level.name}"


def _common(*columns: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    return (tuple((a, b) for a in columns for b in columns),)


ALWAYS = AllOf(())
_SWAPS = tuple((g, s) for g in ("gp1", "gp2") for s in ("sp1", "sp2"))
_CROSSED = all_of(AnyOf(tuple(Same(g, s) for g, s in _SWAPS)), AnyOf(tuple(Same(s, g) for g, s in _SWAPS)))

GIVEN = Comparison(
    "given_name",
    Both(("gi",)),
    (
        Level("same", Same("gj", "gj"), 0.6, shared=_common("gj")),
        Level(
            "word",
            shared(("g1", "g2"), ("g1", "g2")),
            0.12,
            shared=_common("g1", "g2"),
        ),
        Level(
            "sound",
            shared(("gp1", "gp2"), ("gp1", "gp2")),
            0.08,
            shared=_common("gp1", "gp2"),
        ),
        Level("near", shared(("g1", "g2"), ("g1", "g2"), Near), 0.05, cap="gj"),
        Level("start", Same("g3", "g3"), 0.03, shared=_common("g3")),
        Level(
            "crossed",
            _CROSSED,
            0.03,
            shared=(_SWAPS, tuple((s, g) for g, s in _SWAPS)),
        ),
        Level(
            "as_family",
            shared(("gp1", "gp2"), ("sp1", "sp2")),
            0.01,
            shared=((*_SWAPS, *((s, g) for g, s in _SWAPS)),),
            tells=False,
        ),
        Level("other", Both(("gj",)), 0.04, agrees=False),
        Level(
            "initial",
            shared(("gi", "i1"), ("gi", "i1")),
            0.9,
            shared=_common("gi", "i1"),
            tells=False,
        ),
        Level("other_initial", ALWAYS, 0.05, agrees=False),
    ),
)
FAMILY = Comparison(
    "family_name",
    Both(("si",)),
    (
        Level("same", Same("sj", "sj"), 0.6, shared=_common("sj")),
        Level(
            "word",
            shared(("s1", "s2", "sj"), ("s1", "s2", "sj")),
            0.14,
            shared=_common("s1", "s2", "sj"),
        ),
        Level(
            "sound",
            shared(("sp1", "sp2"), ("sp1", "sp2")),
            0.08,
            shared=_common("sp1", "sp2"),
        ),
        Level("near", shared(("s1", "s2"), ("s1", "s2"), Near), 0.05, cap="sj"),
        Level("crossed", _CROSSED, 0.03, neutral=True),
        Level("other", Both(("sj",)), 0.07, agrees=False),
        Level(
            "initial",
            shared(("si", "i2"), ("si", "i2")),
            0.9,
            shared=_common("si", "i2"),
            tells=False,
        ),
        Level("other_initial", ALWAYS, 0.07, agrees=False),
    ),
)
_LOOSER = ("year_near", "age", "age_near")
_TWO_DATES = Both(("date",))
BIRTH = Comparison(
    "birth",
    Both(("low",)),
    (
        Level("date", Same("date", "date"), 0.75, shared=_common("y"), over=_LOOSER),
        Level("swapped", shared(("date",), ("swap",)), 0.02),
        Level(
            "slip",
            all_of(
                _TWO_DATES,
                either(
                    Same("ym", "ym"),
                    all_of(Same("y", "y"), Same("day", "day")),
                    all_of(Same("md", "md"), either(Apart("y", 1), Apart("y", 10))),
                ),
            ),
            0.1,
        ),
        Level("month", Same("ym", "ym"), 0.8, shared=_common("y"), over=_LOOSER),
        Level(
            "other_day",
            all_of(_TWO_DATES, Same("y", "y")),
            0.01,
            agrees=False,
        ),
        Level("other_date", _TWO_DATES, 0.02, agrees=False),
        Level("year", Same("y", "y"), 0.85, shared=_common("y"), over=_LOOSER),
        Level("year_near", Apart("y", 1), 0.06, agrees=False),
        Level("age", all_of(Marked("aged"), Overlap("low", "high", 0)), 0.7, over=("age_near",)),
        Level(
            "age_near",
            all_of(Marked("aged"), Overlap("low", "high", 1)),
            0.2,
            agrees=False,
        ),
        Level("other", ALWAYS, 0.02, agrees=False),
    ),
)
SEX = Comparison(
    "sex",
    Both(("sex",)),
    (
        Level("same", Same("sex", "sex"), 0.98),
        Level("other", ALWAYS, 0.02, agrees=False),
    ),
    after=("given_name",),
)
ORIGIN = Comparison(
    "origin",
    Both(("n1", "c")),
    (
        Level(
            "nationality",
            shared(("n1", "n2"), ("n1", "n2")),
            0.85,
            shared=_common("n1", "n2"),
            over=("country", "stateless"),
        ),
        Level(
            "country",
            shared(("n1", "n2", "c"), ("c",)),
            0.08,
            shared=_common("n1", "n2", "c"),
            over=("stateless",),
        ),
        Level("stateless", Marked("stateless"), 0.02, agrees=False),
        Level("other", ALWAYS, 0.05, agrees=False),
    ),
)
PLACE = Comparison(
    "municipality",
    Both(("mun",)),
    (
        Level("same", Same("mun", "mun"), 0.6, shared=_common("mun")),
        Level("other", ALWAYS, 0.4, agrees=False),
    ),
)
PHONE = Comparison(
    "phone",
    Both(("phone",)),
    (
        Level("same", Same("phone", "phone"), 0.6),
        Level("near", Near("phone", "phone"), 0.02),
        Level("other", ALWAYS, 0.38, agrees=False),
    ),
)
DOCUMENT = Comparison(
    "document",
    Both(("doc",)),
    (
        Level("same", Same("doc", "doc"), 0.6),
        Level(
            "fragment",
            all_of(Marked("part"), Same("doc4", "doc4")),
            0.2,
        ),
        Level("near", Near("doc", "doc"), 0.03),
        Level("other", ALWAYS, 0.17, agrees=False),
    ),
)
NOTED = Comparison(
    "noted",
    Both(("noted",)),
    (
        Level("half_year", Within("noted", 6), 0.4),
        Level("year", Within("noted", 12), 0.3),
        Level("two_years", Within("noted", 24), 0.2),
        Level("later", ALWAYS, 0.1, agrees=False),
    ),
)
STANDARD = (GIVEN, FAMILY, BIRTH, SEX, ORIGIN, PLACE, PHONE, DOCUMENT, NOTED)


def extra(n: int, name: str) -> Comparison:
    """An exact-match comparison for a field that Zicht does not know."""
    return Comparison(
        f"x{n}",
        Both((f"x{n}",)),
        (
            Level("same", Same(f"x{n}", f"x{n}"), 0.7, shared=_common(f"x{n}")),
            Level("other", ALWAYS, 0.3, agrees=False),
        ),
        field=name,
    )


def comparisons(extras: Sequence[str] = ()) -> tuple[Comparison, ...]:
    """The standard comparisons followed by one per extra field."""
    return STANDARD + tuple(extra(n, name) for n, name in enumerate(extras))


def outcome(comparison: Comparison, a: Row, b: Row) -> int | None:
    """Index of the first level that holds; None when the subject is unknown on a side."""
    if not comparison.known.holds(a, b):
        return None
    for n, level in enumerate(comparison.levels):
        if level.when.holds(a, b):
            return n
    raise LinkageError("no_level_holds", comparison=comparison.name)
