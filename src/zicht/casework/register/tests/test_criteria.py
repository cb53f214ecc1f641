"""RG2: when who notifies is data in versions; a change is proposed, shown, and agreed to by a second
person.
"""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from django.urls import reverse

from zicht.casework.register.duties import criteria
from zicht.casework.register.duties.services import changing as criteria_changes
from zicht.casework.register.models import CriterionProposal, NotificationCriterion
from zicht.casework.register.notifying.services import filing
from zicht.casework.register.persons import services
from zicht.casework.register.tests import cast
from zicht.foundation.access import acting
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.organisations.models import FunctionAssignment, Organisation

WORDS = "Een ernstig vermoeden"
OWNER = "migrate"


@pytest.fixture
def criterion(country):
    """The criterion of the GGD; what a test added is taken away again."""
    old = NotificationCriterion.objects.get(organisation_kind="ggd")
    known = list(NotificationCriterion.objects.values_list("pk", flat=True))
    yield old
    CriterionProposal.objects.using(OWNER).all().delete()
    NotificationCriterion.objects.using(OWNER).exclude(pk__in=known).delete()
    with connections[OWNER].cursor() as cursor:
        cursor.execute("ALTER TABLE register_notificationcriterion DISABLE TRIGGER USER")
        NotificationCriterion.objects.using(OWNER).filter(pk=old.pk).update(valid_until=None)
        cursor.execute("ALTER TABLE register_notificationcriterion ENABLE TRIGGER USER")


def second(country):
    """The colleague of the registrar at CoMensha."""
    first = cast.registrar(country)
    found = FunctionAssignment.objects.filter(function="registrar", organisation_id=first.organisation_id)
    return country._as_actor(
        found.exclude(account_id=first.person_id).select_related("account", "organisation").first()
    )


def proposed(country, criterion, days=0):
    return criteria_changes.propose_change(
        criterion.pk,
        label=WORDS,
        due_days=14,
        valid_from=clock.today() + timedelta(days=days),
        because="Afgesproken in juni.",
        actor=cast.registrar(country),
    )


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
    with pytest.raises(IntegrityError, match="a_second_person_agrees"):
        CriterionProposal.objects.using(OWNER).filter(pk=waiting.pk).update(
            agreed=True, judged_by=waiting.proposed_by_id
        )


def test_RG2_a_version_for_later_holds_from_its_day(country, criterion):
    waiting = proposed(country, criterion, days=30)
    criteria_changes.agree(waiting.pk, actor=second(country))
    assert criteria.valid().filter(organisation_kind="ggd").get() == criterion
    later = clock.today() + timedelta(days=30)
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
    """RG2: an organisation with an own criterion no longer follows those of its kind; that is said
    beforehand.
    """
    one = Organisation.objects.filter(kind="municipality", active=True).first()
    wanted = criteria_changes.propose_new(
        organisation_kind="municipality",
        organisation=one,
        code="own",
        label=WORDS,
        due_days=7,
        valid_from=clock.today(),
        because="Op verzoek van de gemeente.",
        actor=cast.registrar(country),
    )
    with acting(cast.registrar(country)):
        shown = criteria_changes.preview(wanted)
    assert shown.organisations == [one]
    assert [row.code for row in shown.set_aside] == ["slightest_indication"]
    criteria_changes.agree(wanted.pk, actor=second(country))
    assert [row.code for row in criteria.of(one)] == ["own"]


