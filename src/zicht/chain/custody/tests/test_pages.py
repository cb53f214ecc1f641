"""The signal page and its acts, for everyone who may come by (CU1, CU3, CU4, FB1, RT3, SH2, SH7)."""

import re
import uuid

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from zicht.chain.custody import services
from zicht.chain.custody.models import Assessment, Handover
from zicht.chain.custody.services import handovers
from zicht.chain.custody.tests import cast
from zicht.chain.intake import services as intake
from zicht.chain.signals.models import Attachment, Observation
from zicht.foundation.access import acting, as_worker
from zicht.foundation.vault import services as vault

STORY = "mag niet naar buiten"
READING = ["signal", "observe", "assess", "message", "offer", "finish", "reopen"]


def rows(model, signal_id):
    with as_worker():
        return model.objects.filter(signal_id=signal_id).count()


def actions_at(audit_of):
    with connections["migrate"].cursor() as cursor:
        cursor.execute(
            "SELECT action FROM audit_auditevent WHERE object_id = %s ORDER BY id", [str(audit_of)]
        )
        return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def signal(country):
    return country.signal()


@pytest.fixture
def shared(country):
    """A signal for which two functions are responsible: the contact officer and the care coordinator."""
    return country.signal(no_police=True)


@pytest.fixture
def worker(country, browser_client):
    return browser_client.login(cast.officer(country))


@pytest.mark.parametrize("page", READING)
def test_SH2_who_is_not_signed_in_goes_to_the_sign_in_page(country, signal, client, page):
    response = client.get(cast.address(page, signal.id))
    assert response.status_code == 302
    assert response["Location"].startswith("/inloggen/")


@pytest.mark.parametrize("page", READING)
def test_SH2_for_an_outsider_the_signal_does_not_exist(country, signal, browser_client, page):
    client = browser_client.login(cast.outsider(country))
    assert client.get(cast.address(page, signal.id)).status_code == 404
    assert client.get(cast.address(page, uuid.uuid4())).status_code == 404


@pytest.mark.parametrize("page", READING)
def test_SH2_without_the_permission_the_door_stays_closed(country, signal, browser_client, page):
    client = browser_client.login(cast.reporter(country))
    assert client.get(cast.address(page, signal.id)).status_code == 403


@pytest.mark.parametrize("page", READING)
def test_SH2_who_works_on_it_sees_every_page(signal, worker, page):
    response = worker.get(cast.address(page, signal.id))
    assert response.status_code == 200
    assert STORY in response.content.decode()


def test_SH2_the_page_tells_why_it_is_seen_and_why_it_is_here(signal, worker):
    page = worker.get(cast.address("signal", signal.id)).content.decode()
    assert "Meldroute: uw functie is hier aan zet" in page
    assert "Beoordelen en opvolgen van een signaal" in page
    assert "landelijke meldroute versie" in page


def test_SH7_reading_is_on_record_before_the_answer_leaves(signal, worker):
    worker.get(cast.address("signal", signal.id))
    assert actions_at(signal.id)[-1] == "signal_read"


def test_CU3_an_offer_shows_the_core_and_the_question_and_nothing_of_the_story(
    country, signal, browser_client
):
    offered = cast.offered_to_outsider(country, signal.id)
    client = browser_client.login(cast.outsider(country))
    for page in (cast.address("signal", signal.id), cast.address("answer", signal.id, offered.id)):
        text = client.get(page).content.decode()
        assert STORY not in text
        assert signal.reference in text
    assert "De woning staat bij u." in text


@pytest.mark.parametrize("page", ["observe", "assess", "message", "offer", "finish", "reopen"])
def test_CU3_with_the_preview_alone_the_acts_do_not_exist(country, signal, browser_client, page):
    cast.offered_to_outsider(country, signal.id)
    client = browser_client.login(cast.outsider(country))
    assert client.get(cast.address(page, signal.id)).status_code == 404


def test_CU3_accepting_opens_the_story_and_moves_the_responsibility(country, signal, browser_client):
    offered = cast.offered_to_outsider(country, signal.id)
    client = browser_client.login(cast.outsider(country))
    response = client.post(cast.address("accept", signal.id, offered.id), follow=True)
    assert STORY in response.content.decode()
    assert ("gemeente-utrecht", "contact_officer") in country.responsible(signal.id)
    assert ("gemeente-ede", "contact_officer") not in country.responsible(signal.id)


