"""Disclosure control: tables of counts from which no small group can be worked out.

Small and dominated cells are hidden together with as many others as needed, or all figures are rounded so
that they still add up; an attacker then tries every subtraction and bound over margins, hierarchies and
earlier publications.
"""

from .attacker import Attack, Exposure, attack
from .editions import between_editions
from .protection import Loss, Protected, protect, suppress_small
from .publications import Publication, cell_of
from .rules import Dominance
from .tables import TOTAL, TableError, shape_of

__all__ = [
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
    "protect",
    "shape_of",
    "suppress_small",
]
