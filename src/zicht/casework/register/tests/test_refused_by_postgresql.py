"""What the application's own role tries by SQL against the register, PostgreSQL refuses (FB3, RG1, RG2,
RG3, SH2).
"""

import uuid

import pytest
from django.db import DatabaseError, connection, connections, transaction

from zicht.casework.register.notifying.services import deciding, filing
from zicht.casework.register.persons import identity, services
from zicht.casework.register.tests import cast
from zicht.foundation.access import acting

TABLES = (
    "register_presumedvictim",
    "register_victimversion",
    "register_identitykey",
    "register_blockingkey",
    "register_victimsignal",
    "register_notification",
    "register_registrationdecision",
    "register_obligation",
)


@pytest.fixture
def case(country):
    """A signal with a person whom the police registered, completed, agreed on and notified."""
    signal, police = country.signal(), cast.police(country)
    victim = services.register(signal.id, identity.Identity(initials="Z"), actor=police)
    services.complete(victim.id, cast.PERSON, 1, actor=police)
    filing.notify(victim.id, cast.BY_LAW, actor=police)
    return signal, victim


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def refused(statement: str, *values):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("table", TABLES)
def test_SH2_an_outsider_counts_nothing_and_an_insider_something(country, case, table):
    with acting(cast.outsider(country)):
        assert count(table) == 0
    with acting(cast.police(country)):
        assert count(table) > 0


@pytest.mark.parametrize("table", TABLES)
def test_SH2_without_an_acting_person_no_row_is_read(country, case, table):
    refused(f"SELECT count(*) FROM {table}")


def test_SH2_holders_of_the_signal_see_that_someone_was_registered_but_not_who(country, case):
    with acting(cast.officer(country)):
        assert count("register_victimsignal") == 1
        assert count("register_registrationdecision") == 1
        assert (
            count("register_presumedvictim")
            == count("register_notification")
            == count("register_identitykey")
            == count("register_blockingkey")
            == 0
        )


def test_FB3_who_gave_the_signal_does_not_see_that_someone_was_registered(country):
    from zicht.chain.intake import services as intake

    reporter = country.actor("reporter", "gemeente-ede")
    signal = intake.submit(country.report(channel="professional"), actor=reporter)
    services.register(signal.id, cast.PERSON, actor=cast.officer(country))
    with acting(reporter):
        assert count("signals_signal") == 1
        assert count("register_victimsignal") == count("register_registrationdecision") == 0


@pytest.mark.parametrize(
    "table", ["register_notification", "register_registrationdecision", "register_victimsignal"]
)
def test_RG1_what_was_filed_is_never_changed_or_deleted(country, case, table):
    with acting(cast.police(country)):
        refused(f"UPDATE {table} SET victim_id = victim_id")
        refused(f"DELETE FROM {table}")
    with connections["migrate"].cursor() as owner:
        owner.execute(f"DELETE FROM {table}")
        assert owner.rowcount == 0, "row-level security binds the owner too"


def test_RG1_a_person_is_never_deleted_and_no_version_is_skipped(country, case):
    with acting(cast.police(country)):
        refused("DELETE FROM register_presumedvictim")
        refused("UPDATE register_presumedvictim SET version = 9")
        refused("UPDATE register_presumedvictim SET registered_on = registered_on")
        refused("UPDATE register_victimversion SET sex = 'male'")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE register_presumedvictim SET sex = 'male' RETURNING version")
            assert cursor.fetchone() == (3,)
        assert count("register_victimversion") == 2


def test_RG1_nobody_notifies_in_the_name_of_another_organisation(country, case):
    police, other = cast.police(country), cast.coordinator(country)
    insert = """INSERT INTO register_notification (id, victim_id, organisation_id, notifier, notified_on,
        forms, sector, criterion,
        basis, consent, filed_by, filed_at) VALUES (%s, %s, %s, 'police', now(), '{sexual}', '', '',
            'consent', true, %s, now())"""
    with acting(police):
        refused(insert, uuid.uuid4(), case[1].id, other.organisation_id, police.person_id)
        refused(insert, uuid.uuid4(), case[1].id, police.organisation_id, other.person_id)
    with acting(other):
        refused(insert, uuid.uuid4(), case[1].id, other.organisation_id, other.person_id)


def test_RG2_nobody_ends_the_duty_of_another_organisation(country, case):
    deciding.decide(
        case[0].id,
        "will_report",
        "other_reports",
        actor=cast.officer(country),
        reporting_organisation=country.organisation("zorgcoordinatie-gelderland-midden"),
    )
    with acting(cast.officer(country)), connection.cursor() as cursor:
        cursor.execute("UPDATE register_obligation SET fulfilled_on = now()")
        assert cursor.rowcount == 0
    with acting(cast.coordinator(country)):
        refused("UPDATE register_obligation SET due_on = now()")


def test_SH2_a_person_cannot_be_tied_to_a_signal_one_does_not_see(country, case):
    utrecht = country.signal(municipality="GM0344")
    police = cast.police(country)
    with acting(police):
        refused(
            "INSERT INTO register_victimsignal (victim_id, signal_id, organisation_id, at) VALUES (%s, %s,"
            " %s, now())",
            case[1].id,
            utrecht.id,
            police.organisation_id,
        )


def test_RG3_the_question_known_elsewhere_answers_signed_in_people_only(country, case):
    asked = "SELECT * FROM sec.likely_persons('{1}', '{}', 10, 10, NULL)"
    refused(asked)
    with connections["intake"].cursor() as cursor, pytest.raises(DatabaseError):
        cursor.execute(asked)
