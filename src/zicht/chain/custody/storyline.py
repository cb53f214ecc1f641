"""The story of a signal as a timeline: each row that `timeline` reads becomes a sentence with its moment,
newest first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse

from zicht.chain.custody import vocabulary
from zicht.chain.custody.models import Assessment, Closure, Handover, HandoverReply, Reopening
from zicht.chain.custody.page import SignalPage
from zicht.chain.custody.timeline import Row
from zicht.chain.custody.words import function_in_sentence
from zicht.chain.feedback.models import Feedback
from zicht.chain.feedback.reach import DANGER, REACH, WISH
from zicht.chain.feedback.vocabulary import Recipient, Stage
from zicht.chain.signals.models import Observation
from zicht.chain.signals.vocabulary import Outcome
from zicht.foundation.acts.clock import AMSTERDAM
from zicht.foundation.organisations.vocabulary import Function

ACT_OF = {
    Stage.PASSED_ON: "reply",
    Stage.DONE: "closure",
    Stage.NOT_DONE: "closure",
    Stage.REOPENED: "reopening",
}
"""Which act brought a word to the reporter about; a word stands right after its act, though only its day
is kept."""

FROM_REPORTER = {
    REACH: ("Zo is de melder veilig te bereiken", "info"),
    DANGER: ("De melder zegt: er is nu gevaar", "warning"),
    WISH: ("De melder veranderde de wens over opsporing", "warning"),
}
"""How a word of the reporter reads, by its detail."""

SENTENCES: dict[str, Callable[[SignalPage, Row], "Entry"]] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the timeline, as `{% timeline %}` takes it. A date tells that only the day is kept."""

    at: datetime | date
    title: str
    who: str = ""
    text: str = ""
    tone: str = ""
    url: str = ""
    rank: int = 0
    after: datetime | None = None


def tells(kind: str):
    """Register how rows of a kind read on screen; other rooms use it for the rows they add."""

    def register(sentence):
        SENTENCES[kind] = sentence
        return sentence

    return register


def timeline(page: SignalPage) -> list[Entry]:
    """Return everything that happened, newest first."""
    entries = [_submitted(page), *_routed(page), *_holdings(page)]
    entries += [SENTENCES[row.kind](page, row) for row in page.rows if row.kind in SENTENCES]
    return sorted(entries, key=_order, reverse=True)


def _order(entry: Entry) -> tuple:
    if isinstance(entry.at, datetime):
        return (entry.at.astimezone(AMSTERDAM), 0)
    if entry.after:
        return (entry.after.astimezone(AMSTERDAM), entry.rank)
    moment = time.min if entry.rank <= 0 else time(23, 59)
    return (datetime.combine(entry.at, moment, AMSTERDAM), entry.rank)


def _submitted(page: SignalPage) -> Entry:
    signal = page.signal
    return Entry(
        signal.received_on,
        "Signaal gegeven",
        signal.get_reporter_kind_display(),
        f"Via: {signal.get_channel_display().lower()}.",
        "info",
        rank=-2,
    )


def _routed(page: SignalPage) -> list[Entry]:
    steps = page.signal.evaluation.document["steps"]
    named = {role: [] for role in vocabulary.HoldingRole.values}
    for step in steps:
        named[step["role"]].append(step["organisation"])
    text = f"Aan zet: {'; '.join(named['responsible'])}."
    if named["informed"]:
        text += f" Kijkt mee: {'; '.join(named['informed'])}."
    return [
        Entry(
            page.signal.received_on, "De meldroute bepaalde wie aan zet is", "", text, "", "#waarom-hier", -1
        )
    ]


def _holdings(page: SignalPage) -> list[Entry]:
    taken = [
        Entry(
            h.taken_up_at,
            "Opgepakt",
            who(page, h.taken_up_by, h.organisation_id, h.function),
            tone="positive",
        )
        for h in page.holdings
        if h.taken_up_at and h.taken_up_at != h.started_at
    ]
    moved_on = [
        Entry(
            h.ended_at,
            "Doorgezet naar het volgende niveau",
            str(h.organisation),
            "De afgesproken tijd was voorbij.",
            "warning",
        )
        for h in page.holdings
        if h.end_reason == vocabulary.HoldingEnd.ESCALATED
    ]
    return taken + moved_on


