"""Signal cards: what to look at, per role and form of exploitation (EX2).

An indicator is something one can see or hear. Nationality, ethnicity, religion and sexual orientation are
never indicators, and neither is anything that stands for them, such as a language or a foreign number
plate.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from zicht.reference.rows import ROOT, read_json

ANYONE = "general"


@dataclass(frozen=True)
class Indicator:
    """A chip on a card: stored as slug, shown in Dutch."""

    slug: str
    label: str


@dataclass(frozen=True)
class SignalCard:
    """What one role can notice of one form."""

    role: str
    role_label: str
    form: str
    indicators: tuple[Indicator, ...]


@lru_cache(maxsize=1)
def indicators() -> Mapping[str, Indicator]:
    """All indicators by slug."""
    labels = read_json(ROOT / "signal_cards.json")["indicators"]
    return MappingProxyType({slug: Indicator(slug, label) for slug, label in labels.items()})


@lru_cache(maxsize=1)
def cards() -> tuple[SignalCard, ...]:
    """All cards, in the order of the file."""
    raw = read_json(ROOT / "signal_cards.json")
    return tuple(
        SignalCard(
            role=card["role"],
            role_label=raw["roles"][card["role"]],
            form=card["form"],
            indicators=tuple(indicators()[slug] for slug in card["indicators"]),
        )
        for card in raw["cards"]
    )


def card_for(role: str, form: str) -> SignalCard:
    """The card of this role and form; the general card of the form, or of an unknown form, where there is
    none."""
    known = {(card.role, card.form): card for card in cards()}
    return known.get((role, form)) or known.get((ANYONE, form)) or known[ANYONE, "unknown"]
