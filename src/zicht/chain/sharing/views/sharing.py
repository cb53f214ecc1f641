""" "Mag ik dit delen?": ask, share, stop, consent and danger, for a signal or a presumed victim the actor
sees in full.
"""

import functools
import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.db.models.expressions import RawSQL
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zicht.chain.agreements.vocabulary import Level, Purpose
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.chain.sharing import forms
from zicht.chain.sharing.services import break_glass, consents, deciding
from zicht.chain.sharing.vocabulary import ConsentAnswer
from zicht.chain.sharing.words import verdicts
from zicht.chain.sharing.words.consent import consent_texts
from zicht.chain.signals.models import Signal
from zicht.foundation.access import Permission, access
from zicht.foundation.acts.attempts import attempt, press
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.vocabulary import Function
from zicht.foundation.ui import landmarks

SHARED = "Gedeeld met {}. Zij zien het nu, en lezen waarom."
STOPPED = "Het delen is gestopt. De ander ziet het niet meer."
STATED = "Vastgelegd: {}."
SHOWN = "{} ziet het nu voor enkele uren. Iemand anders kijkt dit binnen een dag na."


@dataclass(frozen=True)
class Subject:
    """What is shared, and the way back to its page."""

    kind: SubjectKind
    id: uuid.UUID
    signal: Signal | None = None

    @property
    def title(self) -> str:
        return f"Signaal {self.signal.reference}" if self.signal else "Vermoedelijk slachtoffer"

    @property
    def back(self) -> str:
        return landmarks.address_of(self.kind, self.id)

    def url(self, page: str) -> str:
        return reverse(f"sharing:{self.kind}_{page}", args=[self.id])


@access(Permission.SHARE)
def ask(request, signal_id=None, victim_id=None):
    """Choose a party and a purpose; the answer with its basis, what goes along, what stays and the ways
    out."""
    subject = _subject(signal_id, victim_id)
    asked = request.GET if "partij" in request.GET and "zoeken" not in request.GET else None
    form = forms.PartyForm(asked, actor=request.actor, signal=subject.signal)
    if asked is None and request.GET:
        form = _searched(request, subject)
    context = {"form": form, "explained": None}
    if form.is_bound and form.is_valid() and "zoeken" not in request.GET:
        context |= _answered(request.actor, subject, form.party, form.cleaned_data["doel"])
    status = 422 if asked is not None and form.errors else 200
    return _page(request, subject, "sharing/ask.html", context, status)


@access(Permission.SHARE)
@require_POST
def share(request, signal_id=None, victim_id=None):
    """Share what was answered with yes, in one step."""
    subject = _subject(signal_id, victim_id)
    chosen = _party_and_purpose(request.POST, request.actor, subject)
    if chosen is None:
        return redirect(subject.url("ask"))
    party, purpose = chosen
    tried = press(
        lambda: deciding.share(
            subject.kind,
            subject.id,
            party.organisation_id,
            party.function,
            purpose,
            actor=request.actor,
            key=_uuid(request.POST.get("key")),
        )
    )
    if tried.refusal:
        messages.warning(request, tried.refusal)
        return redirect(_asked_url(subject, party, purpose))
    messages.success(request, SHARED.format(party.organisation))
    return redirect(subject.url("ask"))


@access(Permission.SHARE)
@require_POST
def stop(request, signal_id=None, victim_id=None):
    """Stop what the own organisation shared."""
    subject = _subject(signal_id, victim_id)
    given = _uuid(request.POST.get("deling"))
    tried = press(lambda: deciding.recall(given, "De gever stopte met delen.", actor=request.actor))
    if tried.refusal:
        messages.warning(request, tried.refusal)
    else:
        messages.success(request, STOPPED)
    return redirect(subject.url("ask"))


def _about_a_party(view):
    """Give the view the subject, the party and the purpose of the address; without a party go back to the
    question."""

    @functools.wraps(view)
    def opened(request, signal_id=None, victim_id=None):
        subject = _subject(signal_id, victim_id)
        chosen = _party_and_purpose(request.GET, request.actor, subject)
        return view(request, subject, *chosen) if chosen else redirect(subject.url("ask"))

    return opened


@access(Permission.SHARE)
@_about_a_party
def consent(request, subject, party, purpose):
    """What the person concerned said, for one party and one purpose; with the question in the person's own
    language."""

    def stated(form):
        return consents.state(
            subject.kind, subject.id, party.organisation_id, purpose, actor=request.actor, **form.answers
        )

    tried = attempt(forms.ConsentForm(_sent(request)), stated)
    if tried.accepted:
        messages.success(request, STATED.format(ConsentAnswer(tried.result.answer).label.lower()))
        return redirect(_asked_url(subject, party, purpose))
    if tried.refusal:
        tried.form.add_error("answer", tried.refusal)
    context = {
        "form": tried.form,
        "party": party,
        "purpose": Purpose(purpose).label,
        "again": _asked_url(subject, party, purpose),
    }
    context["texts"] = consent_texts(party.organisation, Purpose(purpose).label)
    return _page(request, subject, "sharing/consent.html", context, tried.status)