@tells("observation")
def _observation(page: SignalPage, row: Row) -> Entry:
    return _entry(page, row, "Waarneming", page.open_text(Observation.body, row), "info")


@tells("assessment")
def _assessment(page: SignalPage, row: Row) -> Entry:
    note = page.open_text(Assessment.note, row)
    return _entry(page, row, f"Oordeel: {vocabulary.Opinion(row.code).label}", _lines(_reason(row), note))


@tells("alarm_call")
def _alarm_call(page: SignalPage, row: Row) -> Entry:
    return _entry(page, row, "Gebeld: acuut, en nog niet opgepakt", tone="warning")


@tells("closure")
def _closure(page: SignalPage, row: Row) -> Entry:
    note = page.open_text(Closure.note, row)
    return _entry(page, row, f"Afgerond: {Outcome(row.code).label}", _lines(_reason(row), note), "positive")


@tells("reopening")
def _reopening(page: SignalPage, row: Row) -> Entry:
    return _entry(page, row, "Opnieuw geopend", page.open_core(Reopening.reason, row), "warning")


@tells("handover")
def _handover(page: SignalPage, row: Row) -> Entry:
    to = f"{function_in_sentence(row.function)} ({page.names.get(row.other, 'andere organisatie')})"
    return _entry(
        page,
        row,
        f"Overdracht aangeboden aan {to}",
        _lines(f"Vraag: {vocabulary.Task(row.code).label}.", page.open_core(Handover.reason, row)),
    )


@tells("reply")
def _reply(page: SignalPage, row: Row) -> Entry:
    title = f"Overdracht {vocabulary.HandoverAnswer(row.code).label.lower()}"
    tone = {"accepted": "positive", "returned": "warning"}.get(row.code, "")
    reason = vocabulary.ReturnReason(row.reason).label + "." if row.reason else ""
    return _entry(page, row, title, _lines(reason, page.open_core(HandoverReply.note, row)), tone)


@tells("feedback")
def _feedback(page: SignalPage, row: Row) -> Entry:
    text = page.open_text(Feedback.text, row)
    day, rank = row.at.date(), list(Stage).index(row.code)
    if row.note == Recipient.HANDLER:
        title, tone = FROM_REPORTER.get(row.reason, ("Bericht van de melder", "info"))
        return Entry(day, title, "", _shown(text), tone, rank=rank)
    if row.code == Stage.MESSAGE:
        writer = who(page, row.person, row.organisation)
        return Entry(day, "Bericht aan de melder", writer, _shown(text), "info", rank=rank)
    title = f"Melder kreeg bericht: {Stage(row.code).label.lower()}"
    return Entry(day, title, "", _shown(text), rank=rank, after=_act_before(page, row))


def _act_before(page: SignalPage, row: Row) -> datetime | None:
    taken_up = [
        h.taken_up_at for h in page.holdings if row.code == Stage.TAKEN_UP and h.taken_up_by == row.person
    ]
    acts = [act.at for act in page.rows if act.kind == ACT_OF.get(row.code) and act.person == row.person]
    found = [at for at in (*taken_up, *acts) if at and at.astimezone(AMSTERDAM).date() == row.at.date()]
    return max(found, default=None)


@tells("link")
def _link(page: SignalPage, row: Row) -> Entry:
    return _entry(
        page, row, "Gekoppeld aan een ander signaal", "", "info", reverse("custody:signal", args=[row.other])
    )


def _entry(page: SignalPage, row: Row, title: str, text: str = "", tone: str = "", url: str = "") -> Entry:
    return Entry(
        row.at,
        title,
        who(page, row.person, row.organisation, row.function if row.kind == "assessment" else ""),
        _shown(text),
        tone,
        url,
    )


def who(page: SignalPage, person, organisation, function: str = "") -> str:
    name, party = page.names.get(person, ""), page.names.get(organisation, "")
    party = party or next(
        (str(h.organisation) for h in page.holdings if h.organisation_id == organisation), ""
    )
    role = Function(function).label if function in Function.values else ""
    return ", ".join(part for part in (name, role, party) if part)


def _reason(row: Row) -> str:
    return vocabulary.OpinionReason(row.reason).label + "." if row.reason else ""


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _shown(text: str) -> str:
    return linebreaksbr(text) if text else ""
