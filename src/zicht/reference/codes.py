"""Code lists: countries with the groups of the published tables, sectors, forced-labour indicators, legal
texts.

The published tables count nationality in seven groups: netherlands, europe, africa, asia, latin_america,
other, unknown. The report does not publish its country list, so this is the mapping Zicht uses:

- the UN M49 continent decides for Africa, Asia and Europe; the Netherlands stands apart;
- the Americas south of the United States, the Caribbean included, are `latin_america`; Northern America (the
  United
  States, Canada, Bermuda, Greenland, Saint Pierre and Miquelon), Oceania and Antarctica are `other`;
- Cyprus is `europe` (member state of the European Union; M49 says Western Asia); Turkey, Armenia, Azerbaijan
  and
  Georgia stay in `asia` and Russia in `europe`, as in M49; Kosovo, absent from ISO 3166-1, is added as XK,
  `europe`;
- Aruba, Curaçao, Sint Maarten and the Caribbean Netherlands are `latin_america` as a country of origin;
  persons from
  there with Dutch nationality count as `netherlands` because nationality, not origin, is what the tables
  count;
- no known nationality is `unknown`; stateless (XX) is `other`.
"""

from dataclasses import dataclass
from functools import lru_cache

from zicht.reference.rows import ROOT, read_csv, read_json

CODES = ROOT / "codes"
STATELESS = "XX"
_CONTINENTS = {"150": "europe", "002": "africa", "142": "asia", "009": "other", "": "other"}
_NORTHERN_AMERICA = "021"
_EXCEPTIONS = {"NL": "netherlands", "CY": "europe"}


@dataclass(frozen=True)
class Country:
    """A country by ISO 3166-1 and the group under which the published tables count its nationality."""

    iso2: str
    iso3: str
    name_nl: str
    name_en: str
    group: str


@dataclass(frozen=True)
class Sector:
    """A section (level 1, a letter) or division (level 2, two digits) of the SBI 2008; divisions have no
    English name.
    """

    level: int
    code: str
    section: str
    name_nl: str
    name_en: str


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    """All countries, in order of ISO code, with Kosovo (XK) added."""
    listed = [
        Country(row["iso2"], row["iso3"], row["name_nl"], row["name_en"], _group(row))
        for row in read_csv(CODES / "countries.csv")
    ]
    return tuple(sorted([*listed, Country("XK", "XKX", "Kosovo", "Kosovo", "europe")], key=lambda c: c.iso2))


def nationality_group(iso2: str | None) -> str:
    """The published group of a nationality. None is `unknown`, stateless is `other`; KeyError for a code
    that is none."""
    if not iso2:
        return "unknown"
    return "other" if iso2 == STATELESS else _groups()[iso2]


@lru_cache(maxsize=1)
def sectors() -> tuple[Sector, ...]:
    """Economic sectors (SBI 2008): 21 sections and 86 divisions."""
    return tuple(
        Sector(int(row["level"]), row["code"], row["section"], row["name_nl"], row["name_en"])
        for row in read_csv(CODES / "sectors.csv")
    )


@lru_cache(maxsize=1)
def forced_labour_indicators() -> dict[str, str]:
    """The eleven ILO indicator names: key to Dutch working translation."""
    return {i["key"]: i["nl"] for i in read_json(CODES / "forced_labour_indicators.json")["indicators"]}


def legal_texts() -> dict[str, dict]:
    """Excerpts of legal texts by id, in the state of May 2017: terms and sample text, not current law."""
    return {text["id"]: text for text in read_json(CODES / "legal_texts.json")["texts"]}


@lru_cache(maxsize=1)
def _groups() -> dict[str, str]:
    return {country.iso2: country.group for country in countries()}


def _group(row: dict[str, str]) -> str:
    if row["iso2"] in _EXCEPTIONS:
        return _EXCEPTIONS[row["iso2"]]
    if row["continent"] == "019":
        return "other" if row["subregion"] == _NORTHERN_AMERICA else "latin_america"
    return _CONTINENTS[row["continent"]]
