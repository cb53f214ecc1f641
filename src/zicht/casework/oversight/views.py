"""The log of access for the data-protection officer, and what everyone has to do with it: parse, call,
render.
"""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_POST

from zicht.casework.oversight import forms, log, services, wording
from zicht.casework.oversight import report as reports
from zicht.casework.oversight.models import AccessQuestion, ConflictOfInterest, Honeytoken
from zicht.casework.register.persons import queries as register
from zicht.casework.retention import service as keeping
from zicht.casework.retention.vocabulary import Category
from zicht.chain.signals.models import Signal
from zicht.foundation.access import Permission, access
from zicht.foundation.accounts.models import Account
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import service as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.documents import pdf
from zicht.foundation.ui.moments import long_date

LATEST = 200
PAGES = {"signal": "custody:signal", "victim": "register:victim"}
SUBJECTS = {"signal_id": "signal", "victim_id": "victim"}
DECLARED = (
    "Dank u wel. U ziet dit niet meer. Uw functionaris gegevensbescherming weet ervan; uw collega's gaan"
    " ermee verder."
)


@access(Permission.AUDIT_READ)
def search(request):
    """The latest of the log, or what was searched for. The words of a search go by POST and come back in
    the form only.
    """
    asked = request.POST if request.method == "POST" else None
    form = forms.SearchForm(asked, colleagues=log.colleagues(request.actor.organisation_id))
    context, status, wanted = {"form": form, "events": [], "next": None}, 200, None
    if asked is None:
        wanted = {}
    elif form.is_valid():
        wanted = _wanted(form)
    if wanted is not None:
        context["events"], context["next"] = log.search(wanted, _number(request.POST.get("before", "")))
        _record_search(request.actor, wanted, len(context["events"]))
    else:
        status = 422
    context["searched"] = bool(wanted)
    return render(request, "oversight/search.html", context, status=status)


@access(Permission.AUDIT_READ)
def report(request):
    """Of which person or signal; then the report as PDF."""
    form = forms.ReportForm(request.POST or None)
    if form.is_valid():
        subject = log.find_subject(form.cleaned_data["reference"])
        if subject:
            return _made(request, subject, form.cleaned_data["without_investigation"])
        form.add_error("reference", forms.UNKNOWN_REFERENCE)
    return render(request, "oversight/report.html", {"form": form}, status=422 if form.is_bound else 200)


@access(Permission.AUDIT_READ)
def questions(request):
    """Questions that wait for the officer, those that wait for an answer, and what is closed."""
    rows = list(AccessQuestion.objects.select_related("answer").order_by("-found_at")[:LATEST])
    names = _names(rows)
    for row in rows:
        row.person = names.get(row.account_id, "")
    groups = {
        "Nieuw: wilt u dit vragen?": [row for row in rows if not row.asked_at and not row.closed_at],
        "Beantwoord: bekijk en sluit af": [
            row for row in rows if row.asked_at and not row.closed_at and _answered(row)
        ],
        "Wacht op antwoord": [
            row for row in rows if row.asked_at and not row.closed_at and not _answered(row)
        ],
        "Afgesloten": [row for row in rows if row.closed_at],
    }
    audit.record(request.actor, Action.AUDIT_SEARCHED, "question", "", count=len(rows))
    return render(
        request, "oversight/questions.html", {"groups": [pair for pair in groups.items() if pair[1]]}
    )


@access(Permission.AUDIT_READ)
def question(request, question_id):
    """One question: ask it, or read the answer and close it."""
    found = get_object_or_404(AccessQuestion, pk=question_id, organisation_id=request.actor.organisation_id)
    asking = forms.QuestionForm(request.POST if "vraag" in request.POST else None)
    closing = forms.CloseForm(request.POST if "sluit" in request.POST else None)
    if asking.is_valid():
        return _done(
            request,
            lambda: services.ask(question_id, asking.cleaned_data["text"], actor=request.actor),
            "De vraag is gesteld.",
        )
    if closing.is_valid():
        act = lambda: services.close(question_id, closing.cleaned_data["outcome"], actor=request.actor)  # noqa: E731
        return _done(request, act, "De vraag is afgesloten.")
    audit.record(request.actor, Action.AUDIT_SEARCHED, "question", question_id)
    context = {
        "question": found,
        "person": _names([found]).get(found.account_id, ""),
        "asking": asking,
        "closing": closing,
        "words": services.words_of(found),
        "answer": services.answer_to(found),
        "on": wording.subject(found.object_kind),
    }
    return render(
        request,
        "oversight/question.html",
        context,
        status=422 if asking.is_bound or closing.is_bound else 200,
    )


