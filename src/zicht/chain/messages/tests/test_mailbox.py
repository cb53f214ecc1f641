"""The mailbox of a reporter without an account (IN2, FB1, FB3): one answer for every wrong code, nothing
kept of a visit (SH7).
"""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client

from zicht.chain.custody import services
from zicht.chain.custody.services import handovers
from zicht.chain.door import receipts
from zicht.chain.door.state import VISIT_MINUTES
from zicht.chain.feedback import mailing
from zicht.chain.feedback.models import Feedback, MailNotice
from zicht.chain.feedback.vocabulary import Recipient, Stage
from zicht.chain.messages import mailbox
from zicht.chain.signals.models import Signal
from zicht.foundation.access import as_worker
from zicht.foundation.audit.models import AuditEvent
from zicht.foundation.vault import services as vault

ADDRESS = "/antwoord/"


class Reader:
    """Someone with a code and a browser that keeps nothing."""

    def __init__(self, address: str = ADDRESS):
        self.client, self.address = Client(enforce_csrf_checks=True), address
        self.page = self.client.get(address)

    @property
    def html(self) -> str:
        return self.page.content.decode()

    @property
    def text(self) -> str:
        return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.html)))

    def field(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.html)
        return found[1] if found else ""

    def enter(self, code: str, **more) -> "Reader":
        self.page = self.client.post(self.address, {"code": code, "go": "next", **more})
        return self

    def choose(self, **said) -> "Reader":
        data = {"visit": self.field("visit"), "key": self.field("key"), "go": "reach", **said}
        self.page = self.client.post(self.address, data)
        return self

    def write(self, text: str, key: str = "") -> "Reader":
        data = {"visit": self.field("visit"), "key": key or self.field("key"), "text": text, "go": "write"}
        self.page = self.client.post(self.address, data)
        return self


@pytest.fixture
def stored(country):
    return country.signal()


@pytest.fixture
def officer(country):
    return country.actor("contact_officer", "gemeente-ede")


def written(signal_id) -> list[str]:
    """What the handlers of a signal read from its reporter."""
    with as_worker():
        key = vault.data_key(signal_id)
        rows = Feedback.objects.filter(signal=signal_id, recipient=Recipient.HANDLER).order_by("number")
        return [Feedback.text.open(key, row.id, row.text) for row in rows]


@pytest.mark.parametrize(
    "typed",
    [receipts.grouped, str.lower, lambda code: f" {code[:7]} {code[7:]}".replace("0", "o").replace("1", "l")],
)
def test_IN2_the_receipt_opens_the_mailbox_however_it_is_typed(stored, typed):
    reader = Reader().enter(typed(stored.receipt))
    assert reader.page.status_code == 200
    assert "Dank u wel. Uw melding is binnen en gaat niet verloren." in reader.text


def test_IN2_a_mistyped_an_unknown_and_an_empty_code_get_the_same_answer(stored):
    unknown = receipts.grouped(receipts.receipt_for(receipts.new_submission_key()))
    answers = [Reader().enter(code) for code in ("kort", unknown, "", "€ 12,50")]
    assert {reader.page.status_code for reader in answers} == {422}
    said = {re.sub(r' value="[^"]*"', "", reader.html) for reader in answers}
    assert len(said) == 1
    assert "Met deze code vinden we niets." in answers[0].text


def test_IN2_the_code_never_stands_in_an_address_or_in_the_page_after_it_opened(stored):
    reader = Reader().enter(stored.receipt)
    assert stored.receipt not in reader.html
    assert receipts.grouped(stored.receipt) not in reader.html
    assert Client().get(ADDRESS, {"code": stored.receipt}).content.count(b"Dank u wel. Uw melding") == 0


def test_FB1_the_reporter_reads_who_is_at_it_and_what_was_done(country, stored, officer):
    services.take_up(stored.id, actor=officer)
    assert (
        "De contactpersoon mensenhandel van de gemeente is met uw melding bezig."
        in Reader().enter(stored.receipt).text
    )
    services.finish(stored.id, "helped", "conversation", actor=officer)
    said = Reader().enter(stored.receipt).text
    assert "heeft iets met uw melding kunnen doen" in said
    assert "Uw melding is afgerond." in said