@access(Permission.SHARE)
@_about_a_party
def danger(request, subject, party, purpose):
    """Show it for some hours because of acute danger."""

    def shown(form):
        return break_glass.show(
            subject.kind,
            subject.id,
            party.organisation_id,
            party.function,
            actor=request.actor,
            **form.answers,
        )

    tried = attempt(forms.DangerForm(_sent(request)), shown)
    if tried.accepted:
        messages.success(request, SHOWN.format(party.organisation))
        return redirect(subject.url("ask"))
    if tried.refusal:
        tried.form.add_error(None, tried.refusal)
    context = {
        "form": tried.form,
        "party": party,
        "hours": break_glass.HOURS,
        "again": _asked_url(subject, party, purpose),
    }
    return _page(request, subject, "sharing/danger.html", context, tried.status)


def _subject(signal_id, victim_id) -> Subject:
    """What the address names, seen in full by the actor. Raises Http404."""
    if victim_id:
        if deciding.own_level(victim_id) < Level.FULL:
            raise Http404
        return Subject(SubjectKind.VICTIM, victim_id)
    own = RawSQL("sec.my_level(signals_signal.id)", [])
    signal = Signal.objects.annotate(own_level=own).filter(pk=signal_id).first()
    if signal is None or signal.own_level < Level.FULL:
        raise Http404
    return Subject(SubjectKind.SIGNAL, signal_id, signal)


def _searched(request, subject: Subject) -> forms.PartyForm:
    """The form with more parties, without judging what was filled in so far."""
    form = forms.PartyForm(request.GET, actor=request.actor, signal=subject.signal)
    found = form.shown, form.searched, form.found
    choices = form.fields["partij"].choices
    form = forms.PartyForm(None, actor=request.actor, signal=subject.signal)
    form.shown, form.searched, form.found = found
    form.fields["partij"].choices = choices
    form.initial |= {
        name: request.GET.get(name, "") for name in ("zoek", "partij", "doel") if request.GET.get(name)
    }
    return form


def _party_and_purpose(given, actor, subject: Subject):
    """The party and the purpose that were chosen; nothing when they were not, or do not exist any more."""
    form = forms.PartyForm(given, actor=actor, signal=subject.signal)
    return (form.party, form.cleaned_data["doel"]) if form.is_valid() else None


def _answered(actor, subject: Subject, party, purpose: str) -> dict:
    verdict = deciding.verdict(subject.kind, subject.id, party.organisation_id, purpose)
    explained = verdicts.explain(verdict, party.organisation)
    audit.record(
        actor,
        Action.SHARING_ASKED,
        subject.kind,
        subject.id,
        to=party.organisation_id,
        purpose=purpose,
        answer=verdict.answer,
    )
    query = f"?partij={party.value}&doel={purpose}"
    links = {verdicts.CONSENT: subject.url("consent") + query, verdicts.DANGER: subject.url("danger") + query}
    return {
        "explained": explained,
        "party": party,
        "purpose": Purpose(purpose).label,
        "purpose_value": purpose,
        "until": verdict.best.until if verdict.best else None,
        "key": uuid.uuid4(),
        "ways": [(way, links.get(way.code)) for way in explained.ways],
        "consent_url": links[verdicts.CONSENT],
    }


def _page(request, subject: Subject, template: str, context: dict, status: int = 200):
    shared = deciding.shared_with(subject.id)
    for row in shared:
        row["code"], row["reach"] = row["function"], row["level"]
        row["function"] = Function(row["function"]).label if row["function"] else "iedereen daar"
        row["level"] = Level(row["level"]).label
    if context.get("explained"):
        context["already"] = _already(shared, context["party"])
    context |= {
        "subject": subject,
        "shared": shared,
        "consents": _consents(subject),
        "ask_url": subject.url("ask"),
    }
    return render(request, template, context, status=status)


def _already(shared: list[dict], party) -> dict | None:
    """What the chosen party sees already, the widest; nothing when it sees nothing."""
    functions = (None, party.function)
    theirs = [row for row in shared if row["organisation"] == party.organisation and row["code"] in functions]
    return max(theirs, key=lambda row: row["reach"], default=None)


def _consents(subject: Subject) -> list[dict]:
    tones = {"given": "positive", "asked": "info", "refused": "warning", "withdrawn": "warning"}
    return [{"row": row, "tone": tones[row.answer]} for row in consents.latest(subject.id)]


def _asked_url(subject: Subject, party, purpose: str) -> str:
    return f"{subject.url('ask')}?partij={party.value}&doel={purpose}"


def _uuid(value) -> uuid.UUID | None:
    try:
        return uuid.UUID(value or "")
    except ValueError:
        return None


def _sent(request):
    return request.POST if request.method == "POST" else None
