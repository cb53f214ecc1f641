"""Everything the signal page shows, read once: at most seven queries, only what the acting person may see.

With full sight the story opens; with the core alone (an offered hand-over, an own report) only the preview
is there.
"""

import uuid
from dataclasses import dataclass, field

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import OuterRef, Subquery
from django.http import Http404

from zicht.chain.custody import timeline
from zicht.chain.custody.models import CORE_WORDS, Holding
from zicht.chain.custody.vocabulary import CustodyState, HoldingRole
from zicht.chain.feedback.reach import DANGER
from zicht.chain.grants import services as grants
from zicht.chain.grants.models import Grant
from zicht.chain.signals import wishes
from zicht.chain.signals.models import Signal
from zicht.chain.signals.story import open_story
from zicht.foundation.access import Actor
from zicht.foundation.accounts.models import Account
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.vault import sealing
from zicht.foundation.vault.fields import SealedPlace
from zicht.foundation.vault.models import SubjectKey

_marks: dict[str, object] = {}


def add_mark(name: str, expression) -> None:
    """Let another room tell something of a signal in the query that reads it: `expression` becomes its
    attribute `name`. Called once, when the room is ready."""
    _marks[name] = expression


@dataclass
class SignalPage:
    """A signal as one person sees it now."""

    signal: Signal
    actor: Actor
    grants: list[Grant]
    holdings: list[Holding]
    rows: list[timeline.Row]
    data_key: bytes | None
    names: dict[uuid.UUID, str] = field(default_factory=dict)

    @property
    def full(self) -> bool:
        return self.data_key is not None

    @property
    def open(self) -> bool:
        return self.signal.custody.state == CustodyState.OPEN

    @property
    def story(self) -> list[tuple[str, str]]:
        if not self.full:
            return []
        return open_story(self.signal.id, self.data_key, self.signal.content.body)

    @property
    def running(self) -> list[Holding]:
        return [holding for holding in self.holdings if holding.ended_at is None]

    @property
    def mine(self) -> Holding | None:
        """The running responsible holding of the acting person's own function."""
        return next((h for h in self.running if h.role == HoldingRole.RESPONSIBLE and self.is_own(h)), None)

    @property
    def danger_told_later(self) -> bool:
        """Whether the reporter told of danger after the signal came in."""
        return any(row.kind == "feedback" and row.reason == DANGER for row in self.rows)

    @property
    def informed(self) -> bool:
        return any(self.is_own(holding) for holding in self.running)

    def is_own(self, holding: Holding) -> bool:
        return (
            holding.organisation_id == self.actor.organisation_id and holding.function in self.actor.functions
        )

    @property
    def open_offers(self) -> list[timeline.Row]:
        """The hand-overs that wait for an answer."""
        answered = {row.other for row in self.rows if row.kind == "reply"}
        running = {str(holding.id) for holding in self.running}
        return [r for r in self.rows if r.kind == "handover" and r.id not in answered and r.reason in running]

    @property
    def offer_to_me(self) -> timeline.Row | None:
        mine = (
            r
            for r in self.open_offers
            if r.other == self.actor.organisation_id and r.function in self.actor.functions
        )
        return next(mine, None)

    @property
    def offer_by_us(self) -> timeline.Row | None:
        return next((row for row in self.open_offers if row.organisation == self.actor.organisation_id), None)

    def open_text(self, place: SealedPlace, row: timeline.Row) -> str:
        """Return the opened text of a row, or nothing when it has none or the page has only the core."""
        if row.sealed is None or not self.full:
            return ""
        return place.open(self.data_key, row.id, row.sealed)

    def open_core(self, place: SealedPlace, row: timeline.Row) -> str:
        """Return the opened words of a row that are for everyone who sees the core."""
        return place.open(CORE_WORDS.at(self.signal.id), row.id, row.sealed)


def open_page(signal_id, actor: Actor) -> SignalPage:
    """Read a signal for its page and record that it was read. Raises Http404 for an unknown or invisible
    signal."""
    signal = _signal(signal_id)
    page = SignalPage(
        signal=signal,
        actor=actor,
        grants=grants_of(signal_id, actor),
        holdings=list(
            Holding.objects.filter(signal_id=signal_id)
            .select_related("organisation")
            .order_by("-role", "due_at")
        ),
        rows=timeline.rows_of(signal_id),
        data_key=_data_key(signal),
    )
    page.names = names_of(page)
    level = max((grant.level for grant in page.grants), default=0)
    audit.record(actor, Action.SIGNAL_READ, "signal", signal_id, level=level)
    return page


def grants_of(signal_id, actor: Actor) -> list[Grant]:
    """Return the running grants on which this person (not only the organisation) sees the signal, widest
    first."""
    return [
        grant
        for grant in grants.why_visible(signal_id)
        if grant.function in (None, *actor.functions) and grant.account_id in (None, actor.person_id)
    ]


def names_of(page: SignalPage) -> dict[uuid.UUID, str]:
    """Return the names of the people and organisations in the story of a signal, in one query."""
    people = {row.person for row in page.rows} | {h.taken_up_by for h in page.holdings} - {None}
    parties = {row.organisation for row in page.rows} | {
        row.other for row in page.rows if row.kind == "handover"
    }
    accounts = Account.objects.filter(pk__in=people).order_by().values_list("id", "name")
    organisations = Organisation.objects.filter(pk__in=parties).order_by().values_list("id", "name")
    return dict(accounts.union(organisations, all=True)) if people or parties else {}


def _signal(signal_id) -> Signal:
    wrapped = SubjectKey.objects.filter(pk=OuterRef("pk")).values("wrapped")
    found = (
        Signal.objects.select_related("municipality", "custody", "content", "evaluation", "mailbox")
        .annotate(wrapped=Subquery(wrapped), wants_no_police=wishes.holding(), **_marks)
        .filter(pk=signal_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def _data_key(signal: Signal) -> bytes | None:
    """The data key with full sight; None with the core alone, or when the story was destroyed after its
    term."""
    try:
        has_content = signal.content is not None
    except ObjectDoesNotExist:
        has_content = False
    return sealing.unwrap(signal.wrapped, signal.id) if has_content and signal.wrapped else None