def test_FB1_a_report_that_was_passed_on_says_to_whom(country, stored, officer):
    services.take_up(stored.id, actor=officer)
    director = country.actor("chain_director", "zvh-gelderland-midden")
    offer = handovers.offer(
        stored.id,
        director.organisation_id,
        "chain_director",
        "assess",
        "Past beter in de regio.",
        actor=officer,
    )
    handovers.accept(offer.id, actor=director)
    assert "doorgegeven aan de regisseur mensenhandel van de regio" in Reader().enter(stored.receipt).text


def test_FB1_own_words_of_a_person_stand_with_the_default_words(stored, officer):
    services.take_up(stored.id, actor=officer)
    services.finish(
        stored.id, "no_further_leads", "too_little_known", word="Bel gerust nog eens.", actor=officer
    )
    said = Reader().enter(stored.receipt).text
    assert "Er was nu te weinig om mee verder te gaan. Dat ligt niet aan u." in said
    assert "Bel gerust nog eens." in said


def test_IN2_the_mailbox_speaks_the_language_of_the_page(stored):
    reader = Reader("/en/antwoord/").enter(stored.receipt)
    assert "Thank you. Your report has arrived and will not get lost." in reader.text
    assert '<html lang="en"' in reader.html


def test_IN2_the_reporter_adds_facts_and_sees_them_in_order(stored):
    reader = Reader().enter(stored.receipt)
    for text in ("De auto is wit.", "Er kwam een tweede auto.", "Nu is het stil."):
        reader.write(text)
        assert "Uw bericht staat erbij." in reader.text
    assert written(stored.id) == ["De auto is wit.", "Er kwam een tweede auto.", "Nu is het stil."]
    places = [reader.text.index(text) for text in written(stored.id)]
    assert places == sorted(places)


def test_IN2_the_same_message_sent_twice_is_kept_once(stored):
    reader = Reader().enter(stored.receipt)
    visit, key = reader.field("visit"), reader.field("key")
    for _ in range(2):
        reader.page = reader.client.post(
            ADDRESS, {"visit": visit, "key": key, "text": "Eén keer.", "go": "write"}
        )
    assert written(stored.id) == ["Eén keer."]


def test_IN2_an_empty_message_is_asked_for_beside_the_field(stored):
    reader = Reader().enter(stored.receipt).write("  ")
    assert reader.page.status_code == 422
    assert "Schrijf eerst iets op." in reader.text
    assert written(stored.id) == []


def test_IN2_after_twenty_minutes_the_code_is_asked_again_and_nothing_typed_is_lost(stored, time_machine):
    reader = Reader().enter(stored.receipt)
    time_machine.move_to(datetime.now(UTC) + timedelta(minutes=VISIT_MINUTES + 1))
    reader.write("Bijna vergeten.")
    assert "na twintig minuten opnieuw om de code" in reader.text
    reader.enter(stored.receipt, kept=reader.field("kept"))
    assert "Bijna vergeten." in reader.html
    assert written(stored.id) == []


def test_IN2_a_visit_that_was_tampered_with_opens_nothing(stored):
    reader = Reader().enter(stored.receipt)
    reader.page = reader.client.post(
        ADDRESS, {"visit": reader.field("visit")[:-4] + "AAAA", "text": "", "go": "write"}
    )
    assert 'name="code"' in reader.html
    assert written(stored.id) == []


def test_IN2_a_receipt_of_one_report_never_opens_another(country):
    first, second = country.signal(), country.signal()
    Reader().enter(first.receipt).write("Alleen bij de eerste.")
    assert "Alleen bij de eerste." not in Reader().enter(second.receipt).text


def test_SH7_a_visit_is_on_record_with_the_day_only(stored):
    Reader().enter(stored.receipt).write("Nieuws.")
    visits = list(AuditEvent.objects.using("audit").filter(action__startswith="mailbox_"))
    assert {visit.action for visit in visits} == {"mailbox_opened", "mailbox_written"}
    for visit in visits:
        assert visit.object_id == str(stored.id)
        assert visit.channel == "public, anonymous"
        assert visit.at.astimezone(mailbox.clock.AMSTERDAM).time().isoformat() == "00:00:00"


