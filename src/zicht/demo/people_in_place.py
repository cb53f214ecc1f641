"""Puts the demonstration chain into the database: places, organisations, people with functions, absences."""

from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from zicht.demo.chain import Chain
from zicht.demo.organisations import demonstration_chain
from zicht.foundation.accounts.models import Account
from zicht.foundation.organisations.loading import load_edition
from zicht.foundation.organisations.models import Absence, FunctionAssignment, Organisation, Region
from zicht.reference.places import read_edition

PASSWORD = "voorbeeld-zicht-2026"
"""The password of every demonstration account; these people do not exist."""


def load_places_and_people(today: date) -> Chain:
    """Load the latest edition and the demonstration chain; a second run adds nothing. Returns the chain."""
    chain = demonstration_chain()
    load_edition(read_edition())
    if Organisation.objects.exists():
        return chain
    organisations = _organisations(chain)
    accounts = _accounts(chain)
    FunctionAssignment.objects.bulk_create(
        FunctionAssignment(
            account=accounts[row.colleague_key],
            organisation=organisations[row.organisation_slug],
            function=row.function,
            deputy=row.deputy,
            starts_on=today - timedelta(days=400),
        )
        for row in chain.assignments
    )
    Absence.objects.bulk_create(
        Absence(
            account=accounts[row.colleague_key],
            starts_on=today + timedelta(days=row.starts_in_days),
            ends_on=today + timedelta(days=row.ends_in_days),
        )
        for row in chain.absences
    )
    return chain


def _organisations(chain: Chain) -> dict[str, Organisation]:
    regions = {(region.kind, region.code): region for region in Region.objects.all()}
    rows = [
        Organisation(
            slug=row.slug,
            name=row.name,
            kind=row.kind,
            phone=row.phone,
            municipality_id=row.area_code if row.area_kind == "municipality" else None,
            region=(
                None if row.area_kind in ("municipality", "nation") else regions[row.area_kind, row.area_code]
            ),
        )
        for row in chain.organisations
    ]
    return {row.slug: row for row in Organisation.objects.bulk_create(rows)}


def _accounts(chain: Chain) -> dict[str, Account]:
    password = make_password(PASSWORD)
    rows = [
        Account(email=person.email, name=person.name, showcase=person.showcase, password=password)
        for person in chain.colleagues
    ]
    return {
        person.key: row
        for person, row in zip(chain.colleagues, Account.objects.bulk_create(rows), strict=True)
    }
