"""An effect in words: what can be said of it, and why not more."""

from zicht.foundation.ui.charts import number
from zicht.methods.effects import Effect, Verdict
from zicht.sight.effects import queries

REASONS = {
    "few_periods": "Er zijn te weinig maanden: minstens zes ervoor en drie erna.",
    "few_counted": "Er zijn te weinig signalen: minstens twintig in elk van beide groepen.",
    "no_fit": "De aantallen laten geen schatting toe.",
    "other_course": (
        "De gemeenten gingen daarvoor al een andere kant op dan de andere gemeenten. Dan zegt vergelijken"
        " niets."
    ),
    "wide": "De marge is zo groot dat er niets aan te zien is.",
    "none_visible": "De marge loopt van minder tot meer signalen: er kan een effect zijn, of geen.",
}


def told(found: queries.Answer) -> dict:
    """Return what the page says of an answer."""
    effect = found.effect
    return {
        "effect": effect,
        "verdict": _sentence(effect),
        "reasons": [REASONS[reason] for reason in effect.reasons],
        "interval": f"{_times(effect.lower)} tot {_times(effect.upper)}" if effect.ratio else "",
        "ratio": _times(effect.ratio),
        "columns": ["Maand", "Deze gemeenten", "Andere gemeenten", "Periode"],
        "rows": [
            [f"{month:%m-%Y}", own, other, "daarna" if at >= found.start else "daarvoor"]
            for at, (month, own, other) in enumerate(found.months)
        ],
    }


def _sentence(effect: Effect) -> str:
    if effect.verdict == Verdict.CANNOT_TELL:
        return "Niet te zeggen"
    return "Er kwamen meer signalen" if effect.verdict == Verdict.MORE else "Er kwamen minder signalen"


def _times(ratio: float | None) -> str:
    return "" if ratio is None else number(round(ratio, 1))
