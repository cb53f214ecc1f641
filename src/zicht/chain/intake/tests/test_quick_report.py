"""The quick report of a professional (IN3): under a minute, own drafts, twice is once, and a calm answer
(CU1, EX2, RT2, SH2, SH7).
"""

import io
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from zicht.chain.door.receipts import new_submission_key
from zicht.chain.feedback.models import Feedback
from zicht.chain.intake.forms import QuickForm
from zicht.chain.intake.models import Draft
from zicht.chain.intake.services import drafts
from zicht.chain.signals.models import Attachment, Signal, SignalContent
from zicht.chain.signals.story import open_story
from zicht.foundation.access import acting, as_worker
from zicht.foundation.acts import clock
from zicht.foundation.audit.models import AuditEvent
from zicht.foundation.vault import services as vault
from zicht.reference.signal_cards import indicators

STORY = "Drie mannen slapen in de loods achter de kwekerij; hun baas houdt de paspoorten vast."


@pytest.fixture
def reporter(country):
    return country.actor("reporter", "gemeente-ede")


@pytest.fixture
def client(browser_client, reporter):
    return browser_client.login(reporter)


def answers(**changed):
    """What an enforcement officer fills in at a front door."""
    given = {
        "what": STORY,
        "form": "labour",
        "indicators": ["sleeps_at_work", "papers_held_by_other"],
        "place": "Ede",
        "reporter_kind": "enforcement_officer",
        "key": new_submission_key(),
    }
    return given | changed


def give(client, **changed):
    return client.post(reverse("intake:quick"), answers(**changed))


def signals():
    with as_worker():
        return list(Signal.objects.select_related("municipality"))


def test_IN3_a_report_has_at_most_six_fields_of_which_one_is_needed():
    form = QuickForm(reporter_kind="police_officer")
    seen = [field for field in form.visible_fields() if field.name != "reporter_kind"]
    assert len(seen) <= 6
    assert [field.name for field in seen if field.field.required and field.value() is None] == ["what"]


def test_IN3_what_was_filled_in_becomes_a_signal_with_its_words_sealed(client, reporter):
    response = give(client, circumstances=["acute", "minor", "no_police"])
    (signal,) = signals()
    assert response.url == reverse("intake:given", args=[signal.id])
    assert (signal.form, signal.municipality_id, signal.channel) == ("labour", "GM0228", "professional")
    assert (signal.acute, signal.minor, signal.no_police) == (True, True, True)
    assert signal.indicators == ["sleeps_at_work", "papers_held_by_other"]
    assert (signal.reporter_kind, signal.reporter_id) == ("enforcement_officer", reporter.person_id)
    with as_worker():
        body = SignalContent.objects.get(pk=signal.id).body
        assert STORY.encode() not in bytes(body)
        assert open_story(signal.id, vault.data_key(signal.id), body) == [
            ("Wat is er gezien of gehoord", STORY)
        ]


def test_IN3_what_was_not_ticked_stays_unknown(client):
    give(client, place="", form="unknown", indicators=[])
    (signal,) = signals()
    assert (signal.minor, signal.acute, signal.municipality) == (None, False, None)


def test_CU1_a_double_click_and_a_retry_give_one_signal(client):
    same = answers()
    first = client.post(reverse("intake:quick"), same)
    again = client.post(reverse("intake:quick"), same)
    assert first.url == again.url
    assert len(signals()) == 1


def later_words(signal) -> str:
    with as_worker():
        key = vault.data_key(signal.id)
        rows = Feedback.objects.filter(signal=signal, recipient="handler")
        return " ".join(Feedback.text.open(key, row.pk, row.text) for row in rows)


def test_IN5_sent_again_from_a_fresh_form_it_asks_whether_it_belongs_to_the_signal_of_just_now(client):
    first = give(client)
    asked = give(client, what=f"{STORY} Ook een busje, 12-ABC-3.")
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "Toevoegen aan uw signaal van net" in page
    assert "Ook een busje, 12-ABC-3." in page
    assert len(signals()) == 1
    added = give(client, what=f"{STORY} Ook een busje, 12-ABC-3.", just_now="add")
    assert added.url == first.url
    assert "toegevoegd aan uw signaal" in client.get(added.url).content.decode()
    (signal,) = signals()
    assert "12-ABC-3" in later_words(signal)


def test_IN5_who_says_it_is_new_gives_a_new_signal_and_other_words_are_not_asked_about(client):
    give(client)
    give(client, just_now="new")
    give(client, what="Bij de wasserij wonen vrouwen boven de winkel; niemand komt ooit buiten.")
    assert len(signals()) == 3


