"""A table at work: basis, agenda, writing, who reports, lead approach, and what comes out (TB1, TB2, TB4,
TB5).
"""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection
from django.http import Http404

from zicht.casework.register.duties.services import asking, reminding
from zicht.casework.register.models import CriterionQuestion, Obligation
from zicht.casework.register.notifying.facts import Facts
from zicht.casework.register.notifying.services import filing as notifying
from zicht.casework.register.persons import services as register
from zicht.casework.register.persons.identity import Identity
from zicht.casework.tables import agenda, minutes, queries, words
from zicht.casework.tables.models import AgendaItem, ItemDraft, Meeting
from zicht.casework.tables.services import deciding, placing, writing
from zicht.casework.tables.tests import cast
from zicht.chain.agreements.tests import cast as agreement_cast
from zicht.chain.agreements.vocabulary import Level
from zicht.chain.custody import services
from zicht.chain.feedback.models import Feedback
from zicht.foundation.access import acting, as_worker
from zicht.foundation.accounts.models import Account
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.ui.moments import long_date

PERSON = Identity(given_name="Zoë", family_name="Voorbeeld")


@pytest.fixture
def director(country):
    return cast.director(country)


@pytest.fixture
def care(country):
    return country.actor(*cast.CARE)


@pytest.fixture
def police(country):
    return country.actor(*cast.POLICE)


def day(number: int):
    return clock.today() + timedelta(days=number)


def texts(item, actor) -> dict:
    with acting(actor):
        rows = list(queries.latest_texts([item.pk]))
        words = writing.opened_all(rows)
    return {(row.part, row.owner_id): words[row.pk] for row in rows if row.pk in words}


# --- a table and its basis


def test_TB1_no_meeting_without_an_agreement_in_force(country, director):
    """TB1: also when the agreement ended after the table was made; the database says the same."""
    agreement = agreement_cast.in_force(country)
    found = cast.table(country, agreement)
    agreement_cast.ended(country, agreement, "Opgezegd.")
    with pytest.raises(NotPossible):
        cast.meeting(country, found)
    with pytest.raises(IntegrityError), acting(director):
        Meeting.objects.create(table=found, starts_at=clock.now())


def test_TB1_who_is_no_party_to_the_agreement_cannot_sit_at_the_table(country):
    """TB1: the labour inspectorate is no party to the covenant of the safety house."""
    with pytest.raises(NotPossible, match="Nederlandse Arbeidsinspectie"):
        cast.table(country, others=(cast.CARE, ("nla", "arbeidsinspectie")))


def test_TB1_a_stranger_does_not_see_the_table_or_its_meeting(country):
    """TB1: 404 for who has no seat."""
    found = cast.meeting(country)
    with acting(country.actor(*cast.UTRECHT)):
        assert not queries.tables().exists()
        with pytest.raises(Http404):
            queries.access_meeting(found.pk)


def test_TB1_presence_is_written_down_per_organisation(country, care, police):
    """TB1: who was there, and for whom; twice is once."""
    found = cast.meeting(country)
    for actor in (care, police, care):
        placing.join(found.pk, actor=actor)
    with acting(care):
        there = [row["seat"].organisation_id for row in words.present(found) if row["names"]]
    assert set(there) == {care.organisation_id, police.organisation_id}


def test_TB1_placing_gives_each_seat_the_sight_of_the_agreement_and_its_end_takes_it(country, police):
    """TB1: Veilig Thuis had no part in this signal; the covenant opens it, and its end closes it at once."""
    agreement = agreement_cast.in_force(country)
    found = cast.meeting(
        country, cast.table(country, agreement, others=(cast.POLICE,), core=(cast.SAFE_HOME,))
    )
    stored, item, _ = cast.placed(country, found)
    safe_home = country.actor(*cast.SAFE_HOME)
    with acting(safe_home):
        assert queries.access_item(item.pk).signal_id == stored.id
        assert queries.beside(item).body is None
    agreement_cast.ended(country, agreement, "Opgezegd.")
    with acting(safe_home), pytest.raises(Http404):
        queries.access_item(item.pk)


