"""Disclosure control: tables of counts from which no small group can be worked out.

Small and dominated cells are hidden together with as many others as needed, or all figures are rounded so
that they still add up; an attacker then tries every subtraction and bound over margins, hierarchies and
earlier publications.
"""

from typing import TYPE_CHECKING

from zicht.methods.lazily import lazily

if TYPE_CHECKING:
    from .attacker import Attack, Exposure, attack
    from .editions import between_editions
    from .protection import Loss, Protected, protect, suppress_small
    from .publications import AT_LEAST_ONE, Publication, cell_of
    from .rules import Dominance
    from .tables import TOTAL, TableError, leaf_counts, shape_of

__all__ = [
    "AT_LEAST_ONE",
    "TOTAL",
    "Attack",
    "Dominance",
    "Exposure",
    "Loss",
    "Protected",
    "Publication",
    "TableError",
    "attack",
    "between_editions",
    "cell_of",
    "leaf_counts",
    "protect",
    "shape_of",
    "suppress_small",
]

__getattr__ = lazily(
    __name__,
    {
        "attacker": (
            "Attack",
            "Exposure",
            "attack",
        ),
        "editions": ("between_editions",),
        "protection": (
            "Loss",
            "Protected",
            "protect",
            "suppress_small",
        ),
        "publications": (
            "AT_LEAST_ONE",
            "Publication",
            "cell_of",
        ),
        "rules": ("Dominance",),
        "tables": (
            "TOTAL",
            "TableError",
            "leaf_counts",
            "shape_of",
        ),
    },
)
