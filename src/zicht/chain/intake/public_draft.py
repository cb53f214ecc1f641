"""A report on its way: what was answered so far, which question comes next, and the report that is sent in
the end.

The draft lives in the visitor's page only, sealed, for four hours after the last step. Its submission key
makes a double click, a retry after a lost connection and a second tab one signal with one receipt.

Words that the browser encrypted stay in their envelopes until the report is sent. One is opened before:
the place, in memory only, to find the municipality that decides who gets the report
(docs/decisions/0064-encryption-in-the-browser.md).
"""

from dataclasses import asdict, dataclass, field

from django.utils import translation

from zicht.chain.door import receipts
from zicht.chain.door.envelopes import envelope_for, opened, words_of
from zicht.chain.door.state import carried, carry
from zicht.chain.intake import public_places
from zicht.chain.intake.public_question import CHECK, NO, YES, Question
from zicht.chain.intake.public_questions import QUESTIONS, Place, PlaceChoice
from zicht.chain.intake.services import Report
from zicht.chain.signals.vocabulary import Channel, ExploitationForm, ReporterKind

PURPOSE = "report"
MINUTES = 240
MINOR = {YES: True, NO: False}
KINDS = {
    "citizen": ReporterKind.CITIZEN,
    "victim": ReporterKind.VICTIM,
    "relative": ReporterKind.RELATIVE,
    "professional": ReporterKind.OTHER_PROFESSIONAL,
}


@dataclass
class Draft:
    """`answers` by field name (with `places` and `sure`, what the place may be); `envelopes` by field
    name, for words that came encrypted (their answer is empty); `seen` the slugs of questions with a good
    answer: whatever is typed at a question takes it out, until it was looked at again."""

    key: str = field(default_factory=receipts.new_submission_key)
    answers: dict = field(default_factory=dict)
    envelopes: dict = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    checked: bool = False

    @classmethod
    def opened(cls, text: str) -> "Draft":
        """Return the draft that travelled in a hidden field. Raises NotCarried."""
        return cls(**carried(PURPOSE, text))

    def sealed(self) -> str:
        return carry(PURPOSE, asdict(self), MINUTES)

    def question(self, kind: type[Question], data=None, words=None) -> Question:
        """`words`: what is in the envelopes, to check that too."""
        return kind(data, given=self.answers, envelopes=self.envelopes, opened=words)

    def keep(self, kind: type[Question], data) -> None:
        """Keep what was typed at a question, as it is; a new place is looked up."""
        place_before = self._place() if kind is Place else ""
        self.seen = [slug for slug in self.seen if slug != kind.slug]
        for name, given in kind.base_fields.items():
            if name in data:
                self.answers[name] = data[name][: getattr(given, "max_length", None) or 100]
        for name in words_of(kind.base_fields):
            self._keep_envelope(name, envelope_for(name, data, self.envelopes.pop(name, "")))
        if kind is Place and (place := self._place()) != place_before:
            found = public_places.find(place)
            self.answers |= {"places": list(found.codes), "sure": found.sure, "municipality": ""}
            self.seen = [slug for slug in self.seen if slug != PlaceChoice.slug]

    def _keep_envelope(self, name: str, envelope: str) -> None:
        if envelope:
            self.envelopes[name] = envelope
            self.answers[name] = ""

    def _place(self) -> str:
        """The place as it was typed; empty when its envelope cannot be opened, which is told when the
        report is sent."""
        envelope = self.envelopes.get("place")
        return (opened({"place": envelope})["place"] or "") if envelope else self.answers.get("place", "")

    def words(self) -> dict[str, str | None]:
        """Open the envelopes of the questions that apply: what is in them by field, None where one cannot
        be opened."""
        asked = {name for kind in self.path for name in kind.base_fields}
        return opened({name: envelope for name, envelope in self.envelopes.items() if name in asked})

    def answered(self, question: Question) -> None:
        if question.slug not in self.seen:
            self.seen.append(question.slug)

    @property
    def path(self) -> list[type[Question]]:
        """The questions that apply, in order."""
        return [kind for kind in QUESTIONS if kind.applies(self.answers)]

    @property
    def phases(self) -> list:
        return [*dict.fromkeys(kind.phase for kind in self.path), CHECK]

    def after(self, slug: str) -> type[Question] | None:
        """Return the next question; None when everything can be checked. Who checks already only meets
        what is new."""
        later = QUESTIONS[_place_of(slug) + 1 :]
        return next(
            (kind for kind in later if kind in self.path and not (self.checked and kind.slug in self.seen)),
            None,
        )

    def before(self, slug: str) -> type[Question] | None:
        """Return the question before, or the last one for the check page; None at the first."""
        return next((kind for kind in reversed(QUESTIONS[: _place_of(slug)]) if kind in self.path), None)

    @property
    def municipality(self) -> str | None:
        if self.answers.get("sure"):
            return self.answers["places"][0]
        chosen = self.answers.get("municipality")
        return chosen if chosen in self.answers.get("places", ()) else None

    def unfinished(self, words: dict[str, str | None]) -> Question | None:
        """Return the first question whose answer cannot be sent like this, with what is wrong; None when all
        is well.

        `words`: what is in the envelopes."""
        asked = (
            self.question(kind, self.answers, words)
            for kind in self.path
            if kind.slug not in self.seen or words.keys() & kind.base_fields.keys()
        )
        return next((question for question in asked if not question.is_valid()), None)

    @property
    def words_are_in_envelopes(self) -> bool:
        """Whether every word that was written so far was encrypted by the browser."""
        named = [name for kind in self.path for name in words_of(kind.base_fields)]
        return bool(self.envelopes) and not any(self.answers.get(name) for name in named)

    def report(self, language: str, words: dict[str, str | None]) -> Report:
        """Return the report as intake takes it; only when no question is `unfinished`.

        `language`: that of the pages, unless another was asked for. `words`: what is in the envelopes."""
        answers = self.answers | words
        given = {name: answers.get(name, "") for kind in self.path for name in kind.base_fields}
        return Report(
            submission_key=self.key,
            channel=Channel.PUBLIC,
            story=self._story(given),
            form=given["form"] or ExploitationForm.UNKNOWN,
            municipality=self.municipality,
            minor=MINOR.get(given["minor"]),
            acute=given["danger"] == YES,
            no_police=given.get("police") == NO,
            reporter_kind=KINDS.get(given["reporter"], ReporterKind.UNKNOWN),
            language=given.get("language") or language,
        )

    def _story(self, given: dict) -> dict[str, str]:
        """The words for those who handle it: what, where, when, contact, safe_moment; without what stayed
        open."""
        with translation.override("nl"):
            going_on = {YES: "Het gebeurt nu nog.", NO: "Het gebeurt nu niet meer."}.get(given["ongoing"], "")
        story = {
            "what": given["what"].strip(),
            "where": "\n".join(filter(None, (given["place"].strip(), given["spot"].strip()))),
            "when": " ".join(filter(None, (going_on, given["when"].strip()))),
            "contact": given.get("contact", "").strip(),
            "safe_moment": given.get("safe_moment", "").strip(),
        }
        return {name: text for name, text in story.items() if text}


def question_named(slug: str) -> type[Question] | None:
    """Return the question with this name, or None."""
    return next((kind for kind in QUESTIONS if kind.slug == slug), None)


def _place_of(slug: str) -> int:
    return next((place for place, kind in enumerate(QUESTIONS) if kind.slug == slug), len(QUESTIONS))
