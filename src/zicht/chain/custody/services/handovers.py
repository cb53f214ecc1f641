"""Handing over: offered → accepted or returned with a reason. The sender stays holder until the acceptance.

The offer shows the receiver the core of the signal (a minimal preview); with the acceptance the full story
follows. When the offer is given back, withdrawn or overtaken, the database ends that preview at the commit
(`sec.end_previews`).
"""

import uuid

from django.db import IntegrityError, transaction
from django.http import Http404

from zicht.chain.agreements.vocabulary import LegalBasis, Level
from zicht.chain.custody import queries, workflow
from zicht.chain.custody.models import Custody, Handover, HandoverReply, Holding
from zicht.chain.custody.services.steps import (
    again,
    end_holding,
    moved,
    own_responsible,
    start_holding,
)
from zicht.chain.custody.vocabulary import HandoverAnswer, HoldingEnd, ReturnReason
from zicht.chain.custody.workflow import Act
from zicht.chain.feedback import services as feedback
from zicht.chain.feedback.vocabulary import Stage
from zicht.chain.grants import services as grants
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.acts.once import already
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

OFFER_TERM = {"working_days": 1}
ACUTE_OFFER_TERM = {"hours": 1}
TASK_TERM = {"working_days": 5}
ACUTE_TASK_TERM = {"hours": 4}
ALREADY_ANSWERED = "Op deze overdracht is al geantwoord."
ALREADY_OFFERED = "Er staat al een overdracht open voor dit signaal. Wacht op antwoord of trek die eerst in."
TAKEN_OVER = "U hebt dit signaal overgenomen."
NO_INVESTIGATORS = (
    "Het slachtoffer wil geen politie of andere opsporingsdienst. Stemt het slachtoffer toch in, leg dat dan"
    " eerst vast. Bij levensgevaar belt u 112 en geeft u noodtoegang."
)
TO_YOURSELF = "U bent zelf al aan zet. Kies een andere ontvanger."


@use_case
def offer(
    signal_id,
    to_organisation_id,
    to_function: str,
    task: str,
    reason: str,
    key: uuid.UUID | None = None,
    *,
    actor: Actor,
) -> Handover:
    """Offer the own responsibility to a function of another organisation. Refuses a second open offer."""
    custody = queries.lock_visible(signal_id)
    if known := already(Handover, key, signal_id=signal_id):
        return again(known, actor, Action.HANDOVER_OFFERED)
    holding = _holding_to_offer(custody, to_organisation_id, to_function, actor)
    term = ACUTE_OFFER_TERM if custody.signal.acute else OFFER_TERM
    handover = Handover(
        id=key or uuid.uuid4(),
        signal=custody.signal,
        holding=holding,
        to_organisation_id=to_organisation_id,
        to_function=to_function,
        task=task,
        offered_by=actor.person_id,
        offered_at=clock.now(),
        due_at=clock.due_at(clock.now(), **term),
    )
    Handover.reason.write(handover, reason)
    handover.save(force_insert=True)
    _show_preview(handover, actor)
    moved(custody)
    audit.record(
        actor, Action.HANDOVER_OFFERED, "signal", signal_id, to=str(to_organisation_id), function=to_function
    )
    return handover


def _holding_to_offer(custody: Custody, to_organisation_id, to_function: str, actor: Actor) -> Holding:
    """The own holding, when it can be offered to whom was chosen."""
    workflow.check(custody.state, Act.OFFER)
    holding = own_responsible(custody.pk, actor)
    if (to_organisation_id, to_function) == (holding.organisation_id, holding.function):
        raise NotPossible(TO_YOURSELF)
    if grants.unwanted(SubjectKind.SIGNAL, custody.pk, to_organisation_id):
        raise NotPossible(NO_INVESTIGATORS)
    if queries.open_handovers().filter(holding=holding).exists():
        raise NotPossible(ALREADY_OFFERED)
    return holding


def _show_preview(handover: Handover, actor: Actor) -> None:
    grants.give(
        handover.signal,
        handover.to_organisation_id,
        handover.to_function,
        Level.CORE,
        LegalBasis.HANDOVER,
        because="Deze overdracht is aan u aangeboden.",
        actor=actor,
    )


