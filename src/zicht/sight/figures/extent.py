"""Three realities: what is registered, what is estimated, what professionals perceive, and what each can and
cannot say.

The estimate is not of this register: it is computed once, from the published Dutch tables that come with
the estimation method, and kept with its command and date in `data/extent.json`. A single number is never
shown without the spread.
"""

import json
from functools import lru_cache
from pathlib import Path

from zicht.sight.figures import queries
from zicht.sight.figures.models import PublishedTable
from zicht.sight.figures.vocabulary import Count, Division

ESTIMATES = Path(__file__).parent / "data" / "extent.json"
METHODS = {
    "stepwise": "Stapsgewijs gekozen samenhang",
    "bic": "Zuinigste model (BIC)",
    "bma": "Gemiddelde over modellen (BMA)",
    "aic": "Ruimste model (AIC)",
    "independence": "Lijsten los van elkaar",
    "latent": "Verborgen groepen",
    "chao_lower_bound": "Ondergrens volgens Chao",
}
MEANINGS = (
    ("Geregistreerd", "Wie is gemeld, door wie en om welke vorm", "Hoeveel mensen niemand zag of meldde"),
    ("Geschat", "In welke orde van grootte het probleem ligt", "Een precies getal, of wie het zijn"),
    ("Ervaren", "Waar professionals meer zien dan zij melden", "Hoeveel personen het zijn"),
)
ROUNDED_TO = 100


@lru_cache(maxsize=1)
def estimates() -> dict:
    """Return the kept estimates with their source, command and date."""
    return json.loads(ESTIMATES.read_text())


def registered(*, raw: bool) -> dict[int, int | None]:
    """Return persons by year, the oldest first; None where withheld."""
    if raw:
        return queries.trend(Count.PERSONS)
    tables = PublishedTable.objects.filter(by=Division.FORM, form="").order_by("year")
    return dict(tables.values_list("year", "total"))


def per_year(table: dict) -> dict:
    """Return the estimate of one table as persons per year: main figure, both intervals, and each method,
    rounded to hundreds.

    `warnings` are the method's own, about the whole period."""
    result, years = table["result"], estimates()["years"]
    methods = {"stepwise": result["estimate"]} | result["spread"]
    found = {METHODS[name]: _rounded(number / years) for name, number in methods.items() if number}
    return {
        "what": table["what"],
        "command": table["command"],
        "computed_on": table["computed_on"],
        "estimate": _rounded(result["estimate"] / years),
        "lower": _rounded(result["lower"] / years),
        "upper": _rounded(result["upper"] / years),
        "percentile": [_rounded(table["percentile"][end] / years) for end in ("lower", "upper")],
        "seen": _rounded(result["observed"] / years),
        "warnings": result["warnings"],
        "methods": found,
        "lowest": min(found.values()),
        "highest": max(found.values()),
    }


def with_interval(table: dict) -> list:
    """Return the figures of the methods for a chart; the main one, which comes first, with its interval."""
    main, *others = table["methods"].values()
    return [(main, table["lower"], table["upper"]), *others]


def _rounded(number: float) -> int:
    return round(number / ROUNDED_TO) * ROUNDED_TO
