"""The local picture in words, ready for its tables."""

from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.foundation.ui.charts import number
from zicht.reference.codes import sectors
from zicht.reference.signal_cards import indicators
from zicht.sight.picture import queries

MOST_SIGNS = 8
GROUPS = {"true": "Minderjarig", "false": "Volwassen", "unknown": "Niet bekend"}
COLUMNS = {
    "place_columns": ["Gemeente", "Inwoners", "Signalen", "Te verwachten", "Wat valt op"],
    "form_columns": ["Uitbuitingsvorm", "Signalen"],
    "group_columns": ["Groep", "Signalen"],
    "sector_columns": [
        "Bedrijfstak",
        "Werkenden",
        "Gemeenten die invulden",
        "Meldingen in vijf jaar",
        "Wat valt op",
    ],
    "sign_columns": ["Wat is gezien", "Signalen"],
}


def rows(found: queries.Picture) -> dict:
    """Return the tables of a picture."""
    signs = indicators()
    return {
        "numbers": {place.code: place.signals for place in found.places},
        "quiet": [place.name for place in found.places if place.quiet],
        "places": [
            [p.name, number(p.inhabitants), p.signals, round(p.expected), _noticed(p)] for p in found.places
        ],
        "forms": [[ExploitationForm(code).label, times] for code, times in found.forms],
        "groups": [[label, found.groups.get(code, 0)] for code, label in GROUPS.items()],
        "signs": [
            [signs[code].label if code in signs else code, times] for code, times in found.signs[:MOST_SIGNS]
        ],
        "other_signs": [
            [signs[code].label if code in signs else code, times] for code, times in found.signs[MOST_SIGNS:]
        ],
    }


def sectors_of(region: str) -> dict:
    """Return the table of economic sectors of a region, and which stay dark."""
    found, names = (
        queries.sectors(region),
        {sector.code: sector.name_nl for sector in sectors() if sector.level == 1},
    )
    everyone = sum(sector.workers for sector in found)
    return {
        "dark": [names[sector.section] for sector in found if sector.dark(everyone)],
        "sectors": [
            [
                names[s.section],
                number(s.workers),
                s.municipalities,
                "10 of meer" if s.seen else "minder dan 10",
                "Veel werk, weinig meldingen" if s.dark(everyone) else "",
            ]
            for s in found
        ],
    }


def _noticed(place: queries.Place) -> str:
    if place.quiet:
        return "Minder dan te verwachten"
    return "" if place.known else "Te klein om iets te zeggen"