def test_TB1_the_police_gets_no_sight_through_a_table_on_who_wants_no_police(country, police):
    """TB1: the wish of the victim holds at the table too."""
    _, item, _ = cast.placed(country, no_police=True)
    with acting(police), pytest.raises(Http404):
        queries.access_item(item.pk)


# --- the agenda


def test_TB1_the_agenda_builds_itself_and_says_why(country, director):
    """TB1: new ones are proposed with their reason, to the chair."""
    found = cast.table(country)
    stored = country.signal()
    with acting(director):
        (proposal,) = agenda.proposed(found)
    assert proposal.signal_id == stored.id
    assert proposal.because.startswith("hier omdat: nieuw sinds de vorige keer")


def test_TB1_what_stalls_is_linked_returned_due_or_undecided_is_proposed(
    country, director, care, time_machine
):
    """TB1: the facts of the rules come from what really happened."""
    found = cast.table(country)
    cast.held(country, found)
    stored = country.signal()
    victim = register.register(stored.id, PERSON, actor=care)
    other = cast.placed(
        country, cast.meeting(country, cast.table(country, agreement_cast.in_force(country)))
    )[0]
    services.link(stored.id, other.id, "same_place", actor=director)
    time_machine.move_to(clock.now() + timedelta(days=16))
    with acting(director):
        reasons = {row.signal_id: [reason.code for reason in row.reasons] for row in agenda.proposed(found)}
    assert victim
    assert reasons[stored.id] == ["undecided", "waiting", "linked", "new"]


def test_TB1_the_chair_reorders_and_parks_others_do_not(country, director, care):
    """TB1: order and parking are for the chair."""
    found = cast.meeting(country)
    items = [cast.placed(country, found)[1] for _ in range(3)]
    placing.reorder(found.pk, [items[2].pk, items[0].pk], actor=director)
    with acting(director):
        assert [row.item_id for row in queries.agenda(found)] == [items[2].pk, items[0].pk, items[1].pk]
    with pytest.raises(Http404):
        placing.reorder(found.pk, [], actor=care)
    with pytest.raises(Http404):
        deciding.park(items[0].pk, actor=care)
    deciding.park(items[0].pk, actor=director)
    with acting(director):
        assert queries.access_item(items[0].pk).state == "parked"


def test_TB1_a_signal_is_placed_once_and_returns_from_parking_when_placed_again(country, director):
    """TB1: twice is once."""
    stored, item, found = cast.placed(country)
    deciding.park(item.pk, actor=director)
    assert placing.place(found.pk, stored.id, actor=director).pk == item.pk
    with acting(director):
        assert AgendaItem.objects.filter(signal_id=stored.id, state="open").count() == 1


# --- writing at once


def test_TB1_each_party_contributes_and_everyone_at_the_table_reads_it(country, care, police):
    """TB1: contributions stand beside each other."""
    _, item, _ = cast.placed(country)
    writing.write(item.pk, "contribution", "Wij bellen morgen.", 0, actor=care)
    writing.write(item.pk, "contribution", "Wij kijken mee.", 0, actor=police)
    assert set(texts(item, police).values()) == {"Wij bellen morgen.", "Wij kijken mee."}


def test_TB1_two_who_write_at_different_places_both_keep_their_words(country, care, police):
    """TB1: version check, and merged by itself."""
    _, item, _ = cast.placed(country)
    writing.write(item.pk, "assessment", "midden", 0, actor=care)
    writing.write(item.pk, "assessment", "begin\nmidden", 1, actor=care)
    done = writing.write(item.pk, "assessment", "midden\neinde", 1, actor=police)
    assert (done.number, done.text, done.merged) == (3, "begin\nmidden\neinde", True)


def test_TB1_two_who_write_at_one_place_get_an_offer_and_nothing_is_overwritten(country, care, police):
    """TB1: the other's words stay, mine are in the offer."""
    _, item, _ = cast.placed(country)
    writing.write(item.pk, "decision", "Zorg eerst.", 0, actor=care)
    done = writing.write(item.pk, "decision", "Eerst onderzoek.", 0, actor=police)
    assert (done.number, done.text) == (1, "Zorg eerst.")
    assert "Zorg eerst." in done.offer
    assert "Eerst onderzoek." in done.offer
    assert writing.write(item.pk, "decision", done.offer, done.number, actor=police).number == 2


