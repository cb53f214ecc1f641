"""The demonstration chain: every municipality, region and national party, with the people behind the
functions.

Names of institutions are real so that the chain is recognisable; **every person, address and number is
synthetic**. Working regions are the Zorg- en Veiligheidshuis regions when the edition has them and the safety
regions otherwise.

Staffing shows how a chain looks: large municipalities have two contact officers, small ones borrow one
from a neighbour (a deputy without a first person), a few posts are vacant or their holder is away so that
the deputy works, and two islands have nobody at all, so that the fallback of the route is seen.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import takewhile
from random import Random

from zicht.demo.chain import Absence, Assignment, Chain, Colleague, Organisation
from zicht.demo.names import family_name, given_name
from zicht.reference.places import Edition, Municipality, read_edition

SEED = 342
MAIL_DOMAIN = "zicht.example"
POOLS = ("dutch",) * 12 + ("turkish", "arabic_maghreb", "surinamese", "polish", "indonesian")
LARGE, MEDIUM, SMALL = 100_000, 50_000, 15_000
NOBODY = ("GM0088", "GM0096")  # Schiermonnikoog and Vlieland
VACANT = ("GM0150", "GM0361", "GM0484", "GM0794", "GM0917", "GM0299")
AWAY = ("GM0202", "GM0307", "GM0193", "GM0855")

# kind, slug prefix, name, functions in order: a first person, every further one is a deputy
REGIONAL = (
    ("zvh", "zvh", "Zorg- en Veiligheidshuis {}", ("chain_director", "chain_director")),
    (
        "care_coordination",
        "zorgcoordinatie",
        "Zorgcoördinatie mensenhandel {}",
        ("care_coordinator", "care_coordinator", "duty_officer", "duty_officer"),
    ),
    ("safe_home", "veilig-thuis", "Veilig Thuis {}", ("safe_home", "safe_home", "reporter")),
)
OTHER_REGIONS = (
    ("police_unit", "police", "politie", "Politie {}, team mensenhandel", ("tmm", "tmm", "reporter")),
    ("ggd", "ggd", "", "{}", ("reporter",)),
    ("riec", "riec", "", "{}", ("ambassador",)),
)
NATIONAL = (
    ("nla", "arbeidsinspectie", "Nederlandse Arbeidsinspectie", ("nla", "nla", "reporter")),
    ("kmar", "marechaussee", "Koninklijke Marechaussee", ("kmar", "kmar")),
    (
        "comensha",
        "comensha",
        "CoMensha",
        ("registrar", "registrar", "data_protection_officer", "data_protection_officer"),
    ),
    (
        "fallback_desk",
        "landelijk-vangnet",
        "Landelijk vangnet (bij CoMensha)",
        ("fallback_desk", "fallback_desk"),
    ),
    ("prosecutor", "openbaar-ministerie", "Openbaar Ministerie", ("ambassador",)),
    ("fairwork", "fairwork", "FairWork", ("ambassador", "reporter")),
    (
        "shelter",
        "leger-des-heils",
        "Leger des Heils, opvang slachtoffers mensenhandel",
        ("shelter_manager", "reporter"),
    ),
    ("shelter", "opvang-noord", "Opvang De Brug (fictief)", ("shelter_manager", "shelter_manager")),
    ("shelter", "opvang-zuid", "Opvang De Haven (fictief)", ("shelter_manager", "shelter_manager")),
    ("tip_line", "meld-misdaad-anoniem", "Meld Misdaad Anoniem", ("reporter",)),
    ("research", "nationaal-rapporteur", "Nationaal Rapporteur Mensenhandel", ("researcher",)),
    ("other", "beheer-zicht", "Beheer Zicht", ("administrator", "data_protection_officer")),
    ("other", "melder-niet-bekend", "Melder niet bekend (cijfers 2012)", ()),
)
SHOWCASE = (
    ("gemeente-ede", "reporter", "signaleerder.ede"),
    ("gemeente-ede", "contact_officer", "aandachtsfunctionaris.ede"),
    ("zvh-gelderland-midden", "chain_director", "ketenregisseur.gelderland-midden"),
    ("zorgcoordinatie-gelderland-midden", "care_coordinator", "zorgcoordinator.gelderland-midden"),
    ("politie-oost-nederland", "tmm", "politie.oost-nederland"),
    ("arbeidsinspectie", "nla", "arbeidsinspectie"),
    ("comensha", "registrar", "registrator.comensha"),
    ("nationaal-rapporteur", "researcher", "onderzoeker"),
    ("gemeente-ede", "data_protection_officer", "fg.ede"),
    ("gemeente-ede", "administrator", "beheerder.ede"),
    ("gemeente-utrecht", "contact_officer", "aandachtsfunctionaris.utrecht"),
)
"""Ten accounts, one for each function, and an eleventh: the contact officer of another municipality."""


@lru_cache(maxsize=1)
def demonstration_chain() -> Chain:
    """The chain on the latest shipped edition; always the same people."""
    return _Builder(read_edition(), Random(SEED)).build()


def notifying_organisation(notifier: str, municipality_code: str | None) -> str:
    """Slug of the organisation that stands for a notifier of the published table at a place.

    Regional notifiers need a place; `other` is Veilig Thuis of the region, or a shelter when the place is
    unknown."""
    fixed = {
        "kmar": "marechaussee",
        "nla": "arbeidsinspectie",
        "fairwork": "fairwork",
        "unknown": "melder-niet-bekend",
    }
    if notifier in fixed:
        return fixed[notifier]
    if notifier == "other" and municipality_code is None:
        return "leger-des-heils"
    edition = read_edition()
    if notifier == "police":
        return f"politie-{slug(edition.region_of(municipality_code, 'police_unit').name)}"
    prefix = {"care_coordinators": "zorgcoordinatie", "other": "veilig-thuis"}[notifier]
    return f"{prefix}-{slug(edition.region_of(municipality_code, working_region_kind(edition)).name)}"


def working_region_kind(edition: Edition) -> str:
    """The kind of region in which chain directors and care coordinators work."""
    return "zvh" if "zvh" in edition.kinds else "safety_region"


def slug(text: str) -> str:
    """Lower-case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


