"""What a reporter reads back right after sending: what arrived, from this visit's page and nowhere else.

Words that the browser encrypted are not written out again: their number is.
"""

from django.template.loader import render_to_string
from django.utils.translation import gettext, ngettext

from zicht.chain.intake.public_draft import Draft
from zicht.chain.intake.public_question import Question


def shown(draft: Draft, words: dict[str, str | None]) -> str:
    """Return the list of what arrived as HTML; `words`: what was in the envelopes."""
    asked = [draft.question(kind) for kind in draft.path]
    rows = [(question.name, answers) for question in asked if (answers := _answers(question, words))]
    return render_to_string("report/_arrived.html", {"rows": rows})


def _answers(question: Question, words: dict[str, str | None]) -> list[str]:
    marks = {mark: name for name, mark in question.locked}
    found = [
        value or (mark and _counted(words.get(marks.get(mark, "")))) for _, value, mark in question.answers()
    ]
    return [text for text in found if text]


def _counted(text: str | None) -> str:
    number = len((text or "").split())
    words = ngettext("%(number)s woord", "%(number)s woorden", number) % {"number": number}
    return gettext("%(words)s, door uw browser versleuteld en goed aangekomen") % {"words": words}
