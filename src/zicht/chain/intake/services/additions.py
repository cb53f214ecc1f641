"""What came with a report that was confirmed already, and is new, is added to it; nothing confirmed is lost.

A report consists of parts: each text, each choice, each photo. Of every part that was stored, the database
keeps a keyed digest (`ReceivedPart`). When the same submission comes again, only parts it does not know yet
become one message of the reporter, under the same receipt. The signal itself stays as it was. Danger that was
not said before brings in whom the route names for it.
"""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from zicht.chain.feedback.models import Feedback
from zicht.chain.feedback.reach import DANGER
from zicht.chain.intake.services.report import NewAttachment, Report
from zicht.chain.signals.models import Attachment
from zicht.chain.signals.story import label_of
from zicht.chain.signals.vocabulary import Channel, ExploitationForm, ReporterKind
from zicht.foundation.access import Actor
from zicht.foundation.acts import clock
from zicht.foundation.organisations.models import Municipality
from zicht.foundation.vault import sealing
from zicht.reference.signal_cards import indicators

CHANNELS = (Channel.PUBLIC, Channel.PROFESSIONAL)
LATER = "Later geschreven bij dezelfde melding:"
CHANGED = "Later anders ingevuld:"
YES_NO = {True: "ja", False: "nee", None: "niet bekend"}


@dataclass(frozen=True)
class Part:
    """One thing a reporter gave: a text, a choice or a photo, with the digest by which it is known again."""

    name: str
    value: Any
    digest: bytes


def parts_of(report: Report) -> list[Part]:
    """Return everything in a report, part by part."""
    said = [(f"story.{name}", text) for name, text in report.story.items() if text]
    photos = [(f"photo.{photo.name}", photo) for photo in report.attachments]
    return [_part(report, name, value) for name, value in (*said, *_choices(report), *photos)]


def was_destroyed(known: dict[str, Any]) -> bool:
    """Return whether nothing can be added any more: what was sent before was destroyed, key and all. Words
    that a reporter sends then are a report of their own; a list that is read again brings nothing back."""
    return bool(known.get("missing")) and not known["key"]


def settled(report: Report, known: dict[str, Any]) -> Report:
    """Return the report with the choices that hold: those stored first, with danger and the wish for no
    police also when they were said later."""
    before = known["before"]
    wishes = {name: before[name] or getattr(report, name) for name in ("acute", "no_police")}
    return replace(report, **before | wishes)


def add(report: Report, known: dict[str, Any], payload: dict[str, Any], actor: Actor, database) -> bool:
    """Add what is new in `report` to the submission the database knows; returns whether it stands there.

    `payload`: the rows of the settled report, of which the holders count when danger is new."""
    new = [part for part in parts_of(report) if as_hex(part.digest) in known["missing"]]
    data_key = sealing.unwrap(bytes.fromhex(known["key"].removeprefix("\\x")), known["id"])
    alarm = report.acute and not known["before"]["acute"]
    addition = _brought_in(payload, alarm) | {
        "submission_digest": payload["signal"]["submission_digest"],
        "parts": [as_hex(part.digest) for part in new],
        "message": _message(new, data_key, actor, alarm, database.alias),
        "attachments": [sealed_attachment(data_key, p.value) for p in new if p.name.startswith("photo.")],
        "no_police": any(part.name == "no_police" and part.value for part in new),
    }
    return _asked(database, addition)


def _asked(database, addition: dict[str, Any]) -> bool:
    with database.cursor() as cursor:
        cursor.execute("SELECT sec.add_to_submission(%s::jsonb)", [json.dumps(addition, default=str)])
        return cursor.fetchone()[0]


def _brought_in(payload: dict[str, Any], alarm: bool) -> dict[str, Any]:
    return {name: payload[name] if alarm else [] for name in ("holdings", "grants")}


def _choices(report: Report) -> Iterable[tuple[str, Any]]:
    names = ("form", "municipality", "minor", "acute", "no_police", "reporter_kind", "language")
    yield from ((name, getattr(report, name)) for name in names)
    yield "indicators", ",".join(sorted(report.indicators))


def _part(report: Report, name: str, value: Any) -> Part:
    content = value.content if isinstance(value, NewAttachment) else str(value).encode()
    place = f"{report.submission_key}|{name.partition('.')[0] if name.startswith('photo') else name}|"
    return Part(name, value, sealing.digest("submission-part", place.encode() + content))


def _message(new: list[Part], data_key: bytes, actor: Actor, alarm: bool, alias: str) -> dict[str, Any]:
    fingerprint = b"".join(sorted(part.digest for part in new))
    message_id = uuid.UUID(bytes=sealing.digest("submission-addition", fingerprint)[:16])
    text = Feedback.text.seal(data_key, message_id, told(new, alias))
    person = {"by_organisation_id": actor.organisation_id, "by_person_id": actor.person_id}
    return {
        "id": message_id,
        "role": "",
        "detail": DANGER if alarm else "",
        "text": as_hex(text),
        "given_on": clock.today(),
        **(person if actor.is_person else {}),
    }


def told(new: list[Part], alias: str) -> str:
    """Return in words what is new, as those who work on it read it."""
    texts = [f"{label_of(p.name[6:])}: {p.value}" for p in new if p.name.startswith("story.")]
    photos = [f"Foto: {p.value.name}" for p in new if p.name.startswith("photo.")]
    choices = [_choice(p, alias) for p in new if "." not in p.name]
    blocks = [(LATER, texts + photos), (CHANGED, choices)]
    return "\n\n".join("\n".join([heading, *lines]) for heading, lines in blocks if lines)


def _choice(part: Part, alias: str) -> str:
    label, value = LABELS[part.name], part.value
    return f"{label}: {_place(value, alias) if part.name == 'municipality' else SHOWN[part.name](value)}"


def _place(code: str | None, alias: str) -> str:
    found = Municipality.objects.using(alias).filter(pk=code).first() if code else None
    return found.name if found else code or "niet bekend"


def _chips(slugs: str) -> str:
    known = indicators()
    return ", ".join(str(known[slug].label) if slug in known else slug for slug in slugs.split(",")) or "geen"


LABELS = {
    "form": "Waar het op lijkt",
    "municipality": "Gemeente",
    "minor": "Minderjarig",
    "acute": "Er is nu gevaar",
    "no_police": "Geen politie",
    "reporter_kind": "Wie het meldt",
    "language": "Taal van het antwoord",
    "indicators": "Wat er opviel",
}
SHOWN = {
    "form": lambda value: str(ExploitationForm(value).label),
    "minor": YES_NO.get,
    "acute": YES_NO.get,
    "no_police": YES_NO.get,
    "reporter_kind": lambda value: str(ReporterKind(value).label),
    "language": str,
    "indicators": _chips,
}


def sealed_attachment(data_key: bytes, attachment: NewAttachment) -> dict[str, Any]:
    """Return the row of a photo, its name and content sealed under the signal's key."""
    key = uuid.uuid4()
    return {
        "id": key,
        "media_type": attachment.media_type,
        "name": as_hex(Attachment.name.seal(data_key, key, attachment.name)),
        "content": as_hex(Attachment.content.seal(data_key, key, attachment.content)),
    }


def as_hex(value: bytes) -> str:
    """Return bytes as PostgreSQL reads them in JSON."""
    return "\\x" + value.hex()
