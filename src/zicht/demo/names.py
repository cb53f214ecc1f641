"""Synthetic names: drawn from lists of common names per language area, never from registers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from random import Random

from zicht.reference.names import pools
from zicht.reference.rows import read_csv

DATA = files("zicht.demo") / "data"
SECOND_NAME_SHARE = 0.2


@dataclass(frozen=True)
class Origin:
    """A nationality within a published group and the name list that goes with it."""

    iso2: str
    pool: str
    weight: int


@lru_cache(maxsize=1)
def origins() -> Mapping[str, tuple[Origin, ...]]:
    """Nationalities with synthetic weights, per published group."""
    groups: dict[str, list[Origin]] = {}
    for row in read_csv(DATA / "nationalities.csv"):
        groups.setdefault(row["group"], []).append(Origin(row["iso2"], row["pool"], int(row["weight"])))
    return {group: tuple(rows) for group, rows in groups.items()}


def draw_origin(group: str, random: Random) -> Origin:
    """A nationality of the group, by weight."""
    choices = origins()[group]
    return random.choices(choices, [o.weight for o in choices])[0]


def given_name(pool: str, sex: str, random: Random) -> str:
    """One given name, sometimes two; a person of unknown sex gets a name of either list."""
    part = sex if sex in ("female", "male") else random.choice(("female", "male"))
    names = pools()[pool, part]
    if random.random() < SECOND_NAME_SHARE:
        return " ".join(random.sample(names, 2))
    return random.choice(names)


def family_name(pool: str, random: Random) -> str:
    """One family name of the list."""
    return random.choice(pools()[pool, "family"])