@access(Permission.AUDIT_READ)
def ask(request, event_id):
    """Ask a colleague about one event."""
    event = log.one(event_id)
    if event is None:
        raise Http404
    form = forms.QuestionForm(request.POST or None, initial={"key": uuid.uuid4()})
    if form.is_valid():
        key = form.cleaned_data["key"] or uuid.uuid4()
        services.ask_about(event, form.cleaned_data["text"], key, actor=request.actor)
        messages.success(request, "De vraag is gesteld.")
        return redirect("oversight:questions")
    audit.record(request.actor, Action.AUDIT_SEARCHED, "log", event_id)
    return render(
        request, "oversight/ask.html", {"event": event, "form": form}, status=422 if form.is_bound else 200
    )


@access(Permission.WORK_OWN)
def mine(request):
    """Questions about the own access."""
    rows = AccessQuestion.objects.filter(
        account_id=request.actor.person_id, asked_at__isnull=False
    ).select_related("answer")
    return render(
        request, "oversight/mine.html", {"rows": list(rows.order_by("closed_at", "-asked_at")[:LATEST])}
    )


@access(Permission.WORK_OWN)
def answer(request, question_id):
    """One question about the own access, with room to answer."""
    found = get_object_or_404(
        AccessQuestion, pk=question_id, account_id=request.actor.person_id, asked_at__isnull=False
    )
    form = forms.AnswerForm(request.POST or None)
    if form.is_valid():
        return _done(
            request,
            lambda: services.answer(question_id, form.cleaned_data["text"], actor=request.actor),
            "Dank u wel voor uw antwoord.",
            "oversight:mine",
        )
    context = {
        "question": found,
        "form": form,
        "words": services.words_of(found),
        "answer": services.answer_to(found),
        "on": wording.subject(found.object_kind),
    }
    return render(request, "oversight/answer.html", context, status=422 if form.is_bound else 200)


@access(Permission.AUDIT_READ)
def conflicts(request):
    """Who declared an interest."""
    rows = list(ConflictOfInterest.objects.order_by("ended_at", "-declared_at")[:LATEST])
    names = _names(rows)
    for row in rows:
        row.person = names.get(row.account_id, "")
    audit.record(request.actor, Action.AUDIT_SEARCHED, "conflict", "", count=len(rows))
    return render(request, "oversight/conflicts.html", {"rows": rows})


@access(Permission.AUDIT_READ)
def end_conflict(request, conflict_id):
    """Ask first, then let a declared interest end."""
    found = get_object_or_404(
        ConflictOfInterest, pk=conflict_id, ended_at=None, organisation_id=request.actor.organisation_id
    )
    if request.method == "POST":
        services.end_conflict(conflict_id, actor=request.actor)
        messages.success(request, "Het belang is beëindigd.")
        return redirect("oversight:conflicts")
    context = {
        "title": "Belang beëindigen",
        "question": f"{_names([found]).get(found.account_id, 'De collega')} kan dit dan weer zien.",
        "consequences": [
            "Alleen als de eigen functie er recht op heeft.",
            "Dat u dit deed, staat in het logboek.",
        ],
        "action": "Beëindig het belang",
        "kind": "danger",
        "cancel_url": "/werk/logboek/belangen/",
    }
    return render(request, "ui/confirm.html", context)


@access(Permission.WORK_OWN)
def declare_signal(request, signal_id):
    """Say that one knows somebody in a signal."""
    signal = get_object_or_404(Signal, pk=signal_id)
    return _declare(request, "signal", signal_id, signal.reference)


@access(Permission.WORK_OWN)
def declare_victim(request, victim_id):
    """Say that one knows the person of a file."""
    return _declare(request, "victim", victim_id, register.access_victim(victim_id).reference)