def test_IN5_the_same_form_with_other_words_is_added_and_never_thrown_away(client):
    key = new_submission_key()
    first, again = give(client, key=key), give(client, key=key, what="Het kenteken is 12-ABC-3.")
    assert first.url == again.url
    (signal,) = signals()
    assert "12-ABC-3" in later_words(signal)


def test_RT2_afterwards_the_reporter_reads_who_has_it_why_and_when_they_hear(client):
    address = give(client).url
    assert STORY in client.get(address).content.decode(), "right after sending"
    session = client.session
    session["just_given"] |= {"shown_until": (clock.now() - timedelta(minutes=1)).isoformat()}
    session.save()
    page = client.get(address).content.decode()
    (signal,) = signals()
    assert signal.reference in page
    assert "Gemeente Ede" in page
    assert "uiterlijk" in page
    assert "Nog een signaal" in page
    assert STORY not in page


def test_IN3_danger_now_tells_to_call_first(client):
    assert "tel:112" in client.get(reverse("intake:quick")).content.decode()
    assert (
        'Bel <a href="tel:112">112</a>. Dit signaal'
        in client.get(give(client, circumstances=["acute"]).url).content.decode()
    )


def test_IN3_the_own_municipality_and_the_last_role_are_filled_in_already(client, browser_client, reporter):
    give(client, reporter_kind="counter_clerk")
    assert client.get(reverse("intake:quick")).context["form"]["place"].value() == "Ede"
    assert client.get(reverse("intake:quick")).context["form"]["reporter_kind"].value() == "counter_clerk"
    tomorrow = browser_client.login(reporter)
    assert tomorrow.get(reverse("intake:quick")).context["form"]["reporter_kind"].value() == "counter_clerk"


@pytest.mark.parametrize("place", ["6711 AB", "Lunteren", "ede", "GM0228"])
def test_IN3_a_postcode_a_village_or_a_name_leads_to_the_municipality(client, place):
    give(client, place=place)
    assert signals()[0].municipality_id == "GM0228"


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        ("Nergenshuizen", "Deze plaats kennen we niet"),
        ("Spijk", "ligt in meer gemeenten"),
        ("'", "kennen we niet"),
    ],
)
def test_IN3_a_place_nobody_knows_or_that_is_shared_is_asked_again_and_nothing_typed_is_lost(
    client, place, answer
):
    response = give(client, place=place)
    assert response.status_code == 422
    assert answer in response.content.decode()
    assert STORY in response.content.decode()
    assert signals() == []


def test_EX2_the_chips_follow_the_role_and_the_form_and_ticked_ones_stay(client):
    chosen = {"form": "sexual", "reporter_kind": "enforcement_officer", "indicators": ["wage_withheld"]}
    response = client.post(reverse("intake:chips"), chosen)
    first = [chip.slug for chip in response.context["first"].chips]
    assert first[0] == "many_short_visits"
    assert "wage_withheld" in first
    assert response.content.decode().count(" checked") == 1


def test_EX2_every_indicator_can_be_chosen_once_without_javascript(client):
    page = client.get(reverse("intake:quick")).content.decode()
    for slug in indicators():
        assert page.count(f'value="{slug}"') == 1, slug


def photo():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    out.seek(0)
    out.name = "Voordeur van mevrouw Voorbeeld.jpg"
    return out


def test_IN3_photos_are_stored_sealed_with_the_signal(client, country):
    give(client, photos=[photo(), photo()])
    (signal,) = signals()
    with acting(country.actor("contact_officer", "gemeente-ede")):
        kept = list(Attachment.objects.filter(signal_id=signal.id))
        key = vault.data_key(signal.id)
        assert len(kept) == 2
        for row in kept:
            assert b"Voorbeeld" not in bytes(row.name) + bytes(row.content)
            assert Attachment.name.open(key, row.id, row.name).startswith("Voordeur")
            assert Attachment.content.open(key, row.id, row.content).startswith(b"\xff\xd8")


def test_IN3_who_handles_the_signal_opens_the_photo_at_work(client, country, browser_client):
    give(client, photos=[photo()])
    (signal,) = signals()
    with as_worker():
        row = Attachment.objects.get()
    officer = type(browser_client)().login(country.actor("contact_officer", "gemeente-ede"))
    response = officer.get(reverse("custody:attachment", args=[signal.id, row.id]))
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert client.get(reverse("custody:attachment", args=[signal.id, row.id])).status_code in (403, 404)


def test_IN3_a_file_that_is_no_photo_is_refused_and_no_signal_is_half_made(client):
    fake = io.BytesIO(b"<script>alert(1)</script>")
    fake.name = "foto.jpg"
    response = give(client, photos=[fake])
    assert response.status_code == 422
    assert "niet als foto lezen" in response.content.decode()
    assert signals() == []


