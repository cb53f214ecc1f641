"""Words that stand in every field where people write, each once, planted through the real use cases and pages."""

import io
import secrets
import uuid
from datetime import date

from PIL import Image, PngImagePlugin

from tests.isolation.cast import CARE, EDE, SAFETY_HOUSE, UTRECHT
from zicht.casework.oversight import log
from zicht.casework.oversight import services as oversight
from zicht.casework.register import services as register
from zicht.casework.register.notifying import Facts, notify
from zicht.casework.register.services import Identity
from zicht.chain.custody import handovers, services
from zicht.chain.custody.page import open_page
from zicht.chain.feedback import public_mailbox
from zicht.chain.intake import drafts, receipts, service
from zicht.chain.intake.images import from_pixels
from zicht.chain.intake.importing import service as importing
from zicht.chain.intake.service import NewAttachment
from zicht.chain.intake.tests.visitor import Visitor
from zicht.chain.signals import search
from zicht.foundation.access import acting, as_worker


class Canaries:
    """`planted`: every word that must not be found, with the field it was written in."""

    def __init__(self, country, browser_client):
        self.country, self.browser_client = country, browser_client
        self.planted: dict[str, str] = {}
        self.officer = country.actor("contact_officer", EDE)
        self.neighbour = country.actor("contact_officer", UTRECHT)
        self.director = country.actor("chain_director", SAFETY_HOUSE)
        self.reporter = country.actor("reporter", EDE)

    def word(self, field: str) -> str:
        """A new word for a field. Letters only, so that every field takes it."""
        word = "knr" + "".join(secrets.choice("bcdfghjklmnpqrstvwxz") for _ in range(18))
        self.planted[word] = field
        return word

    def in_a_whole_life(self) -> None:
        """One signal from report to reopening, with a person registered from it."""
        stored = self._reported()
        signal_id = stored.id
        services.take_up(signal_id, actor=self.officer)
        services.observe(signal_id, self.word("observation"), actor=self.officer)
        services.assess(signal_id, "possible", "indicators", self.word("assessment note"), actor=self.officer)
        services.write_to_reporter(signal_id, self.word("message to the reporter"), actor=self.officer)
        public_mailbox.write(stored.receipt, self.word("message of the reporter"), secrets.token_hex(8))
        self._handed_over_and_back(signal_id)
        self._registered(signal_id)
        self._asked_about(signal_id)
        services.finish(
            signal_id,
            "helped",
            "conversation",
            self.word("closing note"),
            self.word("closing word"),
            actor=self.officer,
        )
        services.reopen(signal_id, self.word("reason to reopen"), actor=self.director)
        with as_worker():
            search.index(signal_id)

    def in_files_and_drafts(self) -> None:
        """What is not a signal yet: a draft, and a file that was offered but not confirmed."""
        drafts.keep(secrets.token_hex(16), {"what": self.word("draft")}, actor=self.reporter)
        row = ("T-9", "03-11-2025", self.word("offered file"), "Ede")
        content = "meldnummer;datum;omschrijving;plaats\n" + ";".join(row)
        importing.offer(content.encode(), "tip_line", actor=self.officer)

    def in_pages(self) -> None:
        """What is typed into pages, with right and wrong answers, so that sessions and logs have every chance to keep it."""
        visitor = Visitor()
        visitor.answer_all(
            story={"what": self.word("public story")},
            answer={
                "language": "pl",
                "contact": self.word("public contact"),
                "safe_moment": self.word("public moment"),
            },
        ).go("send")
        client = self.browser_client.login(self.officer)
        client.post("/werk/signalen/zoeken/", {"words": self.word("searched word")})
        client.post("/werk/signaal-geven/", {"what": self.word("refused quick report"), "key": "wrong"})
        client.get("/werk/")
        client.logout()
        client.post(
            "/inloggen/",
            {"login": f"{self.word('sign-in name')}@x.example", "password": self.word("password")},
        )
        client.post("/antwoord/", {"receipt": self.word("wrong receipt")})

    def _reported(self):
        story = {
            name: self.word(f"story: {name}") for name in ("what", "where", "when", "contact", "safe_moment")
        }
        files = (NewAttachment(self.word("file name"), "image/png", self._photo()),
                 NewAttachment("b.pdf", "application/pdf", self.word("file content").encode()))  # fmt: skip
        report = self.country.report(story=story, attachments=files)
        self.planted[receipts.receipt_for(report.submission_key)] = "receipt"
        self.planted[receipts.grouped(receipts.receipt_for(report.submission_key))] = "receipt as written"
        self.planted[report.submission_key] = "submission key"
        return service.submit_publicly(report)

    def _photo(self) -> bytes:
        """A photo with words in its hidden data, made anew as an upload is."""
        hidden, out = PngImagePlugin.PngInfo(), io.BytesIO()
        hidden.add_text("Comment", self.word("hidden data of a photo"))
        Image.new("RGB", (8, 8)).save(out, "PNG", pnginfo=hidden)
        return from_pixels(out.getvalue())

    def _handed_over_and_back(self, signal_id) -> None:
        to = self.neighbour
        offer = handovers.offer(
            signal_id,
            to.organisation_id,
            "contact_officer",
            "assess",
            self.word("hand-over question"),
            actor=self.officer,
        )
        handovers.return_with_reason(offer.id, "no_capacity", self.word("return note"), actor=to)

    def _asked_about(self, signal_id) -> None:
        fg = self.country.actor("data_protection_officer", EDE)
        with acting(self.officer):
            open_page(signal_id, self.officer)
        with acting(fg):
            event = log.search({"person": self.officer.person_id})[0][0]
        question = oversight.ask_about(event, self.word("question about access"), uuid.uuid4(), actor=fg)
        oversight.answer(question.pk, self.word("answer about access"), actor=self.officer)

    def _registered(self, signal_id) -> None:
        person = Identity(
            given_name=self.word("given name"), infix="van", family_name=self.word("family name"),
            initials=self.word("initials"), birth_date=date(2001, 5, 4), sex="female", nationalities=("NL",),
        )  # fmt: skip
        coordinator = self.country.actor("care_coordinator", CARE)
        victim = register.register(signal_id, person, actor=coordinator)
        facts = Facts(
            forms=("sexual",),
            criterion="slightest_indication",
            basis="consent",
            consent=True,
            remarks=self.word("remarks"),
        )
        notify(victim.id, facts, actor=coordinator)
