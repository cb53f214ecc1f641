"""CoMensha's list with names, and the yearly delivery to the National Rapporteur: pseudonymised, with a
codebook.

Telephone and document numbers are in neither: they are there to recognise someone by, inside the register.

The pseudonym is a keyed digest of the person for one year: within a delivery a person can be followed,
between deliveries and back to the register not without the key of this installation.
"""

from collections import Counter
from datetime import date

from django.db.models import Min

from zicht.casework.register import choices
from zicht.casework.register.delivering.services import exporting
from zicht.casework.register.duties import criteria
from zicht.casework.register.linkage.services import regrouping
from zicht.casework.register.models import Notification
from zicht.casework.register.persons import words
from zicht.casework.register.vocabulary import NotificationBasis, NotifierKind, Sex
from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.foundation.access import Actor, use_case
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.vault import sealing

LIST = (
    "kenmerk",
    "gemeld_op",
    "melder",
    "naam",
    "geboren",
    "geslacht",
    "nationaliteit",
    "land_van_herkomst",
    "verblijfsstatus",
    "vorm",
    "sector",
    "gemeente",
    "criterium",
    "grondslag",
    "periode_van",
    "periode_tot",
    "ontbreekt",
    "opmerkingen",
)
CODEBOOK = {
    "persoon": (
        "pseudoniem van de persoon binnen deze levering; dezelfde persoon heeft in elke rij hetzelfde"
        " pseudoniem"
    ),
    "jaar": "jaar van de melding",
    "maand": "maand van de melding, 1 tot en met 12",
    "melder": f"soort melder: {', '.join(f'{value} = {label}' for value, label in NotifierKind.choices)}",
    "vormen": (
        "vormen van uitbuiting, met + ertussen:"
        f" {', '.join(f'{value} = {label}' for value, label in ExploitationForm.choices)}"
    ),
    "sector": "letter van de SBI 2008, of een omgeving (window, online, drugs …); leeg is niet bekend",
    "gemeente": "code van de gemeente van uitbuiting (CBS); leeg is niet bekend",
    "geslacht": f"{', '.join(f'{value} = {label}' for value, label in Sex.choices)}",
    "geboortejaar": "leeg is niet bekend",
    "nationaliteit": "eerste nationaliteit, ISO 3166-1; XX is staatloos; leeg is niet bekend",
    "land_van_herkomst": "ISO 3166-1; leeg is niet bekend",
    "grondslag": f"{', '.join(f'{value} = {label}' for value, label in NotificationBasis.choices)}",
    "eerste_keer": "1 als de persoon niet in een eerder jaar is gemeld, anders 0",
    "meldingen_van_persoon": "aantal meldingen van deze persoon in dit jaar",
}
PSEUDONYM_LENGTH = 16


@use_case
def comensha_list(*, actor: Actor, year: int) -> tuple[tuple[str, ...], list[tuple]]:
    """Return the notifications of a year that the actor sees, with names, in words: (heading, rows)."""
    labels = criteria.labels()
    rows = []
    for case in exporting.cases(exporting.chosen(year)):
        facts, known = case.facts, dict(words.person_facts(case.identity))
        rows.append(
            (
                case.person_reference,
                case.notified_on.isoformat(),
                case.organisation_name,
                known["Naam"],
                known["Geboren"],
                known["Geslacht"],
                known["Nationaliteit"],
                known["Land van herkomst"],
                known["Verblijfsstatus"],
                words.forms_in_words(facts.forms),
                choices.sector_name(facts.sector),
                case.municipality_name,
                labels.get(facts.criterion, facts.criterion),
                facts.basis,
                facts.period_from,
                facts.period_until,
                "; ".join(case.missing),
                facts.remarks,
            )
        )
    audit.record(actor, Action.EXPORTED, "notification", "", format="list", count=len(rows), year=year)
    return LIST, rows


@use_case
def rapporteur(*, actor: Actor, year: int) -> tuple[tuple[str, ...], list[tuple]]:
    """Return the pseudonymised notifications of a year: (heading, rows), shuffled by pseudonym. No name,
    no day, no reference."""
    said = list(exporting.chosen(year))
    heads = regrouping.heads_of({row.victim_id for row in said})
    first = _first_years(set(heads.values()))
    count = Counter(heads[row.victim_id] for row in said)
    rows = sorted(
        (
            _pseudonym(heads[row.victim_id], year),
            year,
            row.notified_on.month,
            row.notifier,
            "+".join(sorted(row.forms)),
            row.sector,
            row.municipality_id or "",
            row.victim.sex,
            row.victim.birth_year or "",
            (*row.victim.nationalities, "")[0],
            row.victim.country_of_origin,
            row.basis,
            int(first.get(heads[row.victim_id], year) >= year),
            count[heads[row.victim_id]],
        )
        for row in said
    )
    audit.record(actor, Action.EXPORTED, "notification", "", format="rapporteur", count=len(rows), year=year)
    return tuple(CODEBOOK), rows


def codebook() -> tuple[tuple[str, str], list[tuple[str, str]]]:
    """Return the codebook of the Rapporteur's delivery: (heading, rows)."""
    return ("kolom", "betekenis"), list(CODEBOOK.items())


def _pseudonym(person, year: int) -> str:
    return sealing.digest("rapporteur", f"{year}|{person}").hex()[:PSEUDONYM_LENGTH]


def _first_years(heads: set) -> dict:
    """The first year in which each person, with whoever counts as the same, was notified."""
    found: dict = {}
    groups = regrouping.members_of(heads)
    of = {member: head for head, members in groups.items() for member in members}
    days = (
        Notification.objects.filter(victim_id__in=of, corrected_by__isnull=True)
        .values("victim_id")
        .annotate(on=Min("notified_on"))
    )
    for row in days:
        head = of[row["victim_id"]]
        found[head] = min(found.get(head, date.max.year), row["on"].year)
    return found
