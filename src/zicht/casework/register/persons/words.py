"""The register in words: a person's facts, what CoMensha still misses, notifications and duties as people
read them.
"""

from zicht.casework.register import choices
from zicht.casework.register.duties import criteria
from zicht.casework.register.models import Notification, PresumedVictim
from zicht.casework.register.persons import numbers
from zicht.casework.register.persons.identity import Identity
from zicht.casework.register.vocabulary import ImmigrationStatus, Missing, Sex
from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.foundation.ui import moments

PHONE, DOCUMENT = "Telefoonnummer", "Documentnummer"
NO_BREAK = "\u00a0"


def person_facts(person: Identity) -> list[tuple[str, str]]:
    """Return what is known of a person, each with its label; unknown stays empty."""
    names = choices.country_names()
    return [
        ("Naam", person.name),
        ("Geboren", _born(person)),
        ("Geslacht", "" if person.sex == Sex.UNKNOWN else Sex(person.sex).label),
        ("Nationaliteit", ", ".join(names.get(code, code) for code in person.nationalities)),
        ("Land van herkomst", names.get(person.country_of_origin, person.country_of_origin)),
        ("Verblijfsstatus", _status(person.immigration_status)),
        *numbers_of(person),
    ]


def numbers_of(person: Identity) -> list[tuple[str, str]]:
    """Return the numbers someone is recognised by, only those that are known: nobody is asked for them."""
    told = [(PHONE, numbers.readable(person.phone).replace(" ", NO_BREAK)), (DOCUMENT, person.document)]
    return [(label, value) for label, value in told if value]


def still_missing(victim: PresumedVictim, notification: Notification | None = None) -> list[str]:
    """Return what CoMensha still misses of a person and of the own notification, in words."""
    missing = [Missing(kind).label for kind in victim.missing]
    if notification:
        unknown = notification.forms == [ExploitationForm.UNKNOWN]
        lacks = {
            "Vorm van uitbuiting": unknown,
            "Sector of omgeving": not notification.sector,
            "Plaats": not notification.municipality_id,
        }
        missing += [label for label, lacking in lacks.items() if lacking]
    return missing


def nationality(victim: PresumedVictim) -> str:
    """Return the nationalities of a person in words."""
    names = choices.country_names()
    return ", ".join(names.get(code, code) for code in victim.nationalities)


def forms_in_words(forms) -> str:
    """Return the forms of exploitation in words."""
    return ", ".join(str(ExploitationForm(form).label) for form in forms)


def facts_of_notification(
    notification: Notification, words: dict, labels: dict | None = None
) -> list[tuple[str, str]]:
    """Return what a notification says, each with its label."""
    labels = criteria.labels() if labels is None else labels
    place = notification.municipality.name if notification.municipality_id else ""
    period = " tot ".join(
        part for part in (words.get("period_from", ""), words.get("period_until", "")) if part
    )
    stated = [("Naam zoals gemeld", words["stated_name"])] if words.get("stated_name") else []
    return [
        ("Vorm", forms_in_words(notification.forms)),
        ("Criterium", labels.get(notification.criterion, notification.criterion)),
        ("Grondslag", notification.get_basis_display()),
        ("Sector of omgeving", choices.sector_name(notification.sector)),
        ("Plaats", place),
        ("Periode", period),
        *stated,
        ("Opmerkingen", words.get("remarks", "")),
    ]


def _born(person: Identity) -> str:
    if person.birth_date:
        return moments.long_date(person.birth_date)
    return f"in {person.birth_year}" if person.birth_year else ""


def _status(status: str) -> str:
    return "" if status in ("", ImmigrationStatus.UNKNOWN) else ImmigrationStatus(status).label
