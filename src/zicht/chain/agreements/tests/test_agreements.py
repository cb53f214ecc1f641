"""SH1: agreements are data: who may share what with whom, from draft to ended, with a second person in
between.
"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection

from zicht.chain.agreements import services
from zicht.chain.agreements.library import BY_SLUG, TEMPLATES
from zicht.chain.agreements.models import Agreement, AgreementParty
from zicht.chain.agreements.tests import cast
from zicht.chain.agreements.workflow import TRANSITIONS, Event, State, after
from zicht.foundation.access import acting
from zicht.foundation.acts.clock import today
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.organisations.models import Region

EDE, CARE, SAFE_HOME, POLICE = (
    "gemeente-ede",
    "zorgcoordinatie-gelderland-midden",
    "veilig-thuis-gelderland-midden",
    "politie-oost-nederland",
)


def between(country, giver, receiver, purpose, **more):
    return [
        row.template
        for row in services.between(
            country.organisation(giver).id, country.organisation(receiver).id, purpose, **more
        )
    ]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("event", Event)
def test_SH1_only_what_stands_in_the_table_is_possible(state, event):
    """SH1."""
    if (state, event) in TRANSITIONS:
        assert after(state, event) == TRANSITIONS[state, event]
    else:
        with pytest.raises(NotPossible):
            after(state, event)


def test_SH1_an_agreement_counts_from_draft_through_a_second_person_until_it_is_ended(country):
    """SH1."""
    agreement = cast.drafted(country)
    assert between(country, EDE, CARE, "care") == []
    services.review(agreement.pk, actor=cast.second(country))
    assert between(country, EDE, CARE, "care") == []
    services.start(agreement.pk, actor=cast.keeper(country))
    assert between(country, EDE, CARE, "care") == ["zvh-covenant"]
    services.ask_to_end(agreement.pk, "Wij maken een nieuwe.", actor=cast.keeper(country))
    services.end(agreement.pk, actor=cast.second(country))
    assert between(country, EDE, CARE, "care") == []


def test_SH1_nobody_reviews_their_own_agreement(country):
    """SH1: refused by the act, and by PostgreSQL for whoever goes around it."""
    agreement = cast.drafted(country)
    with pytest.raises(NotPossible):
        services.review(agreement.pk, actor=cast.keeper(country))
    with pytest.raises(DatabaseError), acting(cast.keeper(country)):
        Agreement.objects.filter(pk=agreement.pk).update(
            state="reviewed", reviewed_by=cast.keeper(country).person_id
        )
    with pytest.raises(DatabaseError), acting(cast.keeper(country)):
        Agreement.objects.filter(pk=agreement.pk).update(
            state="reviewed", reviewed_by=cast.second(country).person_id
        )
    with pytest.raises(DatabaseError), acting(cast.keeper(country)):
        Agreement.objects.filter(pk=agreement.pk).update(state="in_force")


def test_SH1_what_was_reviewed_does_not_change_and_is_never_deleted(country):
    """SH1."""
    agreement = cast.in_force(country)
    for change in ({"level": 2}, {"conditions": ["consent"]}, {"ends_on": today()}):
        with pytest.raises(DatabaseError), acting(cast.keeper(country)):
            Agreement.objects.filter(pk=agreement.pk).update(**change)
    with pytest.raises(DatabaseError), acting(cast.keeper(country)):
        AgreementParty.objects.create(agreement=agreement, kind="research")
    with pytest.raises(DatabaseError), acting(cast.keeper(country)), connection.cursor() as cursor:
        cursor.execute("DELETE FROM agreements_agreement")
    with pytest.raises(NotPossible):
        services.revise(agreement.pk, {"title": "Anders"}, [], actor=cast.keeper(country))


def test_SH1_changing_what_was_reviewed_asks_for_a_new_look(country):
    """SH1."""
    agreement = cast.drafted(country)
    services.review(agreement.pk, actor=cast.second(country))
    services.revise(
        agreement.pk,
        {"title": "Anders"},
        services.parties_of_kinds(["zvh"], ["zvh"]),
        actor=cast.keeper(country),
    )
    with pytest.raises(NotPossible):
        services.start(agreement.pk, actor=cast.keeper(country))


def test_SH1_safe_home_and_the_care_coordinator_are_no_party_to_the_riec_covenant(country):
    """SH1."""
    agreement = cast.in_force(country, "riec-covenant")
    assert between(country, EDE, POLICE, "administrative") == ["riec-covenant"]
    assert (
        between(country, EDE, CARE, "administrative")
        == between(country, EDE, SAFE_HOME, "administrative")
        == []
    )
    here = {country.organisation(slug).id for slug in (EDE, POLICE, CARE)}
    assert services.not_party(agreement, here) == {country.organisation(CARE).id}
    assert services.in_force(here, "administrative") == []
    assert services.in_force(here - {country.organisation(CARE).id}, "administrative") == [agreement]


def test_SH1_the_statutory_duty_goes_one_way(country):
    """SH1."""
    cast.in_force(country, "statutory-duty-comensha")
    assert between(country, POLICE, "comensha", "registration") == ["statutory-duty-comensha"]
    assert between(country, "comensha", POLICE, "registration") == []


def test_SH1_an_agreement_counts_in_its_period_only(country):
    """SH1."""
    agreement = cast.drafted(country, starts_on=today() + timedelta(days=3))
    services.review(agreement.pk, actor=cast.second(country))
    services.start(agreement.pk, actor=cast.keeper(country))
    assert between(country, EDE, CARE, "care") == []
    assert between(country, EDE, CARE, "care", at=today() + timedelta(days=3)) == ["zvh-covenant"]


def test_SH1_a_region_narrows_kinds_of_parties_to_those_at_work_there(country):
    """SH1: also the police, whose own regions are larger, and national parties."""
    region = Region.objects.get(pk=country.organisation("zvh-gelderland-midden").region_id)
    cast.in_force(country, region=region)
    assert between(country, EDE, CARE, "care") == between(country, EDE, POLICE, "care") == ["zvh-covenant"]
    assert between(country, EDE, "gemeente-utrecht", "care") == []
    assert between(country, EDE, "politie-midden-nederland", "care") == []


def test_SH1_another_organisation_cannot_touch_an_agreement_it_has_no_part_in(country):
    """SH1: and a party may step out, which ends it for all."""
    stranger = country.actor("data_protection_officer", "comensha")
    agreement = cast.in_force(country)
    with pytest.raises(PermissionDenied):
        services.ask_to_end(agreement.pk, "Weg ermee.", actor=stranger)
    own = cast.drafted(country)
    with pytest.raises(DatabaseError), acting(stranger):
        AgreementParty.objects.filter(agreement=own).update(gives=False)
    leaving = country.actor("data_protection_officer", EDE)
    services.ask_to_end(agreement.pk, "Wij stappen eruit.", actor=leaving)
    with pytest.raises(NotPossible):
        services.end(agreement.pk, actor=leaving)
    services.end(agreement.pk, actor=country.actor("administrator", EDE))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.slug)
def test_SH1_every_template_can_be_brought_in_force(country, template):
    """SH1."""
    assert cast.in_force(country, template.slug).state == State.IN_FORCE
    assert BY_SLUG[template.slug].article
