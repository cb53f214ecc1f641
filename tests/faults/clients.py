"""People at their browsers: reporters who press "send" again until they see a receipt, officers who hand
signals over.

What a client writes down as acknowledged is what a person saw on the screen, nothing else.
"""

import http.client
import random
import re
import threading
import time
import urllib.parse
import uuid
from dataclasses import dataclass, field

RECEIPT = re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}\b")
SIGNAL = re.compile(r"/werk/signalen/([0-9a-f-]{36})/")
CSRF = "c" * 32
ACCEPTED = ("U hebt het signaal overgenomen", "is al geantwoord")


@dataclass(frozen=True)
class Official:
    """A person with a function, signed in: how the browser is known, and what can be offered to them."""

    cookie: str
    receiver: str
    organisation_id: uuid.UUID
    municipality: str


@dataclass
class Seen:
    """What people saw acknowledged, and what they tried."""

    receipts: dict[str, tuple[str, str]] = field(default_factory=dict)
    """receipt → (submission key, mark in the story)"""
    tried: set[str] = field(default_factory=set)
    """submission keys that were ever sent"""
    offers: dict[uuid.UUID, Official] = field(default_factory=dict)
    accepted: dict[uuid.UUID, Official] = field(default_factory=dict)
    disagreeing: list[str] = field(default_factory=list)
    """a second receipt for the same report"""
    answers: int = 0
    failures: int = 0

    @property
    def acknowledged(self) -> int:
        return len(self.receipts) + len(self.offers) + len(self.accepted)


def last_page(place: str, danger: str = "no") -> tuple[str, dict[str, str]]:
    """A mark in the story, and the last page of a public report as it is sent; `key` tells it apart."""
    from zicht.chain.intake.public_draft import Draft

    mark = uuid.uuid4().hex
    answers = {
        "danger": danger,
        "reporter": "citizen",
        "form": "sexual",
        "what": f"Zij mag niet naar buiten. {mark}",
        "place": "Ede",
        "places": [place],
        "sure": True,
        "spot": "",
        "ongoing": "yes",
        "when": "elke nacht",
        "minor": "no",
    }
    seen = ["danger", "reporter", "form", "what", "place", "when", "minor"]
    draft = Draft(answers=answers, seen=seen, checked=True)
    return mark, {"draft": draft.sealed(), "step": "check", "go": "send", "key": draft.key}


class Client(threading.Thread):
    """One person. `over` ends it after what it is doing."""

    def __init__(self, port: int, officials: list[Official], seen: Seen, over: threading.Event, seed: int):
        super().__init__(daemon=True)
        self.port, self.officials, self.seen, self.over = port, officials, seen, over
        self.random, self.connection = random.Random(seed), None
        self.flash, self.location = "", ""

    def run(self):
        while not self.over.is_set():
            self.report() if self.random.random() < 0.6 else self.hand_over()
            time.sleep(self.random.uniform(0, 0.3))

    def report(self):
        """Report, and press the button again until there is a receipt. Once in a while press it twice."""
        mark, form = last_page(self.random.choice(self.officials).municipality)
        key = form.pop("key")
        self.seen.tried.add(key)
        receipt = self._until(lambda: self._receipt(form))
        if receipt and self.random.random() < 0.1 and (again := self._receipt(form)) not in (receipt, None):
            self.seen.disagreeing.append(again)
        if receipt:
            self.seen.receipts[receipt] = (key, mark)

    def hand_over(self):
        """Offer a signal of one's own to somebody else, who takes it over."""
        sender, receiver = self.random.sample(self.officials, 2)
        listed = self._ask("GET", "/werk/signalen/?state=open", cookie=sender.cookie)
        found = sorted(set(SIGNAL.findall(listed[1]))) if listed and listed[0] == 200 else []
        if not found:
            return
        signal, key = self.random.choice(found), uuid.uuid4()
        form = {
            "receiver": receiver.receiver,
            "task": "assess",
            "reason": "De woning staat bij u.",
            "key": key,
            "version": 1,
        }
        status = self._until(lambda: self._act(f"/werk/signalen/{signal}/overdragen/", form, sender))
        if status != 302:
            return
        self.seen.offers[key] = receiver
        if self._until(lambda: self._accept(signal, key, receiver)):
            self.seen.accepted[key] = receiver

    def _receipt(self, form: dict) -> str | None:
        answer = self._ask("POST", "/melden/", form)
        found = RECEIPT.search(answer[1]) if answer and answer[0] == 200 else None
        return found[0] if found else None

    def _act(self, path: str, form: dict, person: Official) -> int | None:
        """The status of an answer that settles it (done or refused); None when one has to try again."""
        answer = self._ask("POST", path, form, person.cookie)
        if self.location.startswith("/inloggen/"):
            raise AssertionError("somebody was signed out")
        return answer[0] if answer and answer[0] in (302, 404, 409, 422) else None

    def _accept(self, signal: str, key: uuid.UUID, person: Official) -> bool:
        """Take over and read on the next page that it worked: only then it is acknowledged."""
        path = f"/werk/signalen/{signal}/"
        if self._act(f"{path}overdracht/{key}/aannemen/", {}, person) != 302:
            return False
        page = self._ask("GET", path, cookie=person.cookie)
        return bool(page) and page[0] == 200 and any(words in page[1] for words in ACCEPTED)

    def _until(self, act):
        """Try again after a while, as people do; at the end of the run once more and then give up."""
        for _ in range(200):
            if found := act():
                return found
            if self.over.is_set():
                return None
            time.sleep(self.random.uniform(0.1, 0.6))
        return None

    def _ask(
        self, method: str, path: str, form: dict | None = None, cookie: str = ""
    ) -> tuple[int, str] | None:
        """Status and page; None when there was no whole answer."""
        body = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": CSRF}) if form is not None else None
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if cookie:
            headers["Cookie"] = f"sessionid={cookie}; csrftoken={CSRF}; messages={self.flash}"
        try:
            answer = self._through(method, path, body, headers)
        except (OSError, http.client.HTTPException):
            self._hang_up()
            answer = None
        self.seen.answers += answer is not None
        self.seen.failures += answer is None or answer[0] >= 500
        return answer

    def _through(self, method: str, path: str, body: str | None, headers: dict) -> tuple[int, str]:
        self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        page = response.read().decode(errors="replace")
        self.flash, self.location = _flash_of(response), response.getheader("Location") or ""
        return response.status, page

    def _hang_up(self):
        if self.connection is not None:
            self.connection.close()
        self.connection, self.flash, self.location = None, "", ""


def _flash_of(response) -> str:
    """The word for the next page travels in a cookie."""
    for name, value in response.getheaders():
        if name.lower() == "set-cookie" and value.startswith("messages="):
            return value.partition("=")[2].partition(";")[0]
    return ""


def officials(number: int) -> list[Official]:
    """Contact officers of as many municipalities, signed in."""
    from zicht.foundation.organisations.models import FunctionAssignment
    from zicht.testing import base

    posts = FunctionAssignment.objects.filter(
        function="contact_officer", deputy=False, organisation__municipality__isnull=False
    ).select_related("organisation", "account")
    country, found = base.Country(), []
    for post in posts.order_by("organisation__slug")[:number]:
        client = base.SignedInClient().login(country.actor("contact_officer", post.organisation.slug))
        receiver = f"{post.organisation_id}:contact_officer"
        found.append(
            Official(
                client.cookies["sessionid"].value,
                receiver,
                post.organisation_id,
                post.organisation.municipality_id,
            )
        )
    return found