def test_TB1_many_at_the_same_instant_lose_no_line(country, care, police, director):
    """TB1: each writer's line stands in the end, on real connections."""
    _, item, _ = cast.placed(country)
    actors = [care, police, director, country.actor(*cast.EDE)]

    def insist(actor, line):
        text, seen = line, 0
        while True:
            done = writing.write(item.pk, "assessment", text, seen, actor=actor)
            if not done.offer:
                return
            text, seen = done.offer, done.number

    outcomes = country.at_once(
        *(lambda actor=actor, n=n: insist(actor, f"regel {n}") for n, actor in enumerate(actors))
    )
    assert outcomes == [None] * len(actors)
    (text,) = texts(item, care).values()
    assert sorted(text.split("\n")) == [f"regel {n}" for n in range(len(actors))]


def test_TB1_what_is_for_full_sight_only_is_not_read_with_the_core(country, care):
    """TB1: a closed circle at one table."""
    found = cast.meeting(country, cast.table(country, others=(cast.CARE,), core=(cast.SAFE_HOME,)))
    _, item, _ = cast.placed(country, found)
    writing.write(item.pk, "contribution", "Alleen voor wie alles ziet.", 0, level=Level.FULL, actor=care)
    writing.write(item.pk, "decision", "Zorg gaat bellen.", 0, actor=care)
    assert list(texts(item, country.actor(*cast.SAFE_HOME)).values()) == ["Zorg gaat bellen."]


# --- who reports


def test_TB2_an_item_without_a_presumed_victim_says_so_and_closes(country, director):
    """TB2: even "there is none" must be said."""
    _, item, _ = cast.placed(country)
    with pytest.raises(NotPossible):
        deciding.close(item.pk, None, actor=director)
    assert deciding.close(item.pk, False, actor=director).state == "closed"


@pytest.mark.parametrize("registered", [True, False])
def test_TB2_an_item_with_a_presumed_victim_does_not_close_without_who_reports(
    country, director, care, registered
):
    """TB2: whether the person is in the register already or not."""
    stored, item, _ = cast.placed(country)
    if registered:
        register.register(stored.id, PERSON, actor=care)
    for presumed in {True, not registered} - {False}:
        with pytest.raises(NotPossible, match="kan nog niet dicht"):
            deciding.close(item.pk, presumed, actor=director)


def test_TB2_with_a_registered_person_nobody_can_say_there_is_none(country, director, care):
    """TB2: the register knows better."""
    stored, item, _ = cast.placed(country)
    register.register(stored.id, PERSON, actor=care)
    with pytest.raises(NotPossible, match="staat een vermoedelijk slachtoffer"):
        deciding.close(item.pk, False, actor=director)


@pytest.mark.parametrize(
    ("decision", "reason", "by_police", "on"),
    [
        ("will_report", "criterion_met", True, 7),
        ("reported", "other_reports", True, None),
        ("not_yet", "consent_asked", False, 14),
        ("not", "no_consent", False, 90),
    ],
)
def test_TB2_reported_will_be_reported_or_not_yet_with_a_day_closes_it(
    country, director, care, police, decision, reason, by_police, on
):
    """TB2: by whom and before when, or why not and when that is looked at again."""
    stored, item, _ = cast.placed(country)
    register.register(stored.id, PERSON, actor=care)
    organisation = country.organisation(cast.POLICE[1]) if by_police else None
    deciding.say_who_reports(
        item.pk, decision, reason, organisation=organisation, on=on and day(on), actor=director
    )
    assert deciding.close(item.pk, True, actor=director).state == "closed"


@pytest.mark.parametrize("decision", ["will_report", "not_yet", "not"])
def test_TB2_without_a_day_it_is_no_decision(country, director, decision):
    """TB2: "nog niet" without a day is never looked at again."""
    _, item, _ = cast.placed(country)
    with pytest.raises(NotPossible):
        deciding.say_who_reports(
            item.pk,
            decision,
            "other_reports",
            organisation=country.organisation(cast.POLICE[1]),
            actor=director,
        )


