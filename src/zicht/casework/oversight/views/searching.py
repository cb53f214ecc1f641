"""The log of access: searching in it, and the report for a person who asks who saw what."""

from django.http import HttpResponse
from django.shortcuts import render

from zicht.casework.oversight import forms, log
from zicht.casework.oversight import report as reports
from zicht.foundation.access import Permission, access
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.documents import pdf


@access(Permission.AUDIT_READ)
def search(request):
    """The latest of the log, or what was searched for. The words of a search go by POST and come back in
    the form only."""
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


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
