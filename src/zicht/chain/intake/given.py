"""What a professional sees of the own signals: where each is now, why, and what came back."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.utils.text import capfirst

from zicht.chain.custody.models import Holding
from zicht.chain.custody.vocabulary import CustodyState, HoldingRole
from zicht.chain.feedback.audiences import Audience
from zicht.chain.feedback.models import Feedback
from zicht.chain.feedback.words import role_in_words, text_for
from zicht.chain.signals.models import Signal
from zicht.foundation.access import Actor
from zicht.foundation.acts import clock


@dataclass(frozen=True)
class Given:
    """An own signal: who has it, the reasons of the route, and the words so far."""

    signal: Signal
    responsible: list[dict]
    informed: list[dict]
    words: list[dict]

    @property
    def closed(self) -> bool:
        return self.signal.custody.state == CustodyState.CLOSED

    @property
    def hears_before(self):
        """By when someone takes it up, as agreed; None when that has happened."""
        waiting = [row["due"] for row in self.responsible if not row["taken_up"]]
        return min(waiting) if waiting and len(waiting) == len(self.responsible) else None


def own(actor: Actor):
    """Return the own signals, the newest first, as a query."""
    rows = Signal.objects.filter(reporter_id=actor.person_id).select_related("municipality", "custody")
    return rows.order_by("-received_on", "reference")


def open_given(signal_id, actor: Actor) -> Given:
    """Return an own signal with its holders and words, in three queries. Raises Http404 for another's."""
    signal = get_object_or_404(own(actor), pk=signal_id)
    running = (
        Holding.objects.filter(signal=signal, ended_at=None).select_related("organisation").order_by("due_at")
    )
    holders = [(holding.role, _holder(holding)) for holding in running]
    told = Feedback.objects.filter(signal=signal, account_id=actor.person_id)
    return Given(
        signal,
        [row for role, row in holders if role == HoldingRole.RESPONSIBLE],
        [row for role, row in holders if role == HoldingRole.INFORMED],
        [_word(row) for row in sorted(told, key=lambda row: row.given_on, reverse=True)],
    )


def _holder(holding: Holding) -> dict:
    return {
        "who": f"{capfirst(role_in_words(holding.function))} ({holding.organisation})",
        "because": holding.because,
        "due": holding.due_at,
        "taken_up": holding.taken_up_at,
        "over": bool(holding.agreed_until and holding.agreed_until < clock.now()),
    }


def _word(row: Feedback) -> dict:
    return {
        "at": row.given_on,
        "title": row.get_stage_display(),
        "text": text_for(row.stage, row.role, row.detail, Audience.OBSERVER),
    }
