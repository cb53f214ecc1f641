"""Words that stand in every field where people write, each once, planted through the real use cases and
pages.
"""

import io
import secrets
import uuid
from dataclasses import replace
from datetime import date

from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from PIL import Image, PngImagePlugin

from tests.isolation.cast import CARE, EDE, SAFETY_HOUSE, UTRECHT
from tests.stolen.casework import Casework
from zicht.casework.oversight import log
from zicht.casework.oversight import services as oversight
from zicht.casework.register.notifying.facts import Facts
from zicht.casework.register.notifying.services.filing import notify
from zicht.casework.register.persons import services as register
from zicht.casework.register.persons.identity import Identity
from zicht.chain.custody import services
from zicht.chain.custody.page import open_page
from zicht.chain.custody.services import handovers
from zicht.chain.door import receipts
from zicht.chain.door.state import carry
from zicht.chain.intake import services as intake
from zicht.chain.intake.images import from_pixels
from zicht.chain.intake.importing import services as importing
from zicht.chain.intake.services import NewAttachment, drafts
from zicht.chain.intake.tests.visitor import Visitor
from zicht.chain.messages import mailbox
from zicht.chain.signals import search
from zicht.foundation.access import acting, as_worker
from zicht.foundation.accounts.models import Account
from zicht.testing.base import SignedInClient

BORN = date(1953, 8, 19)
"""A birth date that is written nowhere else."""