def test_IN3_photos_that_are_too_large_are_never_left_out_in_silence(client, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 500
    response = give(client, photos=[photo()])
    assert response.status_code == 422
    assert "samen te groot" in response.content.decode()


def test_IN3_a_draft_is_sealed_seen_by_its_person_only_and_goes_when_it_is_sent(client, country, reporter):
    typed = answers()
    assert client.post(reverse("intake:autosave"), typed).status_code == 200
    with as_worker():
        draft = Draft.objects.get()
        assert b"paspoort" not in bytes(draft.body)
    with acting(country.actor("contact_officer", "gemeente-ede")):
        assert not Draft.objects.exists()
    assert STORY[:60] in client.get(reverse("intake:drafts")).content.decode()
    page = client.get(reverse("intake:go_on", args=[draft.id]))
    assert page.context["form"]["what"].value() == STORY
    assert page.context["form"]["key"].value() == typed["key"]
    client.post(reverse("intake:quick"), typed)
    with as_worker():
        assert not Draft.objects.exists()


def test_IN3_a_draft_that_arrives_after_the_signal_is_not_kept(client):
    sent = answers()
    client.post(reverse("intake:quick"), sent)
    assert client.post(reverse("intake:autosave"), sent).status_code == 204
    with as_worker():
        assert not Draft.objects.exists()


def test_IN3_without_javascript_a_button_keeps_the_draft_however_unfinished(client):
    response = client.post(reverse("intake:quick"), answers(place="Nergenshuizen", draft="1"))
    assert response.url == reverse("intake:drafts")
    assert signals() == []
    nothing = client.post(reverse("intake:quick"), answers(what="", indicators=[], draft="1"))
    assert nothing.status_code == 422


def test_IN3_a_draft_is_thrown_away_after_asking_and_after_thirty_days(client, reporter, time_machine):
    client.post(reverse("intake:autosave"), answers())
    with acting(reporter):
        draft = Draft.objects.get()
    address = reverse("intake:discard", args=[draft.id])
    assert client.get(address).status_code == 200
    client.post(address)
    client.post(address)
    assert client.get(reverse("intake:go_on", args=[draft.id])).status_code == 404
    client.post(reverse("intake:autosave"), answers())
    time_machine.move_to(clock.now() + timedelta(days=29))
    with as_worker():
        assert drafts.drop_old() == 0
    time_machine.move_to(clock.now() + timedelta(days=2))
    with as_worker():
        assert drafts.drop_old() == 1


def test_SH7_drafts_and_own_signals_leave_their_trace_without_words(client):
    client.post(reverse("intake:autosave"), answers())
    client.get(give(client).url)
    events = list(AuditEvent.objects.using("audit").values_list("action", "object_kind", "detail"))
    assert {action for action, *_ in events} >= {"draft_kept", "signal_submitted", "signal_read"}
    assert "loods" not in str(events)


PAGES = ["intake:quick", "intake:drafts", "messages:own", "intake:offline", "intake:service_worker"]


@pytest.mark.parametrize("name", PAGES)
def test_SH2_only_who_may_report_comes_in(name, country, browser_client):
    from django.test import Client

    assert Client().get(reverse(name)).status_code == 302
    assert browser_client.login(country.actor("researcher")).get(reverse(name)).status_code == 403
    assert (
        browser_client.login(country.actor("contact_officer", "gemeente-ede")).get(reverse(name)).status_code
        == 200
    )


def test_SH2_anothers_signal_and_draft_do_not_exist(client, country, browser_client):
    give(client)
    client.post(reverse("intake:autosave"), answers())
    (signal,) = signals()
    with as_worker():
        draft = Draft.objects.get()
    stranger = type(browser_client)().login(country.actor("reporter", "gemeente-utrecht"))
    assert stranger.get(reverse("intake:given", args=[signal.id])).status_code == 404
    assert stranger.get(reverse("intake:go_on", args=[draft.id])).status_code == 404
    assert stranger.get(reverse("intake:given", args=[uuid.uuid4()])).status_code == 404
    stranger.post(reverse("intake:discard", args=[draft.id]))
    with as_worker():
        assert Draft.objects.exists()


@pytest.mark.parametrize("name", ["intake:quick", "intake:drafts"])
def test_the_pages_keep_to_ten_queries(name, client):
    client.post(reverse("intake:autosave"), answers())
    where = give(client).url
    for address in (reverse(name), where):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        assert len(queries) <= 10, [query["sql"][:120] for query in queries]


def test_IN3_the_page_a_phone_keeps_names_nobody_and_holds_no_token(client, reporter):
    page = client.get(reverse("intake:offline")).content.decode()
    for personal in (reporter.name, "Gemeente Ede", "csrfmiddlewaretoken"):
        assert personal not in page
    script = client.get(reverse("intake:service_worker"))
    assert script["Content-Type"].startswith("text/javascript")
