"""What people choose from in the forms of the register: countries, sectors and places, from the reference
data.
"""

from functools import lru_cache

from zicht.foundation.organisations.models import Municipality
from zicht.reference.codes import STATELESS, countries, sectors

UNKNOWN = ("", "Niet bekend")
SETTINGS = {
    "Seksuele uitbuiting": (
        ("private_home", "Thuis of in een woning"),
        ("online", "Online of via advertenties"),
        ("escort", "Escort"),
        ("window", "Raamprostitutie"),
        ("club", "Club of privéhuis"),
        ("massage", "Massagesalon"),
        ("street", "Straat"),
    ),
    "Criminele uitbuiting": (
        ("drugs", "Handel in of vervoer van drugs"),
        ("theft", "Diefstal"),
        ("fraud", "Fraude of geldezel"),
        ("begging", "Bedelen"),
        ("cannabis", "Hennepteelt"),
    ),
}
"""Settings of our own; labour has the sections of the Standaard Bedrijfsindeling (SBI 2008) by their
letter."""


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """Return the Dutch names of countries by ISO 3166-1 alpha-2, with "staatloos"."""
    return {country.iso2: country.name_nl for country in countries()} | {STATELESS: "Staatloos"}


@lru_cache(maxsize=1)
def country_choices() -> list[tuple[str, str]]:
    """Return "unknown" and then every country by name, the Netherlands first."""
    named = sorted(country_names().items(), key=lambda pair: (pair[0] != "NL", pair[1]))
    return [UNKNOWN, *named]


@lru_cache(maxsize=1)
def sector_choices() -> list:
    """Return "unknown" and the sectors in groups."""
    labour = tuple((row.code, row.name_nl) for row in sectors() if row.level == 1)
    groups = {"Arbeidsuitbuiting": labour, **SETTINGS}
    return [UNKNOWN, *((group, list(rows)) for group, rows in groups.items())]


@lru_cache(maxsize=1)
def sector_names() -> dict[str, str]:
    """Return the words of every sector by its code."""
    return {code: name for _, rows in sector_choices()[1:] for code, name in rows}


def sector_name(code: str) -> str:
    """Return the words of a sector; an unknown code as it is."""
    return sector_names().get(code, code)


def place_choices() -> list[tuple[str, str]]:
    """Return "unknown" and every municipality that exists today, by name."""
    today = Municipality.objects.filter(valid_until__isnull=True)
    return [UNKNOWN, *today.values_list("code", "name")]