def test_IN2_the_mailbox_leaves_no_trace(stored):
    reader = Reader()
    pages = [
        reader.page,
        reader.enter("kort").page,
        reader.enter(stored.receipt).page,
        reader.write("Dag.").page,
    ]
    for page in pages:
        assert page["Cache-Control"] == "no-store"
        assert page["Referrer-Policy"] == "no-referrer"
        assert page.cookies == {}


def test_the_public_doors_role_reads_no_feedback_itself(stored):
    from django.db import ProgrammingError

    with pytest.raises(ProgrammingError, match="permission denied"):
        Signal.objects.using("intake").exists()
    with pytest.raises(ProgrammingError, match="permission denied"):
        Feedback.objects.using("intake").exists()


def test_FB1_the_last_telling_word_decides_how_far_a_report_is(stored, officer):
    assert mailbox.open_mailbox(stored.receipt).progress == 1
    services.take_up(stored.id, actor=officer)
    assert mailbox.open_mailbox(stored.receipt).progress == 2
    assert mailbox.open_mailbox(stored.receipt).latest.stage == Stage.TAKEN_UP
    services.finish(stored.id, "helped", "conversation", actor=officer)
    assert mailbox.open_mailbox(stored.receipt).progress == 3


def test_FB3_a_reporter_chooses_a_safe_way_and_time_and_those_at_work_read_it(
    country, stored, officer, browser_client
):
    """FB3: for who leaves a way to be reached; the mailbox itself does not repeat the number to who looks
    along.
    """
    reader = (
        Reader()
        .enter(stored.receipt)
        .choose(channel="text", contact="06 12 34 56 78", moment="alleen op dinsdag")
    )
    assert "Uw keuze is bewaard." in reader.text
    assert written(stored.id) == [
        "Hoe: een bericht op mijn telefoon\nWaar: 06 12 34 56 78\nWanneer en hoe dat veilig is: alleen op"
        " dinsdag"
    ]
    again = Reader().enter(stored.receipt).html
    assert "06 12 34" not in again
    assert "U koos hoe we u mogen bereiken." in again
    page = browser_client.login(officer).get(f"/werk/signalen/{stored.id}/").content.decode()
    assert "Zo is de melder veilig te bereiken" in page
    assert "06 12 34 56 78" in page


def test_FB3_a_way_without_a_number_is_asked_again_and_nothing_typed_is_lost(stored):
    """FB3: calm, with what was typed."""
    reader = Reader().enter(stored.receipt).choose(channel="call", contact="", moment="overdag")
    assert reader.page.status_code == 422
    assert "Schrijf op waar we u kunnen bereiken, of kies: alleen hier." in reader.text
    assert 'value="overdag"' in reader.html
    assert written(stored.id) == []


def test_FB3_the_choice_is_taken_back_with_one_click(stored):
    """FB3: a phone that was safe yesterday may be watched today."""
    Reader().enter(stored.receipt).choose(channel="call", contact="06 12 34 56 78")
    Reader().enter(stored.receipt).choose(channel="here")
    assert written(stored.id)[-1] == "De melder wil alleen hier antwoord. Bel, mail of schrijf niet."


@pytest.mark.parametrize(
    "said", [None, {"channel": "here"}, {"channel": "mail", "contact": "melder@example.org"}]
)
def test_FB3_zicht_sends_nothing_outside_the_mailbox_to_who_is_anonymous(country, stored, officer, said):
    """FB3: whatever was chosen: people may call or write, Zicht does not; no mail waits and none left."""
    if said:
        Reader().enter(stored.receipt).choose(**said)
    services.take_up(stored.id, actor=officer)
    services.write_to_reporter(stored.id, phrase="still_busy", actor=officer)
    services.finish(stored.id, "helped", "conversation", actor=officer)
    mailing.announce_all()
    with as_worker():
        assert not MailNotice.objects.filter(
            feedback__signal=stored.id, feedback__recipient=Recipient.REPORTER
        ).exists()
    assert not [
        letter for letter in mail.outbox if "example.org" in str(letter.to) and "melder" in str(letter.to)
    ]


def test_FB3_the_choice_can_be_made_in_english(stored):
    """FB3: Dutch and English."""
    reader = Reader("/en/antwoord/").enter(stored.receipt)
    assert "May we reach you in another way too?" in reader.text
    assert "Your choice was saved." in reader.choose(channel="here").text
    assert "You chose how we may reach you." in reader.text
