"""Someone at the public report with a browser that keeps nothing: no cookies, no JavaScript, only the page
in front of them.
"""

import html
import re

from django.test import Client

from zicht.foundation.vault import envelopes

WORDS = {"what", "place", "spot", "when", "contact", "safe_moment"}
ANSWERS = {
    "danger": {"danger": "no"},
    "call": {},
    "who": {"reporter": "citizen"},
    "professional": {},
    "form": {"form": "labour"},
    "story": {"what": "Mannen slapen in een loods en werken elke dag tot laat."},
    "place": {"place": "Ede", "spot": "een loods bij het spoor"},
    "which": {"municipality": "unknown"},
    "when": {"ongoing": "yes", "when": "sinds de zomer"},
    "minor": {"minor": "unknown"},
    "police": {"police": "no"},
    "answer": {"language": "pl", "contact": "", "safe_moment": ""},
}


class Visitor:
    """Walks through the report; `page` is the last answer, `text` what it says.

    `encrypts`: what is written goes in envelopes, as a browser with JavaScript makes them.
    """

    def __init__(self, language: str = "nl", *, encrypts: bool = False):
        self.encrypts = encrypts
        self.client = Client(enforce_csrf_checks=True)
        self.address = "/melden/" if language == "nl" else f"/{language}/melden/"
        self.page = self.client.get(self.address)

    @property
    def text(self) -> str:
        return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.html)))

    @property
    def html(self) -> str:
        return self.page.content.decode()

    @property
    def step(self) -> str:
        return self.field("step")

    def field(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.html)
        return found[1] if found else ""

    def go(self, go: str = "next", **typed) -> "Visitor":
        """Send the page with what was typed."""
        if self.encrypts:
            typed = dict(_in_envelope(name, text) for name, text in typed.items())
        data = {"draft": self.field("draft"), "step": self.step, "go": go, **typed}
        self.page = self.client.post(self.address, data)
        return self

    def answer_all(self, **changed) -> "Visitor":
        """Answer every question until everything can be checked; `changed` by question: {"who": {...}}."""
        while self.step != "check":
            before = self.step
            self.go(**changed.get(before, ANSWERS[before]))
            assert self.page.status_code == 200, self.text
        return self

    @property
    def receipt(self) -> str:
        return re.search(r"<code[^>]*>([0-9A-Z-]{24})</code>", self.html)[1]


def _in_envelope(name: str, text: str) -> tuple[str, str]:
    return (f"envelope_{name}", envelopes.closed(text)) if name in WORDS and text.strip() else (name, text)
