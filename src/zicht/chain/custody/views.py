"""The signal page and the acts on it: parse, call the use case, render. Typed text is never lost."""

import uuid

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zicht.chain.custody import actions, forms, handovers, presentation, services, storyline
from zicht.chain.custody.models import Handover
from zicht.chain.custody.page import SignalPage, open_page
from zicht.chain.custody.vocabulary import HoldingRole, Outcome, Task
from zicht.chain.feedback.texts import text_for
from zicht.chain.feedback.vocabulary import Stage
from zicht.foundation.access import Permission, access
from zicht.foundation.acts.refusals import NotPossible

TAKEN_UP = "U hebt dit signaal opgepakt. De melder hoort dat iemand ermee aan de slag is."
OBSERVED = "Uw waarneming staat bij het signaal."
ASSESSED = "Uw oordeel staat bij het signaal, naast dat van anderen."
WRITTEN = "Uw bericht staat klaar voor de melder."
REOPENED = "Het signaal is weer open. U bent nu aan zet."
OFFERED = "De overdracht is aangeboden. U blijft aan zet tot de ander het aanneemt."
ACCEPTED = "U hebt het signaal overgenomen. U bent nu aan zet."
RETURNED = "U hebt het signaal teruggegeven. De ander hoort waarom."
WITHDRAWN = "De overdracht is ingetrokken. U bent nog steeds aan zet."
CLOSED = "U hebt dit afgerond. Het signaal is afgesloten en de melder heeft bericht."
USED_BEFORE = "Dit formulier is niet verwerkt. Uw tekst staat er nog; probeer het nog een keer."
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
    refusal = _refused(lambda: services.take_up(signal_id, actor=request.actor))
    return _back(request, signal_id, TAKEN_UP, refusal)


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
    if request.method != "POST" or not form.is_valid():
        return _form(request, page, form, "custody/finish.html")
    if "bevestigd" not in request.POST:
        return render(
            request, "custody/finish_confirm.html", _shown(page) | _consequences(page, form) | {"form": form}
        )
    return _finished(request, page, form)


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
    refusal = _refused(lambda: handovers.accept(handover_id, actor=request.actor))
    return _back(request, signal_id, ACCEPTED, refusal)


@access(Permission.SIGNAL_HOLD)
@require_POST
def give_back(request, signal_id, handover_id):
    form = forms.ReturnForm(request.POST)
    if not form.is_valid():
        page = open_page(signal_id, request.actor)
        if page.offer_to_me is None:
            raise Http404
        return render(request, "custody/answer.html", _asked(page) | {"form": form}, status=422)
    refusal = _refused(
        lambda: handovers.return_with_reason(handover_id, actor=request.actor, **form.cleaned_data)
    )
    _tell(request, RETURNED, refusal)
    return redirect("workplace:home")


@access(Permission.SIGNAL_HOLD)
def withdraw(request, signal_id, handover_id):
    """Ask first, then take the offer back."""
    page = open_page(signal_id, request.actor)
    if request.method == "POST":
        refusal = _refused(lambda: handovers.withdraw(handover_id, actor=request.actor))
        return _back(request, signal_id, WITHDRAWN, refusal)
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
    if request.method != "POST" or not form.is_valid():
        return _form(request, page, form, template)
    refusal = _refused(lambda: act(signal_id, actor=request.actor, **form.answers))
    if refusal:
        return _form(request, page, form, template, refusal)
    return _back(request, signal_id, done)


def _finished(request, page, form):
    actor, version = request.actor, form.cleaned_data["version"]
    refusal = _refused(
        lambda: services.finish(page.signal.id, actor=actor, seen_version=version, **form.answers)
    )
    if refusal:
        return _form(request, page, form, "custody/finish.html", refusal)
    others = any(h.role == HoldingRole.RESPONSIBLE and not page.is_own(h) for h in page.running)
    return _back(request, page.signal.id, OTHERS_GO_ON if others else CLOSED)


def _form(request, page, form, template, refusal=""):
    """The form again: 422 with what is missing, 409 with why it is not possible now; the next try counts
    as seen and as new.
    """
    status = 200
    if form.is_bound:
        status = 409 if refusal else 422
        form.data = form.data.copy()
        form.data["version"] = page.signal.custody.version
    if refusal:
        form.data["key"] = uuid.uuid4()
        form.add_error(None, refusal)
    return render(request, template, _shown(page) | {"form": form}, status=status)


def _refused(act) -> str:
    """Carry out an act as a whole or not at all; returns why it is not possible, or nothing."""
    try:
        with transaction.atomic():
            act()
    except NotPossible as reason:
        return str(reason)
    except IntegrityError as error:
        if not _names_a_row_that_exists(error):
            raise
        return USED_BEFORE
    return ""


def _names_a_row_that_exists(error: IntegrityError) -> bool:
    """The form's key belongs to a row that this person may not see, or that stands beside another signal."""
    constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
    return constraint.endswith("_pkey")


def _back(request, signal_id, done, refusal=""):
    _tell(request, done, refusal)
    return redirect("custody:signal", signal_id)


def _tell(request, done, refusal="") -> None:
    if refusal:
        messages.warning(request, refusal)
    else:
        messages.success(request, done)


def _shown(page: SignalPage) -> dict:
    """What every page about one signal needs."""
    return {
        "page": page,
        "signal": page.signal,
        "place": presentation.place_of(page.signal),
        "chips": presentation.chips(page.signal),
        "entries": storyline.timeline(page) if page.full else [],
        "reasons": presentation.reasons(page),
        "rights": presentation.rights(page),
        "attachments": presentation.attachments(page),
        "holders": presentation.holders(page),
        "heard": presentation.heard(page),
        "actions": actions.possible(page),
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
        "reachable": actions.reporter_can_be_reached(page.signal),
    }
