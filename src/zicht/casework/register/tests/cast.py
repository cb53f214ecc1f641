"""The people of the tests and one person who does not exist."""

from datetime import date

from zicht.casework.register.notifying.facts import Facts
from zicht.casework.register.persons.identity import Identity

PERSON = Identity(
    given_name="Zoë",
    infix="van de",
    family_name="Voorbeeld",
    birth_date=date(2001, 5, 4),
    sex="female",
    nationalities=("NL",),
    country_of_origin="NL",
    immigration_status="national",
)
BY_LAW = Facts(forms=("sexual",), criterion="complaint", basis="statutory_duty", municipality="GM0228")
WITH_CONSENT = Facts(forms=("sexual",), criterion="slightest_indication", basis="consent", consent=True)


def police(country):
    return country.actor("tmm", "politie-oost-nederland")


def coordinator(country):
    return country.actor("care_coordinator", "zorgcoordinatie-gelderland-midden")


def officer(country):
    return country.actor("contact_officer", "gemeente-ede")


def registrar(country):
    return country.actor("registrar", "comensha")


def outsider(country):
    return country.actor("contact_officer", "gemeente-utrecht")
