"""The people of the tests and one person who does not exist."""

from datetime import date

from zicht.casework.register.notifying.facts import Facts
from zicht.casework.register.persons.identity import Identity
from zicht.foundation.organisations.models import FunctionAssignment

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


def registrar(country, number: int = 0):
    """Return the first registrar of CoMensha, or a later one."""
    posts = FunctionAssignment.objects.filter(function="registrar", organisation__slug="comensha")
    first = country.actor("registrar", "comensha")
    others = posts.exclude(account=first.person_id).select_related("account", "organisation").order_by("id")
    return country._as_actor(others[number - 1]) if number else first


def outsider(country):
    return country.actor("contact_officer", "gemeente-utrecht")
