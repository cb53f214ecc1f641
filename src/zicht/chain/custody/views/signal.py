"""The signal page and the acts on it: parse, call the use case, render. Typed text is never lost."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zicht.chain.custody import buttons, forms, services, storyline, words
from zicht.chain.custody.models import Handover
from zicht.chain.custody.page import SignalPage, open_page
from zicht.chain.custody.services import handovers
from zicht.chain.custody.vocabulary import HoldingRole, Task
from zicht.chain.feedback.vocabulary import Stage
from zicht.chain.feedback.words import text_for
from zicht.chain.signals.vocabulary import Outcome
from zicht.foundation.access import Permission, access
from zicht.foundation.acts.attempts import Attempt, attempt, press
from zicht.foundation.ui import landmarks

TAKEN_UP = "U hebt dit signaal opgepakt. De melder hoort dat iemand ermee aan de slag is."
CALLED = "Bij het signaal staat dat u gebeld hebt. Het alarm stopt als iemand het oppakt."
OBSERVED = "Uw waarneming staat bij het signaal."
ASSESSED = "Uw oordeel staat bij het signaal, naast dat van anderen."
WRITTEN = "Uw bericht staat klaar voor de melder."
REOPENED = "Het signaal is weer open. U bent nu aan zet."
OFFERED = "De overdracht is aangeboden. U blijft aan zet tot de ander het aanneemt."
ACCEPTED = "U hebt het signaal overgenomen. U bent nu aan zet."
RETURNED = "U hebt het signaal teruggegeven. De ander hoort waarom."
WITHDRAWN = "De overdracht is ingetrokken. U bent nog steeds aan zet."
CLOSED = "U hebt dit afgerond. Het signaal is afgesloten en de melder heeft bericht."
OTHERS_GO_ON = "U hebt uw deel afgerond. Anderen gaan verder met het signaal."


@access(Permission.SIGNAL_READ)
def signal(request, signal_id):
    """The page of one signal; with the core alone only the preview."""
    page = open_page(signal_id, request.actor)
    template = "custody/signal.html" if page.full else "custody/preview.html"
    return render(request, template, _shown(page))


@access(Permission.SIGNAL_HOLD)
@require_POST
def take_up(request, signal_id):
    return _pressed(request, signal_id, TAKEN_UP, lambda: services.take_up(signal_id, actor=request.actor))


@access(Permission.SIGNAL_HOLD)
@require_POST
def called(request, signal_id):
    form = forms.CalledForm(request.POST)
    tried = attempt(form, lambda form: services.called(signal_id, actor=request.actor, **form.cleaned_data))
    _tell(request, CALLED, tried)
    return redirect("custody:signal", signal_id)


@access(Permission.SIGNAL_ADD)
def observe(request, signal_id):
    return _act(request, signal_id, services.observe, forms.ObserveForm, "custody/observe.html", OBSERVED)


@access(Permission.SIGNAL_ADD)
def assess(request, signal_id):
    return _act(request, signal_id, services.assess, forms.AssessForm, "custody/assess.html", ASSESSED)


@access(Permission.FEEDBACK_GIVE)
def message(request, signal_id):
    return _act(
        request, signal_id, services.write_to_reporter, forms.MessageForm, "custody/message.html", WRITTEN
    )


@access(Permission.SIGNAL_HOLD)
def reopen(request, signal_id):
    return _act(request, signal_id, services.reopen, forms.ReopenForm, "custody/reopen.html", REOPENED)


@access(Permission.SIGNAL_HOLD)
def offer(request, signal_id):
    """Offer the signal to someone else; the search button shows more receivers and keeps what was typed."""

    def act(signal_id, *, actor, receiver, **answers):
        handovers.offer(signal_id, receiver.organisation_id, receiver.function, actor=actor, **answers)

    if "zoek" in request.POST:
        page = _opened(signal_id, request.actor)
        form = forms.OfferForm(page=page, typed=request.POST)
        return render(request, "custody/offer.html", _shown(page) | {"form": form})
    return _act(request, signal_id, act, forms.OfferForm, "custody/offer.html", OFFERED)


@access(Permission.SIGNAL_HOLD)
def finish(request, signal_id):
    """Finish in two steps: fill in, then see what it brings about and confirm."""
    page = _opened(signal_id, request.actor)
    if request.method == "POST" and "terug" in request.POST:
        form = forms.FinishForm(page=page, typed=request.POST)
        return render(request, "custody/finish.html", _shown(page) | {"form": form})
    form = forms.FinishForm(request.POST or None, page=page)
    if form.is_valid() and "bevestigd" not in request.POST:
        return render(
            request, "custody/finish_confirm.html", _shown(page) | _consequences(page, form) | {"form": form}
        )
    return _finish(request, page, form)


@access(Permission.SIGNAL_HOLD)
def answer(request, signal_id, handover_id):
    """An offered hand-over with its preview: take it over, or give it back with a reason."""
    page = open_page(signal_id, request.actor)
    offered = page.offer_to_me
    if offered is None or offered.id != handover_id:
        raise Http404
    return render(request, "custody/answer.html", _asked(page) | {"form": forms.ReturnForm()})


@access(Permission.SIGNAL_HOLD)
@require_POST
def accept(request, signal_id, handover_id):
    return _pressed(request, signal_id, ACCEPTED, lambda: handovers.accept(handover_id, actor=request.actor))


@access(Permission.SIGNAL_HOLD)
@require_POST
def give_back(request, signal_id, handover_id):
    tried = attempt(
        forms.ReturnForm(request.POST),
        lambda form: handovers.return_with_reason(handover_id, actor=request.actor, **form.cleaned_data),
    )
    if tried.form.errors:
        page = open_page(signal_id, request.actor)
        if page.offer_to_me is None:
            raise Http404
        return render(
            request, "custody/answer.html", _asked(page) | {"form": tried.form}, status=tried.status
        )
    _tell(request, RETURNED, tried)
    return redirect(landmarks.address_of("work"))


@access(Permission.SIGNAL_HOLD)
def withdraw(request, signal_id, handover_id):
    """Ask first, then take the offer back."""
    page = open_page(signal_id, request.actor)
    if request.method == "POST":
        return _pressed(
            request, signal_id, WITHDRAWN, lambda: handovers.withdraw(handover_id, actor=request.actor)
        )
    if page.offer_by_us is None or page.offer_by_us.id != handover_id:
        raise Http404
    return render(request, "custody/withdraw.html", _shown(page))


def _opened(signal_id, actor) -> SignalPage:
    """The page of a signal the actor sees in full; with the core alone its acts do not exist."""
    page = open_page(signal_id, actor)
    if not page.full:
        raise Http404
    return page


def _act(request, signal_id, act, form_class, template, done):
    """Show the form, or do `act` with its answers and go back to the signal; a refusal stands at the form."""
    page = _opened(signal_id, request.actor)
    form = form_class(request.POST if request.method == "POST" else None, page=page)
    tried = attempt(form, lambda form: act(signal_id, actor=request.actor, **form.answers))
    if not tried.accepted:
        return _form(request, page, tried, template)
    messages.success(request, done)
    return redirect("custody:signal", signal_id)


def _finish(request, page, form):
    tried = attempt(
        form,
        lambda form: services.finish(
            page.signal.id, actor=request.actor, seen_version=form.cleaned_data["version"], **form.answers
        ),
    )
    if not tried.accepted:
        return _form(request, page, tried, "custody/finish.html")
    others = any(h.role == HoldingRole.RESPONSIBLE and not page.is_own(h) for h in page.running)
    messages.success(request, OTHERS_GO_ON if others else CLOSED)
    return redirect("custody:signal", page.signal.id)


def _form(request, page, tried: Attempt, template):
    """The form again, with what is missing or why it is not possible now; the next try counts as seen and,
    after a refusal, as new."""
    form = tried.form
    if form.is_bound:
        form.data = form.data.copy()
        form.data["version"] = page.signal.custody.version
    if tried.refusal:
        form.data["key"] = uuid.uuid4()
        form.add_error(None, tried.refusal)
    return render(request, template, _shown(page) | {"form": form}, status=tried.status)


def _pressed(request, signal_id, done, act):
    """Do what a button asks and go back to the signal, with what came of it."""
    _tell(request, done, press(act))
    return redirect("custody:signal", signal_id)


def _tell(request, done, tried: Attempt) -> None:
    if tried.refusal:
        messages.warning(request, tried.refusal)
    else:
        messages.success(request, done)


def _shown(page: SignalPage) -> dict:
    """What every page about one signal needs."""
    return {
        "page": page,
        "signal": page.signal,
        "place": words.place_of(page.signal),
        "chips": words.chips(page.signal),
        "entries": storyline.timeline(page) if page.full else [],
        "reasons": words.reasons(page),
        "rights": words.rights(page),
        "attachments": words.attachments(page),
        "holders": words.holders(page),
        "heard": words.heard(page),
        "buttons": buttons.possible(page),
    }


def _asked(page: SignalPage) -> dict:
    """The question of an offered hand-over: what, by whom."""
    offer = page.offer_to_me
    sender = storyline.who(page, offer.person, offer.organisation)
    return _shown(page) | {
        "offer": offer,
        "question": page.open_core(Handover.reason, offer),
        "task": Task(offer.code).label,
        "sender": sender,
    }


def _consequences(page: SignalPage, form) -> dict:
    """What finishing brings about, before it is done."""
    outcome = form.cleaned_data["outcome"]
    others = [h for h in page.running if h.role == HoldingRole.RESPONSIBLE and not page.is_own(h)]
    stage = Stage.DONE if outcome in services.GOOD_OUTCOMES else Stage.NOT_DONE
    return {
        "outcome": Outcome(outcome).label,
        "others": others,
        "default_word": text_for(stage, page.mine.function if page.mine else "", outcome),
        "reachable": buttons.reporter_can_be_reached(page.signal),
    }