def test_TB2_each_of_two_persons_needs_a_decision(country, director, care):
    """TB2: one decision about one person leaves the other."""
    stored, item, _ = cast.placed(country)
    first = register.register(stored.id, PERSON, actor=care)
    register.register(stored.id, Identity(given_name="Ana"), actor=care)
    deciding.say_who_reports(item.pk, "not_yet", "consent_asked", victim_id=first.pk, on=day(5), actor=care)
    with pytest.raises(NotPossible):
        deciding.close(item.pk, True, actor=director)


def test_TB2_the_duty_appears_is_fulfilled_elsewhere_and_the_table_sees_it(country, director, care, police):
    """TB2: will report → duty with a day → notification by the police in the register → the next look
    shows it.
    """
    stored, item, _ = cast.placed(country)
    victim = register.register(stored.id, PERSON, actor=care)
    with as_worker():
        Obligation.objects.filter(victim=victim).update(fulfilled_on=clock.today())
    deciding.say_who_reports(
        item.pk,
        "will_report",
        "criterion_met",
        victim_id=victim.pk,
        organisation=country.organisation(cast.POLICE[1]),
        on=day(7),
        actor=care,
    )
    with acting(director):
        asked = words.registration.of_signal(stored.id)["questions"]
    assert [row["due_on"] for row in asked] == [day(7)]
    asking.answer(asked[0]["id"], criterion="complaint", actor=police)
    notifying.notify(
        victim.pk, Facts(forms=("sexual",), criterion="complaint", basis="statutory_duty"), actor=police
    )
    with acting(director):
        assert words.registration.of_signal(stored.id)["duties"] == []


def test_TB2_who_promised_to_report_is_reminded_and_the_table_sees_that_it_was_not_done(
    country, director, care, police
):
    """TB2: the promised day went by: an e-mail without case data to who promised, and the table sees on
    its agenda and screen whom, when.
    """
    core_seat = cast.table(country, others=(cast.CARE, cast.POLICE), core=(cast.SAFE_HOME,))
    stored, item, found = cast.placed(country, cast.meeting(country, core_seat))
    victim = register.register(stored.id, PERSON, actor=care)
    with as_worker():
        Obligation.objects.filter(victim=victim).update(fulfilled_on=clock.today())
    deciding.say_who_reports(
        item.pk,
        "will_report",
        "criterion_met",
        victim_id=victim.pk,
        organisation=country.organisation(cast.POLICE[1]),
        on=day(7),
        actor=care,
    )
    with as_worker():
        CriterionQuestion.objects.update(due_on=day(-2))
        assert reminding.remind() == 1
    with acting(police):
        own = Account.objects.get(pk=police.person_id).email
    assert own in {letter.to[0] for letter in mail.outbox}
    assert not any(word in letter.body for letter in mail.outbox for word in (stored.reference, "Zoë"))
    with acting(director):
        [said] = [
            reason.text
            for row in agenda.proposed(found.table)
            for reason in row.reasons
            if reason.code == "promised"
        ]
        [asked] = words.registration.of_signal(stored.id)["questions"]
    with acting(country.actor(*cast.SAFE_HOME)):
        assert "promised" not in _codes(found.table)
    assert f"melden bij CoMensha en deed dat nog niet; herinnerd op {long_date(clock.today())}" in said
    asking.answer(asked["id"], criterion="complaint", actor=police)
    notifying.notify(
        victim.pk, Facts(forms=("sexual",), criterion="complaint", basis="statutory_duty"), actor=police
    )
    with acting(director):
        assert "promised" not in _codes(found.table)


def _codes(table) -> set[str]:
    return {reason.code for row in agenda.proposed(table) for reason in row.reasons}


# --- lead approach and what comes out