def test_CU3_accepting_twice_is_accepting_once(country, signal, browser_client):
    offered = cast.offered_to_outsider(country, signal.id)
    client = browser_client.login(cast.outsider(country))
    for _ in range(2):
        response = client.post(cast.address("accept", signal.id, offered.id), follow=True)
        assert response.status_code == 200
    assert "Op deze overdracht is al geantwoord" in response.content.decode()
    assert ("gemeente-utrecht", "contact_officer") in country.responsible(signal.id)


def test_CU3_returning_asks_a_reason_and_ends_the_preview(country, signal, browser_client):
    offered = cast.offered_to_outsider(country, signal.id)
    client = browser_client.login(cast.outsider(country))
    assert client.post(cast.address("give_back", signal.id, offered.id), {}).status_code == 422
    given = {"reason": "other_place", "note": "Dit is toch Ede."}
    assert client.post(cast.address("give_back", signal.id, offered.id), given).status_code == 302
    assert client.get(cast.address("signal", signal.id)).status_code == 404
    assert ("gemeente-ede", "contact_officer") in country.responsible(signal.id)


def test_CU3_nobody_else_answers_an_offer(country, signal, browser_client):
    offered = cast.offered_to_outsider(country, signal.id)
    client = browser_client.login(cast.director(country))
    assert client.get(cast.address("answer", signal.id, offered.id)).status_code == 404
    assert client.post(cast.address("accept", signal.id, offered.id)).status_code == 404


def test_CU3_the_sender_may_take_an_offer_back(country, signal, worker):
    offered = cast.offered_to_outsider(country, signal.id)
    assert worker.get(cast.address("withdraw", signal.id, offered.id)).status_code == 200
    worker.post(cast.address("withdraw", signal.id, offered.id))
    response = worker.get(cast.address("signal", signal.id))
    assert "Overdracht ingetrokken" in response.content.decode()
    assert signal.id not in country.visible_signals(cast.outsider(country))


def test_CU3_an_offer_goes_to_someone_who_is_at_work(country, signal, worker):
    to = f"{cast.coordinator(country).organisation_id}:care_coordinator"
    form = {
        "receiver": to,
        "task": "coordinate_care",
        "reason": "Er is hulp nodig.",
        "key": str(uuid.uuid4()),
        "version": 1,
    }
    for _ in range(2):
        assert worker.post(cast.address("offer", signal.id), form).status_code == 302
    assert rows(Handover, signal.id) == 1
    assert ("gemeente-ede", "contact_officer") in country.responsible(signal.id)


def test_RT3_an_offer_to_a_post_without_anybody_is_refused_in_time(country, signal, worker):
    empty = f"{country.organisation('gemeente-vlieland').id}:contact_officer"
    form = {
        "term": "Vlieland",
        "receiver": empty,
        "task": "assess",
        "reason": "Het speelt op Vlieland.",
        "key": str(uuid.uuid4()),
        "version": 1,
    }
    response = worker.post(cast.address("offer", signal.id), form)
    assert response.status_code == 422
    assert "Hier is nu niemand aan het werk" in response.content.decode()
    assert "Het speelt op Vlieland." in response.content.decode()
    assert rows(Handover, signal.id) == 0


@pytest.mark.parametrize("term", ["utrecht", "3511"])
def test_CU3_a_receiver_is_found_by_name_or_postcode_and_typed_text_stays(country, signal, worker, term):
    form = {"term": term, "zoek": "1", "reason": "De woning staat in die gemeente.", "task": "assess"}
    page = worker.post(cast.address("offer", signal.id), form).content.decode()
    assert "Aandachtsfunctionaris: Gemeente Utrecht" in page
    assert "De woning staat in die gemeente." in page


def test_CU1_taking_up_twice_is_taking_up_once(signal, worker):
    for _ in range(2):
        response = worker.post(cast.address("take_up", signal.id), follow=True)
    assert response.content.decode().count("Melder kreeg bericht: opgepakt") == 1


def test_CU1_who_only_looks_along_hears_calmly_that_it_is_not_theirs(country, signal, browser_client):
    client = browser_client.login(cast.director(country))
    response = client.post(cast.address("take_up", signal.id), follow=True)
    assert "U bent hier niet aan zet" in response.content.decode()


