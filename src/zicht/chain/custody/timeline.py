"""Everything that happened to a signal, in order, in one query: each table gives rows of the same eleven
columns.

Rooms of higher floors add their own rows with `add_source`, so that their decisions stand in the same
story. Only what row-level security shows the acting person comes along; sealed texts stay sealed here.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import (
    BinaryField,
    Case,
    CharField,
    DateTimeField,
    F,
    Q,
    QuerySet,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Cast

from zicht.chain.custody.models import AlarmCall, Assessment, Closure, Handover, HandoverReply, Reopening
from zicht.chain.feedback.models import Feedback
from zicht.chain.feedback.vocabulary import Recipient
from zicht.chain.signals.models import Attachment, Observation, SignalLink


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that happened. What `code`, `reason`, `note`, `sealed` and `other` hold depends on `kind`."""

    kind: str
    id: uuid.UUID
    at: datetime | None = None
    organisation: uuid.UUID | None = None
    person: uuid.UUID | None = None
    function: str = ""
    code: str = ""
    reason: str = ""
    note: str = ""
    sealed: bytes | None = None
    other: uuid.UUID | None = None


TYPES = {
    "at": DateTimeField,
    "organisation": UUIDField,
    "person": UUIDField,
    "function": CharField,
    "code": CharField,
    "reason": CharField,
    "note": CharField,
    "sealed": BinaryField,
    "other": UUIDField,
}
EMPTY = {"function": "", "code": "", "reason": "", "note": ""}

_sources: list[Callable[[uuid.UUID], QuerySet]] = []


def add_source(rows: Callable[[uuid.UUID], QuerySet]) -> None:
    """Let another room add to the story: `rows(signal_id)` returns `as_rows(...)`. Called once, when the
    room is ready."""
    _sources.append(rows)


def as_rows(queryset: QuerySet, kind: str, **columns) -> QuerySet:
    """Return the rows of `queryset` in the columns of `Row`; `columns` names a field or expression for
    each that is not empty."""
    expressions = [Cast(_expression(name, columns), field()) for name, field in TYPES.items()]
    return queryset.order_by().values_list(Value(kind, CharField()), F(columns.get("id", "pk")), *expressions)


def rows_of(signal_id) -> list[Row]:
    """Return everything that happened to a signal after it came in, in no order, in one query."""
    first, *others = [*_own_sources(signal_id), *(source(signal_id) for source in _sources)]
    return [Row(*row) for row in first.union(*others, all=True)]


def _expression(name: str, columns):
    given = columns.get(name, Value(EMPTY.get(name)))
    return F(given) if isinstance(given, str) else given


MINE = {"at": "at", "organisation": "organisation_id", "person": "person_id"}
OWN = (
    (Observation, "observation", {**MINE, "sealed": "body"}),
    (
        Assessment,
        "assessment",
        {**MINE, "function": "function", "code": "opinion", "reason": "reason", "sealed": "note"},
    ),
    (AlarmCall, "alarm_call", MINE),
    (Closure, "closure", {**MINE, "code": "outcome", "reason": "reason", "sealed": "note"}),
    (Reopening, "reopening", {**MINE, "sealed": "reason"}),
    (
        Handover,
        "handover",
        {
            "at": "offered_at",
            "organisation": "holding__organisation_id",
            "person": "offered_by",
            "function": "to_function",
            "code": "task",
            "reason": "holding_id",
            "sealed": "reason",
            "other": "to_organisation_id",
        },
    ),
    (
        HandoverReply,
        "reply",
        {
            "at": "answered_at",
            "organisation": "organisation_id",
            "person": "answered_by",
            "code": "answer",
            "reason": "reason",
            "sealed": "note",
            "other": "handover_id",
        },
    ),
    (Attachment, "attachment", {"code": "media_type", "sealed": "name"}),
)
FEEDBACK = {
    "at": "given_on",
    "organisation": "by_organisation_id",
    "person": "by_person_id",
    "function": "role",
    "code": "stage",
    "reason": "detail",
    "note": "recipient",
    "sealed": "text",
}
"""What of each table stands in which column of `Row`."""


def _own_sources(signal_id) -> list[QuerySet]:
    own = [as_rows(model.objects.filter(signal_id=signal_id), kind, **named) for model, kind, named in OWN]
    told = Feedback.objects.filter(signal_id=signal_id).exclude(recipient=Recipient.EARLIER_LINK)
    links = SignalLink.objects.filter(Q(signal_id=signal_id) | Q(other_id=signal_id))
    return [
        *own,
        as_rows(told, "feedback", **FEEDBACK),
        as_rows(links, "link", **MINE, reason="reason", other=_other_end(signal_id)),
    ]


def _other_end(signal_id):
    return Case(When(signal_id=signal_id, then=F("other_id")), default=F("signal_id"))
