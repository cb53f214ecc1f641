"""The public report, one question a page, without cookies and without JavaScript. Nothing is kept before it
is sent.

Every page posts the sealed draft, the question it shows (`step`) and where to go (`go`): next, back, stay
(in another language), send, or the name of a question to change. What was typed is kept with every one of
them.
"""

import functools
from secrets import token_hex

from django.conf import settings
from django.db import Error as DatabaseAway
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from zicht.chain.door import receipts
from zicht.chain.door.state import VISIT, VISIT_MINUTES, NotCarried, carry
from zicht.chain.feedback.reach import ReachForm
from zicht.chain.feedback.words import role_in_words
from zicht.chain.intake import arrived, services
from zicht.chain.intake.public_draft import Draft, question_named
from zicht.chain.intake.public_question import CHECK, Question
from zicht.chain.intake.public_questions import QUESTIONS
from zicht.chain.routes.outcome import Evaluation
from zicht.foundation.access import public_form
from zicht.foundation.acts import clock
from zicht.foundation.vault import envelopes

CHECK_STEP = "check"
CODE_HERE = receipts.grouped("?" * receipts.LENGTH)
VISIT_HERE, KEY_HERE, RECIPIENT_HERE, SENT_HERE = "?visit?", "?key?", "?recipient?", "?sent?"


@require_http_methods(["GET", "HEAD", "POST"])
@public_form
def report(request):
    """Ask, go on, go back, change, check, send."""
    if request.method != "POST":
        return _ask(request, Draft(), QUESTIONS[0])
    draft, step, go = _draft(request), request.POST.get("step", ""), request.POST.get("go", "next")
    kind = question_named(step)
    if kind is not None:
        draft.keep(kind, request.POST)
        question = draft.question(kind, request.POST)
        if go == "next":
            if not question.is_valid():
                return _show(request, draft, question, status=422)
            draft.answered(question)
    if go == "send":
        return _send(request, draft)
    return _ask(request, draft, _next(draft, step, go))


def _draft(request) -> Draft:
    """The draft of the page that was sent; a new one when it is too old, with the answer that was just
    typed."""
    try:
        return Draft.opened(request.POST.get("draft", ""))
    except NotCarried:
        request.started_again = True
        return Draft()


def _next(draft: Draft, step: str, go: str) -> type[Question] | None:
    """The question to show; None for the check page."""
    if go == "stay":
        return question_named(step)
    if go == "back":
        return draft.before(step) or QUESTIONS[0]
    return question_named(go) or draft.after(step)


def _ask(request, draft: Draft, kind: type[Question] | None):
    return _check(request, draft) if kind is None else _show(request, draft, draft.question(kind))


def _show(request, draft: Draft, question: Question, status: int = 200):
    context = {"question": question, "step": question.slug, "first": draft.before(question.slug) is None}
    return render(request, question.page, context | _frame(request, draft, question.phase), status=status)


def _check(request, draft: Draft, status: int = 200, **context):
    draft.checked = True
    questions = [draft.question(kind) for kind in draft.path]
    context |= {
        "questions": [(question, answers) for question in questions if (answers := question.answers())],
        "place_unknown": (
            bool(draft.answers.get("place") or draft.envelopes.get("place")) and draft.municipality is None
        ),
        "in_envelopes": draft.words_are_in_envelopes,
        "marks": [mark for question in questions for _, mark in question.locked],
        "step": CHECK_STEP,
    }
    return render(request, "report/check.html", context | _frame(request, draft, CHECK), status=status)


def _frame(request, draft: Draft, phase) -> dict:
    phases = draft.phases
    return {
        "draft": draft.sealed(),
        "phases": phases,
        "phase": phase,
        "phase_number": phases.index(phase) + 1,
        "victim": draft.answers.get("reporter") == "victim",
        "started_again": getattr(request, "started_again", False),
    }


def _send(request, draft: Draft):
    """Store the report once and show its receipt; where something is missing or the store is away, nothing
    is lost."""
    words = draft.words()
    if (unfinished := draft.unfinished(words)) is not None:
        return _show(request, draft, unfinished, status=422)
    sent = draft.report(get_language(), words)
    try:
        stored = services.submit_publicly(sent)
    except DatabaseAway:  # refused, full, or no connection at all
        return _check(request, draft, status=503, not_stored=True)
    holders = _what_happens_next(stored.evaluation)
    page = _received(get_language(), sent.acute, stored.added, holders, _looking_along(stored.evaluation))
    own = {
        CODE_HERE: receipts.grouped(stored.receipt),
        VISIT_HERE: carry(VISIT, stored.receipt, VISIT_MINUTES),
        KEY_HERE: token_hex(16),
        RECIPIENT_HERE: envelopes.recipient(),
        SENT_HERE: arrived.shown(draft, words),  # last: nothing a reporter wrote is taken for another place
    }
    for place, value in own.items():
        page = page.replace(place, value)
    return HttpResponse(page)


@functools.lru_cache(maxsize=512)
def _received(language: str, acute: bool, added: bool, holders: tuple, along: tuple) -> str:
    """The page that thanks, with room for what is only this reporter's: made once for everyone for whom
    the same happens next."""
    context = {
        "receipt": CODE_HERE,
        "visit": VISIT_HERE,
        "reach_form": ReachForm(initial={"key": KEY_HERE}, auto_id="reach_%s"),
        "recipient": RECIPIENT_HERE,
        "acute": acute,
        "added": added,
        "sent": SENT_HERE,
        "holders": holders,
        "along": along,
        "demo": settings.DEMO,
    }
    return render_to_string("report/received.html", context)


def _what_happens_next(evaluation: Evaluation) -> tuple:
    """Everyone who has to act, in plain words, and by when; nobody is left unsaid, the police neither."""
    return tuple((role_in_words(step.function), *_due(step.due)) for step in evaluation.responsible)


def _looking_along(evaluation: Evaluation) -> tuple:
    """Everyone else who can read it from now on: what is named here and above is all there is."""
    return tuple(role_in_words(step.function) for step in evaluation.informed)


def _due(due) -> tuple:
    """Return the hours, or None and the day."""
    if due.hours is not None:
        return due.hours, None
    return None, clock.due_at(clock.now(), working_days=due.working_days).date()