@pytest.mark.parametrize(
    ("page", "model", "given"),
    [
        ("observe", Observation, {"text": "Er staat een busje."}),
        ("assess", Assessment, {"opinion": "possible", "reason": "own_observation"}),
    ],
)
def test_CU4_a_double_click_adds_once(signal, worker, page, model, given):
    form = {**given, "key": str(uuid.uuid4()), "version": 1}
    for _ in range(2):
        assert worker.post(cast.address(page, signal.id), form).status_code == 302
    assert rows(model, signal.id) == 1


@pytest.mark.parametrize(
    ("page", "given"),
    [
        ("observe", {"text": "Er staat een busje."}),
        ("assess", {"opinion": "possible", "reason": "own_observation", "note": "Er staat een busje."}),
        ("message", {"text": "Er staat een busje."}),
    ],
)
def test_SH2_the_key_of_a_row_one_may_not_see_is_refused_calmly_and_keeps_the_text(
    country, signal, worker, page, given
):
    """SH2: a guessed key of another signal's row is no error page, and the next try succeeds."""
    elsewhere, key = country.signal(municipality="GM0344").id, uuid.uuid4()
    theirs = cast.outsider(country)
    if page == "observe":
        services.observe(elsewhere, "Van iemand anders.", key, actor=theirs)
    elif page == "assess":
        services.assess(elsewhere, "possible", "indicators", "", key, actor=theirs)
    else:
        services.write_to_reporter(elsewhere, "Van iemand anders.", key, actor=theirs)
    response = worker.post(cast.address(page, signal.id), {**given, "key": str(key), "version": 1})
    shown = response.content.decode()
    assert response.status_code == 409
    assert "Er staat een busje." in shown
    fresh = re.search(r'name="key" value="([0-9a-f-]{36})"', shown)[1]
    assert fresh != str(key)
    again = worker.post(cast.address(page, signal.id), {**given, "key": fresh, "version": 1})
    assert again.status_code == 302


def test_CU4_opinions_stand_beside_each_other_and_close_nothing(country, shared, worker):
    services.assess(shared.id, "not_trafficking", "innocent_explanation", actor=cast.coordinator(country))
    services.assess(shared.id, "likely", "conversation", actor=cast.officer(country))
    page = worker.get(cast.address("signal", shared.id)).content.decode()
    assert "Oordeel: Geen mensenhandel" in page
    assert "Oordeel: Waarschijnlijk mensenhandel" in page
    assert len(country.responsible(shared.id)) == 2


def finish_form(**given):
    form = {
        "outcome": "not_trafficking",
        "reason": "innocent_explanation",
        "note": "Familie op bezoek.",
        "word": "Dank!",
    }
    return {**form, "key": str(uuid.uuid4()), "version": 1, **given}


def test_CU4_finishing_shows_what_it_brings_about_before_it_happens(country, shared, worker):
    page = worker.post(cast.address("finish", shared.id), finish_form()).content.decode()
    assert "Het signaal blijft open" in page
    assert "ziet hierin nu geen mensenhandel" in page
    assert ("gemeente-ede", "contact_officer") in country.responsible(shared.id)


def test_CU4_the_last_holder_closes_with_a_word_and_the_signal_stays_findable(country, shared, worker):
    services.finish(shared.id, "helped", "conversation", actor=cast.coordinator(country))
    form = finish_form(version=cast.version(country, shared.id))
    assert "Het signaal sluit" in worker.post(cast.address("finish", shared.id), form).content.decode()
    response = worker.post(cast.address("finish", shared.id), {**form, "bevestigd": "1"}, follow=True)
    page = response.content.decode()
    assert "Afgerond: Geen mensenhandel" in page
    assert "Opnieuw openen" in page
    again = worker.post(cast.address("finish", shared.id), {**form, "bevestigd": "1"})
    assert again.status_code == 302
    assert country.responsible(shared.id) == set()


def test_CU4_a_stale_page_does_not_close_and_keeps_what_was_typed(country, signal, worker):
    form = finish_form(bevestigd="1")
    services.observe(signal.id, "Er is een tweede slachtoffer.", actor=cast.coordinator(country))
    response = worker.post(cast.address("finish", signal.id), form)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Iemand anders heeft dit signaal intussen veranderd" in page
    assert "Familie op bezoek." in page
    assert "Er is een tweede slachtoffer." in page
    assert ("gemeente-ede", "contact_officer") in country.responsible(signal.id)


