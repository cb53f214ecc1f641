"""SH5: sight because of acute danger: with a reason, narrow, ending by itself, seen by all holders,
reviewed by someone else.
"""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from zicht.chain.agreements.vocabulary import Level
from zicht.chain.grants.models import Grant
from zicht.chain.sharing.models import BreakGlass
from zicht.chain.sharing.services import break_glass
from zicht.chain.sharing.tests.sight import level_read
from zicht.foundation.access import Permission, acting, as_worker
from zicht.foundation.access.permissions import may
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit.models import AuditEvent
from zicht.foundation.organisations.vocabulary import Function

EDE, UTRECHT = "gemeente-ede", "gemeente-utrecht"


@pytest.fixture
def stranger(country):
    return country.actor("contact_officer", UTRECHT)


def opened(country, signal, actor, **more):
    return break_glass.open_for_myself(
        signal.reference, "contact_officer", "life", "Zij belde: hij heeft een mes.", actor=actor, **more
    )


def test_SH5_the_number_and_a_reason_open_a_signal_for_one_person_and_some_hours(country, stranger):
    """SH5."""
    signal = country.signal()
    assert level_read(stranger, "signal", signal.id) == 0
    opened(country, signal, stranger)
    assert level_read(stranger, "signal", signal.id) == Level.FULL
    with acting(stranger):
        grant = Grant.objects.get(subject_id=signal.id)
        row = BreakGlass.objects.get()
    assert (grant.account_id, grant.basis, grant.until) == (stranger.person_id, "vital_interest", row.until)
    assert (row.until - row.at).total_seconds() == break_glass.HOURS * 3600
    with as_worker():
        Grant.objects.filter(pk=grant.pk).update(until=row.at)
    assert level_read(stranger, "signal", signal.id) == 0


def test_SH5_all_holders_see_it_and_read_why(country, stranger):
    """SH5."""
    signal = country.signal()
    opened(country, signal, stranger)
    for function, organisation in (
        ("contact_officer", EDE),
        ("care_coordinator", "zorgcoordinatie-gelderland-midden"),
        ("tmm", "politie-oost-nederland"),
    ):
        with acting(country.actor(function, organisation)):
            (row,) = break_glass.of(signal.id)
            assert break_glass.words_of(row) == "Zij belde: hij heeft een mes."
    with acting(country.actor("contact_officer", "gemeente-nijmegen")):
        assert break_glass.of(signal.id) == []


def test_SH5_someone_else_reviews_within_a_day_and_not_justified_ends_it(country, stranger):
    """SH5."""
    signal, officer = country.signal(), country.actor("contact_officer", EDE)
    row = opened(country, signal, stranger)
    assert (row.review_due_at - row.at).total_seconds() == 86400
    with pytest.raises(NotPossible):
        break_glass.review(row.pk, "justified", actor=stranger)
    with acting(officer):
        assert list(break_glass.to_review(officer)) == [row]
    break_glass.review(row.pk, "not_justified", actor=officer)
    assert level_read(stranger, "signal", signal.id) == 0
    with acting(officer):
        assert list(break_glass.to_review(officer)) == []
    with pytest.raises(NotPossible):
        break_glass.review(row.pk, "justified", actor=officer)


def test_SH5_the_data_protection_officer_of_who_opened_it_reviews_without_seeing_the_signal(
    country, stranger
):
    """SH5."""
    signal, dpo = country.signal(), country.actor("data_protection_officer", UTRECHT)
    row = opened(country, signal, stranger)
    with acting(dpo):
        assert list(break_glass.to_review(dpo)) == [row]
        assert break_glass.words_of(row) == ""
    assert level_read(dpo, "signal", signal.id) == 0
    break_glass.review(row.pk, "justified", actor=dpo)
    with pytest.raises(Http404):
        break_glass.review(row.pk, "justified", actor=country.actor("data_protection_officer", "comensha"))


def test_SH5_postgresql_lets_nobody_review_their_own_or_change_the_reason(country, stranger):
    """SH5: SH2."""
    row = opened(country, country.signal(), stranger)
    for change in (
        {"finding": "justified", "reviewed_by": stranger.person_id, "reviewed_at": row.at},
        {"words": b"anders"},
    ):
        with acting(stranger):
            try:
                assert BreakGlass.objects.filter(pk=row.pk).update(**change) == 0
            except DatabaseError:
                connection.set_rollback(True)
    with as_worker():
        row.refresh_from_db()
        assert (row.finding, bytes(row.words) != b"anders") == ("", True)


def test_SH5_not_more_than_five_times_a_day_and_not_without_the_right_number(country, stranger):
    """SH5."""
    for _ in range(5):
        opened(country, country.signal(), stranger)
    with pytest.raises(NotPossible, match="vijf keer"):
        opened(country, country.signal(), stranger)
    with pytest.raises(NotPossible, match="niets gevonden"):
        break_glass.open_for_myself(
            "Z-0000-0000", "contact_officer", "life", "x", actor=country.actor("contact_officer", EDE)
        )


def test_SH5_who_sees_everything_may_show_it_to_a_function_elsewhere(country, stranger):
    """SH5: and who does not, may not."""
    signal, officer = country.signal(), country.actor("contact_officer", EDE)
    utrecht = country.organisation(UTRECHT).id
    key = uuid.uuid4()
    for _ in range(2):
        break_glass.show(
            "signal",
            signal.id,
            utrecht,
            "contact_officer",
            "violence",
            "Hij komt eraan.",
            actor=officer,
            key=key,
        )
    assert level_read(stranger, "signal", signal.id) == Level.FULL
    with as_worker():
        assert BreakGlass.objects.count() == 1
    with pytest.raises(NotPossible):
        break_glass.show(
            "signal",
            country.signal().id,
            country.organisation("leger-des-heils").id,
            "shelter_manager",
            "violence",
            "x",
            actor=stranger,
        )


BREAK = "SELECT sec.break_glass(gen_random_uuid(), 'signal', %s, %s, %s, 'life', 4)"


@pytest.mark.parametrize("function", list(Function))
def test_SH5_postgresql_opens_for_functions_that_may_share_and_for_no_other(country, function):
    """SH5: as on the page, whoever speaks to the database; and the event is written there."""
    try:
        actor = country.actor(function)
    except AssertionError:
        pytest.skip("nobody has this function here")
    signal, may_share = country.signal(), may(actor.functions, Permission.SHARE)
    values = [signal.id, actor.organisation_id, function]
    with acting(actor), connection.cursor() as cursor:
        if may_share:
            cursor.execute(BREAK, values)
        else:
            with pytest.raises(DatabaseError, match="not for this function"):
                cursor.execute(BREAK, values)
            transaction.set_rollback(True)
    events = AuditEvent.objects.using("audit").filter(action="break_glass_used", object_id=str(signal.id))
    assert [event.person_id for event in events] == ([actor.person_id] if may_share else [])