@access(Permission.AUDIT_READ)
def honeytokens(request):
    """The invented signals of the own organisation, and a form to place one more."""
    form = forms.HoneytokenForm(request.POST or None)
    if form.is_valid():
        place = form.cleaned_data["municipality"]
        services.place_honeytoken(form.cleaned_data["form"], place and place.code, actor=request.actor)
        messages.success(request, "Het controlesignaal staat in de lijst van uw organisatie.")
        return redirect("oversight:honeytokens")
    rows = Honeytoken.objects.order_by("-placed_at")[:LATEST]
    audit.record(request.actor, Action.AUDIT_SEARCHED, "honeytoken", "", count=len(rows))
    return render(
        request,
        "oversight/honeytokens.html",
        {"rows": rows, "form": form},
        status=422 if form.is_bound else 200,
    )


@access(Permission.AUDIT_READ)
def retention(request):
    """How long what is kept, what the job did, and a form to set a term."""
    form = forms.TermForm(request.POST or None)
    if form.is_valid():
        return _term(request, form)
    audit.record(request.actor, Action.AUDIT_SEARCHED, "retention")
    context = keeping.overview(clock.today()) | {"form": form}
    return render(request, "oversight/retention.html", context, status=422 if form.is_bound else 200)


@access(Permission.WORK_OWN)
@require_POST
def printed(request):
    """The browser tells that a page is being printed; what the page was about goes into the log."""
    try:
        parts = resolve(request.POST.get("page", "")).kwargs
    except Resolver404:
        parts = {}
    about = next(((kind, parts[name]) for name, kind in SUBJECTS.items() if name in parts), ("page", ""))
    audit.record(request.actor, Action.PRINTED, *about)
    return HttpResponse(status=204)


def _term(request, form):
    """Set a term at once when nothing is destroyed sooner by it; else ask first."""
    given = form.cleaned_data
    first = keeping.starts_on(given["category"], given["destroy_after_days"], given["restrict_after_days"])
    if first > clock.today() and "sure" not in request.POST:
        context = {"given": given, "category": Category(given["category"]).label, "first": first}
        return render(request, "oversight/shorter_term.html", context)
    keeping.set_term(**given, actor=request.actor)
    messages.success(request, f"De bewaartermijn is vastgesteld. Hij geldt vanaf {long_date(first)}.")
    return redirect("oversight:retention")


def _declare(request, kind: str, subject_id, reference: str):
    form = forms.ConflictForm(request.POST or None)
    if form.is_valid():
        services.declare(kind, subject_id, form.cleaned_data["reason"], actor=request.actor)
        messages.success(request, DECLARED)
        return redirect("workplace:home")
    audit.record(
        request.actor, Action.SIGNAL_READ if kind == "signal" else Action.VICTIM_READ, kind, subject_id
    )
    return render(
        request,
        "oversight/declare.html",
        {"form": form, "reference": reference, "back": reverse(PAGES[kind], args=[subject_id])},
        status=422 if form.is_bound else 200,
    )


def _made(request, subject, without_investigation: bool) -> HttpResponse:
    content, lines = reports.make(
        subject, request.actor.organisation_name, without_investigation=without_investigation
    )
    audit.record(
        request.actor,
        Action.ACCESS_REPORT_MADE,
        subject.kind,
        subject.id,
        lines=lines,
        partly=without_investigation,
    )
    return pdf.download("inzageverslag.pdf", content)


def _wanted(form) -> dict:
    given = form.cleaned_data
    wanted = {name: given[name] for name in ("person", "kind", "action") if given[name]}
    if given["organisation"]:
        wanted["organisation"] = given["organisation"].pk
    wanted |= log.period(given["since"], given["until"])
    if given["reference"]:
        subject = log.find_subject(given["reference"])
        if subject is None:
            form.add_error("reference", forms.UNKNOWN_REFERENCE)
            return {"event": -1}
        wanted["subject"] = subject.id
    return wanted


def _record_search(actor, wanted: dict, count: int) -> None:
    codes = {name: str(value) for name, value in wanted.items() if name != "subject"}
    audit.record(
        actor,
        Action.AUDIT_SEARCHED,
        "log",
        wanted.get("subject", ""),
        count=count,
        **{f"by_{name}": value for name, value in codes.items()},
    )


def _done(request, act, done: str, back: str = "oversight:questions"):
    try:
        with transaction.atomic():
            act()
    except NotPossible as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, done)
    return redirect(back)


def _answered(row: AccessQuestion) -> bool:
    return hasattr(row, "answer")


def _names(rows) -> dict:
    return dict(Account.objects.filter(pk__in={row.account_id for row in rows}).values_list("id", "name"))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