def test_CU4_a_closed_signal_can_be_opened_again_by_who_sees_it(country, shared, worker):
    services.finish(shared.id, "helped", "conversation", actor=cast.coordinator(country))
    services.finish(shared.id, "helped", "conversation", actor=cast.officer(country))
    form = {"reason": "Er kwam een nieuw signaal.", "key": str(uuid.uuid4()), "version": 1}
    for _ in range(2):
        response = worker.post(cast.address("reopen", shared.id), form, follow=True)
    assert "Opnieuw geopend" in response.content.decode()
    assert country.responsible(shared.id) == {("gemeente-ede", "contact_officer")}


def test_FB1_a_message_to_the_reporter_stands_in_the_story_once(signal, worker):
    form = {"text": "Weet u nog welke dag het was?", "key": str(uuid.uuid4()), "version": 1}
    for _ in range(2):
        response = worker.post(cast.address("message", signal.id), form, follow=True)
    assert response.content.decode().count("Weet u nog welke dag het was?") == 1


def test_an_empty_form_comes_back_with_what_is_missing(signal, worker):
    for page in ("observe", "assess", "offer", "finish", "reopen", "message"):
        response = worker.post(cast.address(page, signal.id), {"key": str(uuid.uuid4()), "version": 1})
        assert response.status_code == 422, page


def test_the_signal_page_with_a_long_story_asks_the_database_at_most_ten_things(country, signal, worker):
    services.take_up(signal.id, actor=cast.officer(country))
    for number in range(5):
        services.observe(signal.id, f"Waarneming {number}", actor=cast.coordinator(country))
        services.assess(signal.id, "possible", "indicators", "Zie boven.", actor=cast.officer(country))
    cast.offered_to_outsider(country, signal.id)
    worker.get(cast.address("signal", signal.id))
    with CaptureQueriesContext(connection) as done:
        assert worker.get(cast.address("signal", signal.id)).status_code == 200
    assert cast.counted(done.captured_queries) <= cast.LIMIT


def test_CU3_an_offer_that_was_taken_back_cannot_be_accepted(country, signal, browser_client):
    offered = cast.offered_to_outsider(country, signal.id)
    handovers.withdraw(offered.id, actor=cast.officer(country))
    client = browser_client.login(cast.outsider(country))
    assert client.post(cast.address("accept", signal.id, offered.id)).status_code == 404
    assert ("gemeente-utrecht", "contact_officer") not in country.responsible(signal.id)


def attached(country, signal_id):
    """An image that came with the signal, sealed as intake does."""
    key = uuid.uuid4()
    with acting(cast.officer(country)):
        data_key = vault.data_key(signal_id)
        Attachment.objects.bulk_create(
            [
                Attachment(
                    id=key,
                    signal_id=signal_id,
                    media_type="image/png",
                    name=Attachment.name.seal(data_key, key, "voordeur.png"),
                    content=Attachment.content.seal(data_key, key, b"pixels"),
                )
            ]
        )
    return key


def test_SH2_SH7_an_attachment_opens_for_who_sees_everything_and_is_on_record(country, signal, worker):
    key = attached(country, signal.id)
    assert "voordeur.png" in worker.get(cast.address("signal", signal.id)).content.decode()
    response = worker.get(cast.address("attachment", signal.id, key))
    assert response.content == b"pixels"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert actions_at(signal.id)[-1] == "attachment_read"


def test_SH2_with_the_preview_alone_an_attachment_does_not_exist(country, signal, browser_client):
    key = attached(country, signal.id)
    cast.offered_to_outsider(country, signal.id)
    client = browser_client.login(cast.outsider(country))
    assert client.get(cast.address("attachment", signal.id, key)).status_code == 404


def test_FB1_who_gave_a_signal_elsewhere_reads_what_became_of_it(country, browser_client):
    giver = cast.outsider(country)
    stored = intake.submit(country.report(channel="professional"), actor=giver)
    services.take_up(stored.id, actor=cast.officer(country))
    page = browser_client.login(giver).get(cast.address("signal", stored.id)).content.decode()
    assert "Wat u erover hoorde" in page
    assert "heeft het signaal opgepakt" in page
    assert STORY not in page
