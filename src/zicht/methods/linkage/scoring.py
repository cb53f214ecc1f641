"""The score of one pair, and why. The batch (`sql`) computes the same numbers from the same model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .comparisons import Comparison, Level, outcome
from .features import Features, Row, features
from .model import ORIGINS, Model
from .record import Record

LEAST_TOLD = 0.05
Subjects = dict[str, tuple[Level, float]]
Found = tuple[Comparison, int, float]
"""A comparison, its level and its bits."""


@dataclass(frozen=True)
class Reason:
    """What one comparison says (`code`, such as "birth.year") and its weight in bits. `field`: the name of a
    field that Zicht does not know.
    """

    code: str
    bits: float
    field: str = ""

    def __str__(self) -> str:
        return f"{self.code} {self.bits:+.1f}"


@dataclass(frozen=True)
class Score:
    """`weight`: evidence in bits; `probability`: chance of one person; `reasons`: the strongest first."""

    weight: float
    probability: float
    reasons: tuple[Reason, ...] = ()


def prepare(record: Record, model: Model) -> Features:
    """The features of a record with the adjustment of each value (`a_<column>`); do this once per record."""
    row = features(record, model.extras)
    origins = [row[column] for column in ORIGINS]
    row.update(
        {f"a_{column}": table.adjustment(row[column], origins) for column, table in model.adjusted.items()}
    )
    return row


def score_pair(a: Record, b: Record, model: Model) -> Score:
    """Score two `Record`s. Symmetric; a field unknown on either side adds nothing."""
    return score_prepared(prepare(a, model), prepare(b, model), model)


def score_prepared(a: Row, b: Row, model: Model) -> Score:
    """`score_pair` for records that went through `prepare`."""
    return score_of(subjects(a, b, model), model)


def score_of(found: Subjects, model: Model) -> Score:
    """The `Score` of what `subjects` found."""
    weight = sum(bits for _, bits in found.values())
    return Score(weight, model.probability(weight), _reasons(found, model))


def subjects(a: Row, b: Row, model: Model) -> Subjects:
    """{comparison: (level, bits)} of two prepared records, for the comparisons that say something, in the
    order of the model."""
    outcomes = {c.name: outcome(c, a, b) for c in model.comparisons}
    found: list[Found] = []
    for c in model.comparisons:
        at = outcomes[c.name]
        if at is not None:
            bits = _level_bits(c, at, model.weights[c.name][_group(c, outcomes, model)], a, b)
            found.append((c, at, bits))
    gaps = {c.name: _gap(c, at, model, a, b) for c, at, _ in found if c.after}
    return {
        c.name: (c.levels[at], _lifted(c, at, bits, found, gaps, model.weights[c.name][0], a, b))
        for c, at, bits in found
    }


def _group(comparison: Comparison, outcomes: Mapping[str, int | None], model: Model) -> int:
    return int(any(tells(model.named[name], outcomes[name]) for name in comparison.after))


def tells(comparison: Comparison, at: int | None) -> bool:
    """Whether a name agrees in a way that foretells sex or nationality."""
    return at is not None and comparison.levels[at].agrees and comparison.levels[at].tells


def _level_bits(comparison: Comparison, at: int, weights: Sequence[float], a: Row, b: Row) -> float:
    level, bits = comparison.levels[at], weights[at]
    if not level.agrees:
        return bits
    best = [bits] if not level.shared else []
    best += [weights[n] for n, other in enumerate(comparison.levels) if other.name in level.over]
    if level.cap:
        best = [min(bits, max(0.0, weights[0] + min(a[f"a_{level.cap}"], b[f"a_{level.cap}"])))]
    best += [
        value
        for n in range(at, len(weights))
        if (value := _shared_bits(comparison.levels[n], weights[n], a, b)) is not None
    ]
    return max(0.0, *best)


def _shared_bits(level: Level, bits: float, a: Row, b: Row) -> float | None:
    if not level.shared or not level.agrees:
        return None
    for group in level.shared:
        found = [min(a[f"a_{x}"], b[f"a_{y}"]) for x, y in group if a[x] is not None and a[x] == b[y]]
        if not found:
            return None
        bits += max(found)
    return bits


def _gap(comparison: Comparison, at: int, model: Model, a: Row, b: Row) -> float:
    """How much less this level weighs once a name agrees: what the name must make good at least."""
    loose, after = model.weights[comparison.name]
    return _level_bits(comparison, at, loose, a, b) - _level_bits(comparison, at, after, a, b)


def _lifted(
    comparison: Comparison,
    at: int,
    bits: float,
    found: Sequence[Found],
    gaps: Mapping[str, float],
    weights: Sequence[float],
    a: Row,
    b: Row,
) -> float:
    """What a name that agrees weighs at least: what was known without it, a letter, and what the sex says
    less because of it."""
    if not tells(comparison, at):
        return bits
    lift = sum(max(0.0, gaps[c.name]) for c, _, _ in found if comparison.name in c.after)
    return max(bits, _untold(comparison, weights, a, b) + lift) if lift else bits


def _untold(comparison: Comparison, weights: Sequence[float], a: Row, b: Row) -> float:
    """The evidence of the levels that do not tell the name itself."""
    levels = ((n, level) for n, level in enumerate(comparison.levels) if not level.tells)
    found = (_shared_bits(level, weights[n], a, b) for n, level in levels)
    return max((value for value in found if value is not None and value > 0.0), default=0.0)


def _reasons(found: Subjects, model: Model) -> tuple[Reason, ...]:
    told = sorted(
        (
            (model.named[name], level, bits)
            for name, (level, bits) in found.items()
            if abs(bits) >= LEAST_TOLD
        ),
        key=lambda part: -abs(part[2]),
    )
    return tuple(Reason(comparison.code(level), bits, comparison.field) for comparison, level, bits in told)
