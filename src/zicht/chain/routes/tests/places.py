"""A small country in the database: two regions, three municipalities and the people who work there."""

from datetime import date
from types import SimpleNamespace

from zicht.foundation.access import Actor
from zicht.foundation.accounts.models import Account
from zicht.foundation.organisations.models import (
    Absence,
    FunctionAssignment,
    Membership,
    Municipality,
    Organisation,
    Region,
)

LONG_AGO = date(2020, 1, 1)


def small_country() -> SimpleNamespace:
    """Noordstad and Zuiddam in region Noord, Eiland in region Zee, and everybody at work; nobody else is."""
    Organisation.objects.update(active=False)
    noord = Region.objects.create(kind="safety_region", code="VR91", name="Noord")
    zee = Region.objects.create(kind="safety_region", code="VR92", name="Zee")
    places = {
        "GM9001": _municipality("GM9001", "Noordstad", noord),
        "GM9002": _municipality("GM9002", "Zuiddam", noord),
        "GM9003": _municipality("GM9003", "Eiland", zee),
    }
    country = SimpleNamespace(noord=noord, zee=zee, **places)
    country.officers = {
        code: employ("contact_officer", "municipality", municipality=m) for code, m in places.items()
    }
    for region in (noord, zee):
        employ("care_coordinator", "care_coordination", region=region)
        employ("duty_officer", "care_coordination", region=region)
        employ("tmm", "police", region=region)
        employ("safe_home", "safe_home", region=region)
    country.director = employ("chain_director", "zvh", region=noord)
    country.other_director = employ("chain_director", "zvh", region=zee)
    country.desk = employ("fallback_desk", "fallback_desk")
    country.nla = employ("nla", "nla")
    country.kmar = employ("kmar", "kmar")
    return country


def employ(function: str, kind: str, *, deputy: bool = False, **area) -> Actor:
    """A new colleague with a function in the organisation of that kind for an area."""
    name = "-".join([kind, *(str(place).lower() for place in area.values())])
    organisation, _ = Organisation.objects.get_or_create(
        slug=name, defaults={"name": name, "kind": kind, **area}
    )
    count = Account.objects.count()
    account = Account.objects.create(email=f"{function}.{count}@zicht.example", name=f"Collega {count}")
    FunctionAssignment.objects.create(
        account=account, organisation=organisation, function=function, starts_on=LONG_AGO, deputy=deputy
    )
    return Actor(organisation.pk, account.pk, (function,), account.name, organisation.name)


def send_away(actor: Actor, day: date) -> Absence:
    return Absence.objects.create(account_id=actor.person_id, starts_on=day, ends_on=day)


def _municipality(code: str, name: str, region: Region) -> Municipality:
    place = Municipality.objects.create(code=code, name=name, short_name=name, valid_from=LONG_AGO)
    Membership.objects.create(region=region, municipality=place, valid_from=LONG_AGO)
    return place


def holder_of(function: str, organisation: str) -> Actor:
    """Someone of the demonstration chain who has a function there."""
    held = FunctionAssignment.objects.filter(function=function, organisation__slug=organisation)
    assignment = held.select_related("account", "organisation").first()
    return Actor(
        assignment.organisation_id,
        assignment.account_id,
        (function,),
        assignment.account.name,
        assignment.organisation.name,
    )