class Canaries:
    """`planted`: every word that must not be found, with the field it was written in."""

    def __init__(self, country, browser_client):
        self.country, self.browser_client = country, browser_client
        self.planted: dict[str, str] = {}
        self.officer = country.actor("contact_officer", EDE)
        self.neighbour = country.actor("contact_officer", UTRECHT)
        self.director = country.actor("chain_director", SAFETY_HOUSE)
        self.reporter = country.actor("reporter", EDE)
        self.casework = Casework(self)

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
        stopped = f"{self.word('overridden message').title()} belt u."
        services.write_to_reporter(signal_id, stopped, override="from_reporter", actor=self.officer)
        mailbox.write(stored.receipt, self.word("message of the reporter"), secrets.token_hex(8))
        self._reachable(stored.receipt)
        self._handed_over_and_back(signal_id)
        self._registered(signal_id)
        self._asked_about(signal_id)
        self.casework.on(signal_id, stored.reference)
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
        answers = {"what": self.word("draft"), "contact": self.word("draft: contact")}
        drafts.keep(secrets.token_hex(16), answers, actor=self.reporter)
        row = ("T-9", "03-11-2025", self.word("offered file"), "Ede")
        importing.offer(self._file("plaats", row), "tip_line", actor=self.officer)
        wrong = ("T-10", self.word("wrong date in a file"), self.word("row that was not read"), "Ede")
        run = importing.offer(
            self._file(self.word("unknown heading of a file"), wrong), "tip_line", actor=self.officer
        )
        importing.confirm(run.pk, actor=self.officer)
        while importing.step(run.pk):
            pass

    def in_an_account(self):
        """The secret of a second factor. Returns what was stored, to be taken away again: accounts outlive
        a test.
        """
        account = Account.objects.get(pk=self.reporter.person_id)
        return TOTP.activate(account, self.word("second factor")).instance

    def in_pages(self) -> None:
        """What is typed into pages, with right and wrong answers, so that sessions and logs have every
        chance to keep it.
        """
        visitor = Visitor()
        visitor.answer_all(
            story={"what": self.word("public story")},
            answer={
                "language": "pl",
                "contact": self.word("public contact"),
                "safe_moment": self.word("public moment"),
            },
        ).go("send")
        self._encrypted_by_the_browser()
        client = self.browser_client.login(self.officer)
        client.post("/werk/signalen/zoeken/", {"words": self.word("searched word")})
        client.post("/werk/signaal-geven/", {"what": self.word("refused quick report"), "key": "wrong"})
        name = {
            "given_name": self.word("name in a check while typing"),
            "family_name": self.word("family name while typing"),
            "phone": self.casework.telephone("phone in a check while typing"),
            "document": self.word("document while typing"),
        }
        client.post("/werk/register/lijkt-op/", name)
        client.post(
            "/werk/navraag/", {"kind": "person", "given": self.word("name in a question"), "family": "x"}
        )
        client.post(
            "/werk/afstemmen/nieuw/", {"kind": "visit", "company": self.word("work that was refused")}
        )
        client.post(
            "/werk/noodtoegang/",
            {"reference": "Z-0000-0000", "danger": "life", "words": self.word("danger that was refused")},
        )
        client.get("/werk/")
        SignedInClient().login(self.neighbour).post(
            "/werk/signalen/zoeken/", {"words": self.word("word searched next door")}
        )
        client.logout()
        client.post(
            "/inloggen/",
            {"login": f"{self.word('sign-in name')}@x.example", "password": self.word("password")},
        )
        client.post("/antwoord/", {"receipt": self.word("wrong receipt")})

    def _file(self, heading: str, row: tuple) -> bytes:
        return f"meldnummer;datum;omschrijving;{heading}\n{';'.join(row)}".encode()

    def _reported(self):
        story = {
            name: self.word(f"story: {name}") for name in ("what", "where", "when", "contact", "safe_moment")
        }
        files = (
            NewAttachment(self.word("file name"), "image/png", self._photo()),
            NewAttachment("b.pdf", "application/pdf", self.word("file content").encode()),
        )
        report = self.country.report(story=story, attachments=files)
        self.planted[receipts.receipt_for(report.submission_key)] = "receipt"
        self.planted[receipts.grouped(receipts.receipt_for(report.submission_key))] = "receipt as written"
        self.planted[report.submission_key] = "submission key"
        return intake.submit_publicly(report)

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

    def _encrypted_by_the_browser(self) -> None:
        """Two reports in envelopes: one that is sent, and one that is left halfway after its place was
        looked up.
        """
        for go in ("send", "stay"):
            Visitor(encrypts=True).answer_all(
                who={"reporter": "victim"},
                story={"what": self.word(f"encrypted story, {go}")},
                place={
                    "place": self.word(f"encrypted place, {go}"),
                    "spot": self.word(f"encrypted spot, {go}"),
                },
                when={"ongoing": "yes", "when": self.word(f"encrypted when, {go}")},
                answer={
                    "language": "pl",
                    "contact": self.word(f"encrypted contact, {go}"),
                    "safe_moment": self.word(f"encrypted moment, {go}"),
                },
            ).go(go)

    def _reachable(self, receipt: str) -> None:
        """The reporter chooses, in the mailbox, how to be reached safely."""
        chosen = {
            "channel": "call",
            "contact": self.word("reach: contact"),
            "moment": self.word("reach: moment"),
            "key": secrets.token_hex(8),
        }
        visit = carry("visit", receipt, 20)
        assert Client().post("/antwoord/", {"visit": visit, "go": "reach", **chosen}).status_code == 200

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
            given_name=self.word("given name before"),
            infix=self.word("infix"),
            family_name=self.word("family name"),
            initials=self.word("initials"),
            birth_date=BORN,
            sex="female",
            nationalities=("NL",),
            phone=self.casework.telephone("phone"),
            document=self.word("document"),
        )
        self.planted[BORN.isoformat()] = "birth date"
        coordinator = self.country.actor("care_coordinator", CARE)
        victim = register.register(signal_id, person, actor=coordinator)
        register.complete(
            victim.id, replace(person, given_name=self.word("given name")), 1, actor=coordinator
        )
        facts = Facts(
            forms=("sexual",),
            criterion="slightest_indication",
            basis="consent",
            consent=True,
            remarks=self.word("remarks"),
        )
        notify(victim.id, facts, actor=coordinator)
