"""The mailbox of a reporter without an account (IN2, FB1, FB3): one answer for every wrong code, nothing kept of a visit (SH7)."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from zicht.chain.custody import handovers, services
from zicht.chain.feedback import public_mailbox, public_views
from zicht.chain.feedback import service as feedback
from zicht.chain.feedback.models import Feedback
from zicht.chain.feedback.vocabulary import Recipient, Stage
from zicht.chain.intake import receipts
from zicht.chain.signals.models import Signal
from zicht.foundation.access import as_worker
from zicht.foundation.audit.models import AuditEvent
from zicht.foundation.vault import sealing
from zicht.foundation.vault import service as vault

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
        return [sealing.open_sealed(key, feedback.text_place(row.id), row.text) for row in rows]


@pytest.mark.parametrize("typed", [receipts.grouped, str.lower, lambda code: f" {code[:7]} {code[7:]}".replace("0", "o").replace("1", "l")])
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
    assert "De contactpersoon mensenhandel van de gemeente is met uw melding bezig." in Reader().enter(stored.receipt).text
    services.finish(stored.id, "helped", "conversation", actor=officer)
    said = Reader().enter(stored.receipt).text
    assert "heeft iets met uw melding kunnen doen" in said
    assert "Uw melding is afgerond." in said


def test_FB1_a_report_that_was_passed_on_says_to_whom(country, stored, officer):
    services.take_up(stored.id, actor=officer)
    director = country.actor("chain_director", "zvh-gelderland-midden")
    offer = handovers.offer(
        stored.id, director.organisation_id, "chain_director", "assess", "Past beter in de regio.", actor=officer
    )  # fmt: skip
    handovers.accept(offer.id, actor=director)
    assert "doorgegeven aan de regisseur mensenhandel van de regio" in Reader().enter(stored.receipt).text


def test_FB1_own_words_of_a_person_stand_with_the_default_words(stored, officer):
    services.take_up(stored.id, actor=officer)
    services.finish(stored.id, "no_further_leads", "too_little_known", word="Bel gerust nog eens.", actor=officer)
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
        reader.page = reader.client.post(ADDRESS, {"visit": visit, "key": key, "text": "Eén keer.", "go": "write"})
    assert written(stored.id) == ["Eén keer."]


def test_IN2_an_empty_message_is_asked_for_beside_the_field(stored):
    reader = Reader().enter(stored.receipt).write("  ")
    assert reader.page.status_code == 422
    assert "Schrijf eerst iets op." in reader.text
    assert written(stored.id) == []


def test_IN2_after_twenty_minutes_the_code_is_asked_again_and_nothing_typed_is_lost(stored, time_machine):
    reader = Reader().enter(stored.receipt)
    time_machine.move_to(datetime.now(UTC) + timedelta(minutes=public_views.MINUTES + 1))
    reader.write("Bijna vergeten.")
    assert "na twintig minuten opnieuw om de code" in reader.text
    reader.enter(stored.receipt, kept=reader.field("kept"))
    assert "Bijna vergeten." in reader.html
    assert written(stored.id) == []


def test_IN2_a_visit_that_was_tampered_with_opens_nothing(stored):
    reader = Reader().enter(stored.receipt)
    reader.page = reader.client.post(ADDRESS, {"visit": reader.field("visit")[:-4] + "AAAA", "text": "", "go": "write"})
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
        assert visit.at.astimezone(public_mailbox.deadlines.AMSTERDAM).time().isoformat() == "00:00:00"


def test_IN2_the_mailbox_leaves_no_trace(stored):
    reader = Reader()
    pages = [reader.page, reader.enter("kort").page, reader.enter(stored.receipt).page, reader.write("Dag.").page]
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
    assert public_mailbox.open_mailbox(stored.receipt).progress == 1
    services.take_up(stored.id, actor=officer)
    assert public_mailbox.open_mailbox(stored.receipt).progress == 2
    assert public_mailbox.open_mailbox(stored.receipt).latest.stage == Stage.TAKEN_UP
    services.finish(stored.id, "helped", "conversation", actor=officer)
    assert public_mailbox.open_mailbox(stored.receipt).progress == 3
