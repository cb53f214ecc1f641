"""A report as every way in hands it over, and what became of it. Pure."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from zicht.chain.routes.outcome import Evaluation
from zicht.chain.signals.vocabulary import Channel, ExploitationForm, ReporterKind


@dataclass(frozen=True)
class NewAttachment:
    """A file that comes along with a report, already made anew from its pixels (see `images`)."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Report:
    """What a reporter gave. `story` is everything in words (what, where, when, contact); unknown stays
    None or empty.
    """

    submission_key: str
    channel: str
    story: dict[str, Any]
    form: str = ExploitationForm.UNKNOWN
    municipality: str | None = None
    minor: bool | None = None
    acute: bool = False
    no_police: bool = False
    serious_disadvantage: bool = False
    reporter_kind: str = ReporterKind.UNKNOWN
    language: str = "nl"
    indicators: tuple[str, ...] = ()
    received_on: date | None = None
    attachments: tuple[NewAttachment, ...] = ()
    moment: datetime | None = field(default=None, compare=False)

    @property
    def anonymous(self) -> bool:
        return self.channel == Channel.PUBLIC


@dataclass(frozen=True)
class Stored:
    """What became of a report. `known`: it was stored before; `added`: what was new in it now stands beside
    it. `receipt` only for the public door.
    """

    id: uuid.UUID
    reference: str
    known: bool
    receipt: str = ""
    added: bool = False
    evaluation: Evaluation | None = field(default=None, compare=False)