@use_case
def accept(handover_id, *, actor: Actor) -> Holding:
    """Take over: the receiver becomes holder with a new due time, the sender's holding ends, the reporter
    hears it."""
    handover = _mine_to_answer(handover_id, actor)
    _reply(handover, HandoverAnswer.ACCEPTED, actor)
    signal = handover.signal
    grants.give(
        signal,
        actor.organisation_id,
        handover.to_function,
        Level.FULL,
        LegalBasis.HANDOVER,
        because=TAKEN_OVER,
        actor=actor,
    )
    custody = queries.lock_visible(signal.id)
    workflow.check(custody.state, Act.ANSWER)
    end_holding(handover.holding, HoldingEnd.HANDED_OVER)
    informed = queries.held_by(signal.id, actor)
    if informed is not None and informed.function == handover.to_function:
        end_holding(informed, HoldingEnd.HANDED_OVER)
    term = ACUTE_TASK_TERM if signal.acute else TASK_TERM
    holding = start_holding(
        signal.id,
        actor.organisation_id,
        handover.to_function,
        handover.task,
        TAKEN_OVER,
        clock.due_at(clock.now(), **term),
        person=actor.person_id,
    )
    feedback.give(signal, Stage.PASSED_ON, actor=actor, role=handover.to_function)
    feedback.tell_earlier_link(
        signal,
        Stage.PASSED_ON,
        actor=actor,
        account_id=handover.offered_by,
        organisation_id=handover.holding.organisation_id,
        role=handover.to_function,
    )
    moved(custody)
    audit.record(actor, Action.HANDOVER_ACCEPTED, "signal", signal.id)
    return holding


@use_case
def return_with_reason(handover_id, reason: ReturnReason, note: str = "", *, actor: Actor) -> HandoverReply:
    """Give an offer back with a reason; the sender, who stayed holder, hears why."""
    handover = _mine_to_answer(handover_id, actor)
    reply = _reply(handover, HandoverAnswer.RETURNED, actor, reason, note)
    feedback.tell_earlier_link(
        handover.signal,
        Stage.NOT_DONE,
        actor=actor,
        account_id=handover.offered_by,
        organisation_id=handover.holding.organisation_id,
        role=handover.to_function,
        detail=reason,
    )
    audit.record(actor, Action.HANDOVER_RETURNED, "signal", handover.signal_id, reason=str(reason))
    return reply


@use_case
def withdraw(handover_id, *, actor: Actor) -> HandoverReply:
    """Take an offer back as long as it is not answered."""
    handover = queries.open_handovers().select_related("holding").filter(pk=handover_id).first()
    if handover is None or handover.holding.organisation_id != actor.organisation_id:
        raise Http404
    reply = _reply(handover, HandoverAnswer.WITHDRAWN, actor)
    audit.record(actor, Action.HANDOVER_WITHDRAWN, "signal", handover.signal_id)
    return reply


def _mine_to_answer(handover_id, actor: Actor) -> Handover:
    handover = Handover.objects.select_related("signal", "holding").filter(pk=handover_id).first()
    if (
        handover is None
        or handover.to_organisation_id != actor.organisation_id
        or not _for_function(handover, actor)
    ):
        raise Http404
    if handover.holding.ended_at or HandoverReply.objects.filter(handover=handover).exists():
        raise NotPossible(ALREADY_ANSWERED)
    return handover


def _for_function(handover: Handover, actor: Actor) -> bool:
    return handover.to_function in actor.functions


def _reply(
    handover: Handover, answer: HandoverAnswer, actor: Actor, reason: str = "", note: str = ""
) -> HandoverReply:
    reply = HandoverReply(
        handover=handover,
        signal_id=handover.signal_id,
        answer=answer,
        reason=reason,
        organisation_id=actor.organisation_id,
        answered_by=actor.person_id,
        answered_at=clock.now(),
    )
    HandoverReply.note.write(reply, note)
    try:
        with transaction.atomic():
            reply.save(force_insert=True)
            return reply
    except IntegrityError as error:  # someone else answered at the same moment
        raise NotPossible(ALREADY_ANSWERED) from error