def test_RG2_the_preview_counts_notifications_under_the_criterion(country):
    victim = services.register(None, cast.PERSON, actor=cast.police(country))
    filing.notify(victim.id, cast.BY_LAW, actor=cast.police(country))
    old = criteria.valid().get(organisation_kind="police", code="complaint")
    wanted = criteria_changes.propose_change(
        old.pk,
        label=WORDS,
        due_days=14,
        valid_from=clock.today(),
        because="Nieuwe aanwijzing.",
        actor=cast.registrar(country),
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
    said = {
        "label": WORDS,
        "due_days": 14,
        "valid_from": clock.today().isoformat(),
        "because": "Afgesproken in juni.",
    }
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
    assert (
        "U hebt dit voorstel zelf gedaan"
        in client.post(judge, {"oordeel": "akkoord"}, follow=True).content.decode()
    )
    colleague = browser_client.login(second(country))
    listed = colleague.post(judge, {"oordeel": "akkoord"}, follow=True).content.decode()
    assert WORDS in listed
    assert f"akkoord van {second(country).name}" in listed
    assert "Geldt niet meer" in listed


ADD = """INSERT INTO register_notificationcriterion (code, organisation_kind, label, statutory, due_days,
    valid_from)
    VALUES ('own', 'ggd', 'Altijd melden', true, 1, '2012-01-01')"""
PROPOSE = """INSERT INTO register_criterionproposal (id, code, organisation_kind, label, due_days, valid_from,
    because, proposed_by_id,
        proposed_at, replaces_id, judged_by_id, judged_at, agreed)
    VALUES (gen_random_uuid(), %s, %s, 'x', 1, '2012-01-01', 'x', %s, now(), %s, %s, %s, %s)"""
AGREE = "SELECT sec.agree_to_criterion(%s)"


def run(statement: str, *values) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def refused(statement: str, *values) -> None:
    with pytest.raises(DatabaseError):
        run(statement, *values)


@pytest.mark.parametrize(
    "statement",
    [
        ADD,
        "UPDATE register_notificationcriterion SET due_days = 365",
        "UPDATE register_notificationcriterion SET valid_until = now()",
        "DELETE FROM register_notificationcriterion",
    ],
)
def test_RG2_a_criterion_is_written_past_a_proposal_by_nobody(country, criterion, statement):
    """RG2: not by a registrar and not by a job, whatever SQL the application runs."""
    for actor in (cast.registrar(country), second(country)):
        with acting(actor):
            refused(statement)
    with pytest.raises(DatabaseError), connections["worker"].cursor() as cursor:
        cursor.execute(statement)
    assert criteria.valid().filter(organisation_kind="ggd").get() == criterion


def test_RG2_by_sql_too_a_second_registrar_agrees(country, criterion):
    """RG2: neither the proposer, nor a colleague without the function, nor nobody; and not by writing that
    it was agreed.
    """
    waiting = proposed(country, criterion)
    for actor in (cast.registrar(country), cast.officer(country)):
        with acting(actor):
            refused(AGREE, waiting.pk)
    refused(AGREE, waiting.pk)
    agreed = (
        "UPDATE register_criterionproposal SET agreed = true, judged_at = now(), judged_by_id = %s WHERE id"
        " = %s"
    )
    with acting(second(country)):
        refused(agreed, second(country).person_id, waiting.pk)
        refused("UPDATE register_criterionproposal SET label = 'iets anders' WHERE id = %s", waiting.pk)
        refused(
            "UPDATE register_criterionproposal SET proposed_by_id = %s WHERE id = %s",
            second(country).person_id,
            waiting.pk,
        )
        refused(
            "UPDATE register_criterionproposal SET agreed = false, judged_at = now(), judged_by_id = %s WHERE"
            " id = %s",
            cast.registrar(country).person_id,
            waiting.pk,
        )
        assert run(AGREE, waiting.pk)
        refused(AGREE, waiting.pk)
    assert criteria.valid().filter(organisation_kind="ggd").get().label == WORDS


def test_RG2_nobody_proposes_in_the_name_of_a_colleague(country, criterion):
    """RG2: a registrar could otherwise propose as a colleague and agree as themselves."""
    me, colleague = second(country), cast.registrar(country)
    said = ("own", "ggd", colleague.person_id, None)
    with acting(me):
        refused(PROPOSE, *said, None, None, None)
        refused(PROPOSE, *said, me.person_id, clock.now(), True)
        refused(PROPOSE, "own", "ggd", me.person_id, None, colleague.person_id, clock.now(), True)
    with acting(cast.officer(country)):
        refused(PROPOSE, "own", "ggd", cast.officer(country).person_id, None, None, None, None)
    with acting(colleague):
        assert run(PROPOSE, *said, None, None, None) == 1


def test_RG2_a_version_takes_over_no_duty_of_others_and_begins_no_earlier_than_today(country, criterion):
    """RG2: a duty comes from law only; a rule that began in the past would change what a notification
    meant.
    """
    police = criteria.valid().filter(organisation_kind="police").first()
    with acting(cast.registrar(country)):
        run(PROPOSE, criterion.code, "ggd", cast.registrar(country).person_id, police.pk, None, None, None)
        run(PROPOSE, criterion.code, "ggd", cast.registrar(country).person_id, criterion.pk, None, None, None)
    with acting(second(country)):
        refused(AGREE, CriterionProposal.objects.get(replaces=police).pk)
        run(AGREE, CriterionProposal.objects.get(replaces=criterion).pk)
    assert criteria.valid().filter(organisation_kind="ggd").get().valid_from == clock.today()


def test_RG2_what_was_judged_is_judged_once(country, criterion):
    """RG2: a proposal that was turned down or agreed to keeps who did so, also by SQL."""
    for act, who in (
        (criteria_changes.decline, cast.registrar(country)),
        (criteria_changes.agree, second(country)),
    ):
        waiting = proposed(country, criterion)
        act(waiting.pk, actor=who)
        again = (
            "UPDATE register_criterionproposal SET agreed = false, judged_at = now(), judged_by_id = %s WHERE"
            " id = %s"
        )
        with acting(second(country)):
            refused(again, second(country).person_id, waiting.pk)
            refused(AGREE, waiting.pk)
