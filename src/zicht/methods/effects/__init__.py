"""Did a training, campaign or inspection change reporting? Before and after, beside a comparison group, with
an interval.

Counts per period (months) go in; out comes a ratio with its interval, or "cannot tell" with the reasons.
With a comparison group, everything that changed for both (season, attention in the news) cancels out;
without one, only the own trend is set aside. Sources: Bernal, Cummins & Gasparrini (2017), Int J Epidemiol
46:348-355 (interrupted series); Card & Krueger (1994), Am Econ Rev 84:772-793 (comparison group);
Wedderburn (1974), Biometrika 61:439-447 (quasi-likelihood).
"""

from typing import TYPE_CHECKING

from zicht.methods.lazily import lazily

if TYPE_CHECKING:
    from .effect import FEWEST_AFTER, FEWEST_BEFORE, Doubt, Effect, EffectError, Verdict, effect_of

__all__ = [
    "FEWEST_AFTER",
    "FEWEST_BEFORE",
    "Doubt",
    "Effect",
    "EffectError",
    "Verdict",
    "effect_of",
]

__getattr__ = lazily(
    __name__,
    {
        "effect": (
            "FEWEST_AFTER",
            "FEWEST_BEFORE",
            "Doubt",
            "Effect",
            "EffectError",
            "Verdict",
            "effect_of",
        ),
    },
)
