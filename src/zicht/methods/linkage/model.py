"""The trained model: chances per level, how common values are, and where it came from. Stored as JSON.

Weights are in bits: log2 of how much more often a level occurs in two records of one person than in two
records of different persons (Fellegi and Sunter 1969), moved by how common the shared value is (Winkler
1988).
"""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from .comparisons import Comparison, comparisons
from .record import LinkageError

Chances = dict[str, list[list[tuple[float, float]]]]
"""By comparison, per group, per level: m and u."""

VERSION = 1
# Feature column -> frequency table. Values shared by fewer than FEW records are not kept: a model file names
# nobody.
TABLES = {
    "gj": "given",
    "g1": "given_word",
    "g2": "given_word",
    "gp1": "given_sound",
    "gp2": "given_sound",
    "g3": "given_start",
    "gi": "given_initial",
    "i1": "given_initial",
    "sj": "family",
    "s1": "family_word",
    "s2": "family_word",
    "sp1": "family_sound",
    "sp2": "family_sound",
    "si": "family_initial",
    "i2": "family_initial",
    "y": "year",
    "n1": "nationality",
    "n2": "nationality",
    "c": "nationality",
    "mun": "place",
}
FEW = 10


# Columns that say where someone is from; names are counted among people of the same origin.
ORIGINS = ("n1", "n2", "c")


@dataclass(frozen=True)
class Table:
    """How common values are.

    `shares`: {value: share}; `other`: share of any value not listed; `agree`: log2 of the chance that two
    records agree; `within`: {origin: {value: share among records of that origin}} for names; "" stands for
    a value not listed there.
    """

    shares: dict[str, float]
    other: float
    agree: float
    within: dict[str, dict[str, float]] = field(default_factory=dict)

    def adjustment(self, value: str | int | None, origins: Sequence[str | None] = ()) -> float | None:
        """Bits to add when two records share this value: positive for a rare one, negative for a common one.

        A record of unknown origin is taken to be of the origin in which the value is most common, so that
        learning the origin never weakens the evidence."""
        if value is None:
            return None
        value = str(value)
        return self.agree - math.log2(self._share(value, [o for o in origins if o is not None]))

    def _share(self, value: str, origins: list[str]) -> float:
        if not self.within:
            return self.shares.get(value, self.other)
        if not origins:
            return self._most.get(value, self._most[""])
        return min(self._among(value, origin) for origin in origins)

    def _among(self, value: str, origin: str) -> float:
        found = self.within.get(origin)
        return found.get(value, found[""]) if found else self.shares.get(value, self.other)

    @cached_property
    def _most(self) -> dict[str, float]:
        """The largest share of each value in any origin or overall."""
        values = {"", *self.shares, *(value for found in self.within.values() for value in found)}
        return {
            v: max(self.shares.get(v, self.other), *(self._among(v, o) for o in self.within)) for v in values
        }


@dataclass(frozen=True)
class Model:
    """`chances[comparison][group][level]` = (m, u). `density`: other records of the same person per record.

    `records`: size of the set it is applied to, which sets the prior: density / (records - 1).
    """

    chances: Chances
    tables: dict[str, Table]
    density: float
    records: int
    extras: tuple[str, ...] = ()
    threshold: float = 0.5
    diagnostics: dict[str, Any] = field(default_factory=dict)
    version: int = VERSION

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        return comparisons(self.extras)

    @cached_property
    def named(self) -> dict[str, Comparison]:
        """{name: comparison}."""
        return {c.name: c for c in self.comparisons}

    @cached_property
    def weights(self) -> dict[str, list[list[float]]]:
        """{comparison: [per group: [bits per level]]}; agreement is never evidence against, a neutral
        level is 0."""
        return {c.name: [_bits(c, group) for group in self.chances[c.name]] for c in self.comparisons}

    @cached_property
    def prior(self) -> float:
        """log2 of the odds that two records taken at random are of one person."""
        chance = min(0.5, self.density / max(1, self.records - 1))
        return math.log2(chance / (1 - chance))

    @cached_property
    def adjusted(self) -> dict[str, Table]:
        """{feature column: Table} of the columns whose common value is weighed."""
        extra = {f"x{n}": f"x{n}" for n in range(len(self.extras))}
        return {column: self.tables[name] for column, name in {**TABLES, **extra}.items()}

    def probability(self, weight: float) -> float:
        """Chance that two records are of one person, given the evidence in bits."""
        return float(1 / (1 + 2.0 ** -max(-60.0, min(60.0, weight + self.prior))))

    def weight_at(self, probability: float) -> float:
        """Evidence in bits at which the chance is `probability`."""
        return math.log2(probability / (1 - probability)) - self.prior

    def for_records(self, records: int) -> "Model":
        """The same model for a set or register of another size."""
        return replace(self, records=records)

    def text(self) -> str:
        """The model as JSON, one line."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"), default=float)

    def save(self, path: str | Path) -> None:
        """Write the model as JSON."""
        Path(path).write_text(self.text(), encoding="utf-8")

    @staticmethod
    def load(path: str | Path | None = None) -> "Model":
        """Read a model; without a path the one that comes with Zicht. Refuses (LinkageError) what is no
        model of this version."""
        source = Path(path) if path else resources.files(__package__).joinpath("data/default_model.json")
        return Model.read(source.read_text(encoding="utf-8"))

    @staticmethod
    def read(text: str) -> "Model":
        """The model that `text` gave. Refuses (LinkageError) what is no model of this version."""
        return _from_json(text)


def _from_json(text: str) -> Model:
    try:
        raw = json.loads(text)
        if raw["version"] != VERSION:
            raise LinkageError("model_version", found=raw["version"], expected=VERSION)
        raw["tables"] = {name: Table(**table) for name, table in raw["tables"].items()}
        raw["extras"] = tuple(raw["extras"])
        model = Model(**raw)
        if set(model.chances) != {c.name for c in model.comparisons}:
            raise LinkageError("model_of_others")
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise LinkageError("model_unreadable") from error
    return model


def _bits(comparison: Comparison, group: list[tuple[float, float]]) -> list[float]:
    bits = [
        0.0 if level.neutral else math.log2(m / u)
        for level, (m, u) in zip(comparison.levels, group, strict=True)
    ]
    return [max(0.0, w) if level.agrees else w for level, w in zip(comparison.levels, bits, strict=True)]
