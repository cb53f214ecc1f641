"""RG2: when who notifies is data in versions; a change is proposed, shown, and agreed to by a second person."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse

from zicht.casework.register import criteria, criteria_changes, services
from zicht.casework.register.models import CriterionProposal, NotificationCriterion
from zicht.casework.register.tests import cast
from zicht.chain.custody import deadlines
from zicht.chain.custody.workflow import NotPossible
from zicht.foundation.access import acting, as_worker
from zicht.foundation.organisations.models import FunctionAssignment, Organisation

WORDS = "Een ernstig vermoeden"


@pytest.fixture
def criterion(country):
    """The criterion of the GGD; what a test added is taken away again."""
    old = NotificationCriterion.objects.get(organisation_kind="ggd")
    known = list(NotificationCriterion.objects.values_list("pk", flat=True))
    yield old
    with as_worker():
        CriterionProposal.objects.all().update(made=None, replaces=None)
        NotificationCriterion.objects.exclude(pk__in=known).delete()
        NotificationCriterion.objects.filter(pk=old.pk).update(valid_until=None)


def second(country):
    """The colleague of the registrar at CoMensha."""
    first = cast.registrar(country)
    found = FunctionAssignment.objects.filter(function="registrar", organisation_id=first.organisation_id)
    return country._as_actor(found.exclude(account_id=first.person_id).select_related("account", "organisation").first())


def proposed(country, criterion, days=0):
    return criteria_changes.propose_change(
        criterion.pk, label=WORDS, due_days=14, valid_from=deadlines.today() + timedelta(days=days), because="Afgesproken in juni.",
        actor=cast.registrar(country),
    )  # fmt: skip


def test_RG2_a_proposal_changes_nothing_until_a_second_person_agrees(country, criterion):
    """RG2: four eyes."""
    waiting = proposed(country, criterion)
    assert criteria.valid().filter(organisation_kind="ggd").get() == criterion
    with pytest.raises(NotPossible):
        criteria_changes.agree(waiting.pk, actor=cast.registrar(country))
    new = criteria_changes.agree(waiting.pk, actor=second(country))
    assert criteria.valid().filter(organisation_kind="ggd").get() == new
    assert (new.label, new.due_days, new.code, new.statutory) == (WORDS, 14, criterion.code, False)
    assert new.proposal.judged_by_id == second(country).person_id
    criterion.refresh_from_db()
    assert criterion.valid_until == new.valid_from


def test_RG2_the_database_refuses_an_agreement_by_who_proposed(country, criterion):
    waiting = proposed(country, criterion)
    with as_worker(), pytest.raises(IntegrityError, match="a_second_person_agrees"):
        CriterionProposal.objects.filter(pk=waiting.pk).update(agreed=True, judged_by=waiting.proposed_by_id)


def test_RG2_a_version_for_later_holds_from_its_day(country, criterion):
    waiting = proposed(country, criterion, days=30)
    criteria_changes.agree(waiting.pk, actor=second(country))
    assert criteria.valid().filter(organisation_kind="ggd").get() == criterion
    later = deadlines.today() + timedelta(days=30)
    assert criteria.valid(later).filter(organisation_kind="ggd").get().label == WORDS


def test_RG2_a_criterion_has_one_open_proposal_and_a_judged_one_stays_judged(country, criterion):
    waiting = proposed(country, criterion)
    with pytest.raises(NotPossible):
        proposed(country, criterion)
    criteria_changes.decline(waiting.pk, actor=cast.registrar(country))
    with pytest.raises(NotPossible):
        criteria_changes.agree(waiting.pk, actor=second(country))
    assert criteria.valid().filter(organisation_kind="ggd").get() == criterion
    assert proposed(country, criterion).judged_at is None


@pytest.mark.parametrize("days", [-1, -4000 * 3])
def test_RG2_a_version_never_begins_in_the_past(country, criterion, days):
    with pytest.raises(NotPossible):
        proposed(country, criterion, days)


def test_RG2_the_preview_tells_what_an_own_criterion_sets_aside(country, criterion):
    """RG2: an organisation with an own criterion no longer follows those of its kind; that is said beforehand."""
    one = Organisation.objects.filter(kind="municipality", active=True).first()
    wanted = criteria_changes.propose_new(
        organisation_kind="municipality", organisation=one, code="own", label=WORDS, due_days=7, valid_from=deadlines.today(),
        because="Op verzoek van de gemeente.", actor=cast.registrar(country),
    )  # fmt: skip
    with acting(cast.registrar(country)):
        shown = criteria_changes.preview(wanted)
    assert shown.organisations == [one]
    assert [row.code for row in shown.set_aside] == ["slightest_indication"]
    criteria_changes.agree(wanted.pk, actor=second(country))
    assert [row.code for row in criteria.of(one)] == ["own"]


def test_RG2_the_preview_counts_notifications_under_the_criterion(country):
    victim = services.register(None, cast.PERSON, actor=cast.police(country))
    services.notify(victim.id, cast.BY_LAW, actor=cast.police(country))
    old = criteria.valid().get(organisation_kind="police", code="complaint")
    wanted = criteria_changes.propose_change(
        old.pk, label=WORDS, due_days=14, valid_from=deadlines.today(), because="Nieuwe aanwijzing.", actor=cast.registrar(country)
    )
    with acting(cast.registrar(country)):
        shown = criteria_changes.preview(wanted)
    assert shown.used == 1
    assert cast.police(country).organisation_id in {one.pk for one in shown.organisations}


def test_RG2_two_registrars_change_a_criterion_on_the_screen(country, criterion, browser_client):
    """RG2: proposed with what changes, agreed to by another; who agreed is shown in the list."""
    address = reverse("register:change_criterion", args=[criterion.pk])
    assert browser_client.login(cast.officer(country)).get(address).status_code == 403
    client = browser_client.login(cast.registrar(country))
    said = {"label": WORDS, "due_days": 14, "valid_from": deadlines.today().isoformat(), "because": "Afgesproken in juni."}
    assert client.post(address, said | {"because": ""}).status_code == 422
    assert client.post(address, said | {"valid_from": "2001-01-01"}).status_code == 409
    page = client.post(address, said, follow=True)
    waiting = CriterionProposal.objects.get()
    text = page.content.decode()
    assert criterion.label in text
    assert WORDS in text
    assert "Trek het voorstel in" in text
    assert "Wacht op een tweede persoon" in client.get(reverse("register:criteria")).content.decode()
    judge = reverse("register:judge_proposal", args=[waiting.pk])
    assert "U hebt dit voorstel zelf gedaan" in client.post(judge, {"oordeel": "akkoord"}, follow=True).content.decode()
    colleague = browser_client.login(second(country))
    listed = colleague.post(judge, {"oordeel": "akkoord"}, follow=True).content.decode()
    assert WORDS in listed
    assert f"akkoord van {second(country).name}" in listed
    assert "Geldt niet meer" in listed