def test_TB4_the_lead_approach_is_kept_with_its_reason(country, care):
    """TB4: care, criminal, administrative or labour law, and why; never without why."""
    _, item, _ = cast.placed(country)
    with pytest.raises(NotPossible):
        deciding.choose_lead(item.pk, "care", "", item.version, actor=care)
    item = deciding.choose_lead(item.pk, "care", "victim_first", item.version, actor=care)
    assert (item.lead, item.lead_reason) == ("care", "victim_first")


def test_TB4_a_stale_choice_is_refused(country, care, police):
    """TB4: two choose at once: the second looks first."""
    _, item, _ = cast.placed(country)
    deciding.choose_lead(item.pk, "care", "victim_first", item.version, actor=care)
    with pytest.raises(NotPossible, match="intussen"):
        deciding.choose_lead(item.pk, "criminal", "evidence", item.version, actor=police)


def test_TB5_actions_have_an_owner_and_a_day_and_only_the_owner_finishes_them(
    country, care, police, director
):
    """TB5: what was agreed comes back on the agenda when it is due."""
    _, item, _ = cast.placed(country)
    action = writing.promise(
        item.pk, "Belt met het opvanghuis.", country.organisation(cast.CARE[1]), day(3), actor=police
    )
    with pytest.raises(Http404):
        writing.keep_promise(action.pk, actor=police)
    assert writing.keep_promise(action.pk, actor=care).done_at


def test_TB5_the_chair_confirms_once_and_words_and_hand_overs_leave(country, director):
    """TB5: drafts become what they are; twice confirming sends nothing twice."""
    stored, item, found = cast.placed(country)
    deciding.draft_feedback(item.pk, found.pk, actor=director)
    deciding.draft_handover(
        item.pk,
        found.pk,
        country.organisation(cast.CARE[1]),
        "care_coordinator",
        "coordinate_care",
        actor=director,
    )
    with as_worker():
        assert not Feedback.objects.filter(signal=stored.id, stage="message").exists()
    for _ in range(2):
        assert deciding.confirm(found.pk, actor=director).state == "confirmed"
    with as_worker():
        assert list(
            Feedback.objects.filter(signal=stored.id, stage="message").values_list("detail", flat=True)
        ) == ["table"]
        assert set(ItemDraft.objects.values_list("kind", "state")) <= {
            ("feedback", "done"),
            ("handover", "done"),
            ("handover", "refused"),
        }


def test_TB5_minutes_tell_each_party_what_it_may_have(country, care, director):
    """TB5: made from what was written, nothing typed twice, under the reader's own rights."""
    found = cast.meeting(country, cast.table(country, others=(cast.CARE,), core=(cast.SAFE_HOME,)))
    _, item, _ = cast.placed(country, found)
    writing.write(item.pk, "contribution", "Besloten: zij wil weg.", 0, level=Level.FULL, actor=care)
    writing.write(item.pk, "decision", "Zorg gaat bellen.", 0, actor=director)
    safe_home = country.actor(*cast.SAFE_HOME)
    for actor, sees in ((care, True), (safe_home, False)):
        with acting(actor):
            text = str(minutes.of(queries.access_meeting(found.pk), actor))
        assert "Zorg gaat bellen." in text
        assert ("Besloten: zij wil weg." in text) is sees


def test_TB1_a_cross_region_table_leaves_custody_where_it_is(country, director):
    """TB1: two regions at one table; who holds a signal and who must report does not change by placing it."""
    found = cast.meeting(country, cast.table(country, others=(cast.EDE, cast.UTRECHT)))
    stored, item, _ = cast.placed(country, found)
    assert country.organisation("gemeente-utrecht").slug not in {
        slug for slug, _ in country.responsible(stored.id)
    }
    with acting(country.actor(*cast.UTRECHT)):
        assert queries.access_item(item.pk).signal_id == stored.id


def test_TB1_facts_come_in_one_query(country, director):
    """TB1: the agenda of a region reads once."""
    from django.test.utils import CaptureQueriesContext

    found = cast.table(country)
    for _ in range(3):
        country.signal()
    with acting(director), CaptureQueriesContext(connection) as asked:
        assert len(agenda.proposed(found)) == 3
    assert len(asked) == 2
