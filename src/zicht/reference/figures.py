"""The published national figures on presumed victims, 2012 and 2014-2022, with typed access.

Source: Bureau Beke 2024, *Mensenhandel: het verhaal achter de cijfers* (counts by CoMensha and the
National Rapporteur). They were read from a scanned report; `caveat` names the doubtful cells. Nothing is
corrected here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from zicht.reference.rows import ROOT, read_json

NOTIFIERS = ("police", "kmar", "nla", "care_coordinators", "fairwork", "other")
GROUPED_FORMS = ("sexual", "labour", "criminal")
NATIONALITY_GROUPS = ("netherlands", "europe", "africa", "asia", "latin_america", "other", "unknown")


@dataclass(frozen=True)
class Published:
    """The published figures. Years without a table entry are absent from the mappings, never zero."""

    source: str
    caveat: str
    years: tuple[int, ...]
    unique_persons: Mapping[int, int]
    police_in_text: Mapping[int, int]
    notifications: Mapping[tuple[str, int], int]
    nationality: Mapping[tuple[str, str, int], int]
    organ_removal: Mapping[int, int]
    estimated_per_year: int
    estimated_range: tuple[int, int]
    survey: Mapping[str, float]

    def notifications_in(self, year: int) -> int:
        """Notifications of all notifiers together in a year."""
        return sum(count for (_, y), count in self.notifications.items() if y == year)

    def form_total(self, form: str, year: int) -> int:
        """Persons counted under a form of exploitation in a year (`organ_removal` included)."""
        if form == "organ_removal":
            return self.organ_removal[year]
        return sum(count for (f, _, y), count in self.nationality.items() if (f, y) == (form, year))

    def form_table_total(self, year: int) -> int:
        """Sum of all forms in a year; a person with two forms counts twice, one without a known form not
        at all."""
        return sum(self.form_total(form, year) for form in (*GROUPED_FORMS, "organ_removal"))


@lru_cache(maxsize=1)
def published() -> Published:
    """The figures as published."""
    raw = read_json(ROOT / "figures" / "published.json")
    years = tuple(raw["years"])
    estimates = raw["estimated_victims_per_year"]
    return Published(
        source=raw["source"],
        caveat=raw["caveat"],
        years=years,
        unique_persons=_by_year(raw["registered_presumed_victims"]),
        police_in_text=_by_year(raw["police_notifications_text"]),
        notifications=_table(raw["notifications_by_notifier"], years),
        nationality=_nationality(raw["nationality_by_continent"], years),
        organ_removal=MappingProxyType(dict(zip(years, raw["organ_removal"], strict=True))),
        estimated_per_year=estimates["van_dijk_2021"],
        estimated_range=tuple(estimates["range_nrm"]),
        survey=MappingProxyType(raw["survey"]),
    )


def _by_year(raw: dict) -> Mapping[int, int]:
    return MappingProxyType({int(year): count for year, count in raw.items() if year.isdigit()})


def _table(raw: dict, years: tuple[int, ...]) -> Mapping[tuple[str, int], int]:
    return MappingProxyType(
        {(name, year): n for name, row in raw.items() for year, n in zip(years, row, strict=True)}
    )


def _nationality(raw: dict, years: tuple[int, ...]) -> Mapping[tuple[str, str, int], int]:
    cells = {}
    for form, groups in raw.items():
        for (group, year), count in _table(groups, years).items():
            cells[form, group, year] = count
    return MappingProxyType(cells)