class _Builder:
    """Adds organisations and people one after the other, so that keys and names stay the same."""

    def __init__(self, edition: Edition, random: Random):
        self.edition = edition
        self.random = random
        self.organisations: list[Organisation] = []
        self.colleagues: dict[str, Colleague] = {}
        self.assignments: list[Assignment] = []
        self.municipal_slugs: dict[str, str] = {}
        self.officers: dict[str, list[Assignment]] = {m.code: [] for m in edition.municipalities}
        names = Counter(m.short_name for m in edition.municipalities)
        self.ambiguous = {name for name, count in names.items() if count > 1}
        self.showcase = {(organisation, function): name for organisation, function, name in SHOWCASE}

    def build(self) -> Chain:
        for municipality in self.edition.municipalities:
            self._municipality(municipality)
        self._lend_contact_officers()
        kind = working_region_kind(self.edition)
        for organisation_kind, prefix, name, functions in REGIONAL:
            self._per_region(kind, organisation_kind, prefix, name, functions)
        for row in OTHER_REGIONS:
            self._per_region(*row)
        for organisation_kind, key, name, functions in NATIONAL:
            self._staff(self._organisation(key, organisation_kind, name, "nation", "NL"), functions)
        absences = tuple(Absence(self._first_officer(code), -3, 11) for code in AWAY)
        return Chain(
            tuple(self.organisations), tuple(self.colleagues.values()), tuple(self.assignments), absences
        )

    def _municipality(self, municipality: Municipality) -> None:
        name = municipality.name if municipality.short_name in self.ambiguous else municipality.short_name
        key = self._organisation(
            f"gemeente-{slug(name)}", "municipality", f"Gemeente {name}", "municipality", municipality.code
        )
        self.municipal_slugs[municipality.code] = key
        self._staff(key, _municipal_functions(municipality))
        self.officers[municipality.code] = self._contact_officers(key)

    def _contact_officers(self, key: str) -> list[Assignment]:
        """Of the organisation that was added last."""
        latest = takewhile(lambda a: a.organisation_slug == key, reversed(self.assignments))
        return [a for a in latest if a.function == "contact_officer"]

    def _lend_contact_officers(self) -> None:
        """Every municipality without a second contact officer gets the nearest one in the region as
        deputy."""
        for municipality in self.edition.municipalities:
            if municipality.code in NOBODY or any(a.deputy for a in self.officers[municipality.code]):
                continue
            neighbour = min(self._lenders(municipality), key=lambda other: _distance(municipality, other))
            lender = self._first_officer(neighbour.code)
            borrower = self.municipal_slugs[municipality.code]
            self.assignments.append(Assignment(lender, borrower, "contact_officer", deputy=True))

    def _lenders(self, borrower: Municipality):
        """Other municipalities of the region with a contact officer of their own who is not away."""
        kind = working_region_kind(self.edition)
        for code in self.edition.members(kind, self.edition.region_of(borrower.code, kind).code):
            if code != borrower.code and code not in AWAY and self.officers[code]:
                yield self.edition.municipality(code)

    def _first_officer(self, code: str) -> str:
        return next(a.colleague_key for a in self.officers[code] if not a.deputy)

    def _per_region(
        self, area_kind: str, kind: str, prefix: str, name: str, functions: tuple[str, ...]
    ) -> None:
        for region in self.edition.regions:
            if region.kind == area_kind:
                key = "-".join(filter(None, (prefix, slug(region.name))))
                self._staff(
                    self._organisation(key, kind, name.format(region.name), area_kind, region.code), functions
                )

    def _organisation(self, key: str, kind: str, name: str, area_kind: str, area_code: str) -> str:
        phone = f"(000) 000 {len(self.organisations):04d}"
        self.organisations.append(Organisation(key, kind, name, area_kind, area_code, phone))
        return key

    def _staff(self, organisation: str, functions: tuple[str, ...]) -> None:
        taken: set[str] = set()
        for function in functions:
            deputy = function in taken and function != "reporter"
            shown = self.showcase.get((organisation, function)) if function not in taken else None
            self.assignments.append(Assignment(self._colleague(shown), organisation, function, deputy))
            taken.add(function)

    def _colleague(self, shown: str | None) -> str:
        pool = self.random.choice(POOLS)
        given = given_name(pool, self.random.choice(("female", "male")), self.random).split()[0]
        name = f"{given} {family_name(pool, self.random)}"
        key, number = slug(name), 1
        while key in self.colleagues:
            number += 1
            key = f"{slug(name)}-{number}"
        self.colleagues[key] = Colleague(key, name, f"{shown or key}@{MAIL_DOMAIN}", shown is not None)
        return key


def _municipal_functions(municipality: Municipality) -> tuple[str, ...]:
    size = municipality.inhabitants
    functions: list[str] = []
    if size >= SMALL and municipality.code not in VACANT:
        functions += ["contact_officer"] + ["contact_officer"] * (size >= MEDIUM)
    functions += ["reporter"] * (3 if size >= LARGE else 1)
    functions += ["ambassador"] * (size >= MEDIUM)
    functions += ["administrator", "data_protection_officer"] * (size >= LARGE)
    return tuple(functions)


def _distance(one: Municipality, other: Municipality) -> float:
    return ((one.longitude - other.longitude) * 0.61) ** 2 + (one.latitude - other.latitude) ** 2
