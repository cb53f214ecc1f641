"""What the page says of an effect."""

from zicht.foundation.ui.charts import number
from zicht.sight.effects import queries
from zicht.words import effects as words


def told(found: queries.Answer) -> dict:
    """Return what the page says of an answer."""
    effect = found.effect
    return {
        "effect": effect,
        "verdict": words.verdict(effect.verdict),
        "reasons": [words.reason(code) for code in effect.reasons],
        "interval": f"{_times(effect.lower)} tot {_times(effect.upper)}" if effect.ratio else "",
        "ratio": _times(effect.ratio),
        "columns": ["Maand", "Deze gemeenten", "Andere gemeenten", "Periode"],
        "rows": [
            [f"{month:%m-%Y}", own, other, "daarna" if at >= found.start else "daarvoor"]
            for at, (month, own, other) in enumerate(found.months)
        ],
    }


def _times(ratio: float | None) -> str:
    return "" if ratio is None else number(round(ratio, 1))
