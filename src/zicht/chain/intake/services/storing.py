"""Storing a signal: one way for the public door, professionals, imports and the API.

`submit` evaluates the route, seals the story and hands everything to `sec.submit_signal`, one call and one
commit.
"""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import connection, connections

from zicht.chain.agreements.vocabulary import LegalBasis, Level, Purpose
from zicht.chain.custody.vocabulary import HoldingRole
from zicht.chain.door import receipts
from zicht.chain.feedback.vocabulary import Recipient, Stage
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.chain.intake.services import additions
from zicht.chain.intake.services.report import Report, Stored
from zicht.chain.routes import services as routes
from zicht.chain.routes.country import Country, country, remembered
from zicht.chain.routes.evaluation import VITAL_INTEREST
from zicht.chain.routes.outcome import Evaluation, Step
from zicht.chain.routes.route import Facts
from zicht.chain.signals.models import SignalContent
from zicht.chain.signals.references import new_reference
from zicht.chain.signals.vocabulary import Channel
from zicht.foundation.access import PUBLIC, Actor, use_case
from zicht.foundation.access.actor import NOBODY
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.vault import sealing

OWN_REPORT = "U hebt dit signaal zelf gegeven."
OWN_FILE = "Uw organisatie heeft dit signaal aangeleverd."


def submit_publicly(report: Report) -> Stored:
    """Store an anonymous report on the public door's own connection; returns the receipt that is shown
    once."""
    return _store(report, PUBLIC, connections["intake"])


@use_case
def submit(report: Report, *, actor: Actor) -> Stored:
    """Store a report of a professional, a file or a partner's system, inside the actor's transaction."""
    stored = _store(report, actor, connection)
    audit.noted()
    return stored


@use_case
def submit_unrouted(
    report: Report, holding: dict[str, Any], grant: dict[str, Any], *, actor: Actor
) -> Stored:
    """Store a signal that stays with the own organisation: one holding and one grant as given, whatever
    the route says."""
    payload = payload_for(report, actor, country(connection.alias))[1]
    own = {"organisation_id": actor.organisation_id}
    payload["holdings"] = [payload["holdings"][0] | own | holding]
    payload["grants"] = [payload["grants"][0] | own | grant]
    payload["signal"]["reporter_id"], payload["feedback"] = None, []
    answer = _call(connection, payload)
    audit.noted()
    return Stored(uuid.UUID(answer["id"]), answer["reference"], answer["known"])


def _store(report: Report, actor: Actor, database) -> Stored:
    evaluation, payload = payload_for(report, actor, remembered(database.alias))
    answer = _call(database, payload)
    while answer.get("stale"):
        evaluation, payload = payload_for(report, actor, country(database.alias))
        answer = _call(database, payload)
    if additions.was_destroyed(answer) and report.anonymous:
        return _store(
            replace(report, submission_key=receipts.next_key(report.submission_key)), actor, database
        )
    added = False
    if answer["known"] and answer.get("missing") and not additions.was_destroyed(answer):
        settled = additions.settled(report, answer)
        evaluation, payload = payload_for(settled, actor, country(database.alias))
        added = additions.add(report, answer, payload, actor, database)
    receipt = receipts.receipt_for(report.submission_key) if report.anonymous else ""
    return Stored(uuid.UUID(answer["id"]), answer["reference"], answer["known"], receipt, added, evaluation)


def _call(database, payload: dict[str, Any]) -> dict[str, Any]:
    with database.cursor() as cursor:
        cursor.execute("SELECT sec.submit_signal(%s::jsonb)", [json.dumps(payload, default=str)])
        answer = cursor.fetchone()[0]
    return json.loads(answer) if isinstance(answer, str) else answer


def payload_for(report: Report, actor: Actor, seen: Country) -> tuple[Evaluation, dict[str, Any]]:
    """Return who does what in the country as seen, and every row of the new signal as `sec.submit_signal`
    takes it."""
    signal_id, data_key = uuid.uuid4(), sealing.new_data_key()
    day = report.received_on or clock.today()
    moment = clock.day_start(day) if report.anonymous else (report.moment or clock.now())
    evaluation = routes.evaluate_in(seen, facts_of(report, day))
    rows = _Rows(report, actor, signal_id, day, moment)
    payload = {
        "freshness": seen.token,
        "signal": rows.signal(),
        "key": additions.as_hex(sealing.wrap(data_key, signal_id)),
        "content": additions.as_hex(SignalContent.body.seal(data_key, signal_id, report.story)),
        "evaluation": evaluation.to_json(),
        "holdings": rows.holdings(evaluation.steps),
        "grants": [*(rows.grant(step) for step in evaluation.steps), *rows.own_grant()],
        "feedback": rows.feedback(evaluation),
        "attachments": [
            additions.sealed_attachment(data_key, attachment) for attachment in report.attachments
        ],
    }
    if report.channel in additions.CHANNELS:
        payload["parts"] = [additions.as_hex(part.digest) for part in additions.parts_of(report)]
    if report.anonymous:
        payload["mailbox"] = additions.as_hex(receipts.lookup_of(receipts.receipt_for(report.submission_key)))
    return evaluation, payload


def submission_digest(submission_key: str) -> bytes:
    """Return the value under which a submission is recognised when it comes again."""
    return sealing.digest("submission", submission_key)


@dataclass(frozen=True)
class _Rows:
    report: Report
    actor: Actor
    signal_id: uuid.UUID
    day: date
    moment: datetime

    def signal(self) -> dict[str, Any]:
        report = self.report
        return {
            "id": self.signal_id,
            "reference": new_reference(),
            "submission_digest": additions.as_hex(submission_digest(report.submission_key)),
            "channel": report.channel,
            "received_on": self.day,
            "form": report.form,
            "serious_disadvantage": report.serious_disadvantage,
            "municipality_id": report.municipality,
            "minor": report.minor,
            "acute": report.acute,
            "no_police": report.no_police,
            "language": report.language,
            "reporter_kind": report.reporter_kind,
            "indicators": list(report.indicators),
            "reporter_id": self._person,
            "source_organisation_id": self._organisation,
        }

    def holdings(self, steps: Sequence[Step]) -> list[dict[str, Any]]:
        """Every holder; in acute danger the shortest time of the responsible ones counts for all of them."""
        held = [self.holding(step) for step in steps]
        responsible = [row for row in held if row["role"] == HoldingRole.RESPONSIBLE]
        if self.report.acute and responsible:
            soonest = min(row["due_at"] for row in responsible)
            for row in responsible:
                row["due_at"] = soonest
        return held

    def holding(self, step: Step) -> dict[str, Any]:
        return {
            "id": uuid.uuid4(),
            "organisation_id": step.organisation_id,
            "function": step.function,
            "role": str(step.role),
            "task": str(step.task),
            "because": " ".join(step.because)[:400],
            "started_at": self.moment,
            "due_at": self._due(step),
            "escalation": 0,
            "end_reason": "",
            "acute": self.report.acute,
            "nowhere": self.report.municipality is None,
        }

    def grant(self, step: Step) -> dict[str, Any]:
        return {
            "id": uuid.uuid4(),
            "subject_kind": SubjectKind.SIGNAL,
            "organisation_id": step.organisation_id,
            "function": step.function,
            "level": Level.FULL,
            "basis": LegalBasis.VITAL_INTEREST if VITAL_INTEREST in step.because else LegalBasis.ROUTE,
            "purpose": Purpose.SIGNAL_HANDLING,
            "because": " ".join(step.because)[:400],
            "granted_on": self.day,
            "ended_because": "",
        }

    def own_grant(self) -> list[dict[str, Any]]:
        """Who reports may follow the core of the own signal: the person with an account, or the
        organisation of a file."""
        if not self._organisation:
            return []
        return [
            {
                "id": uuid.uuid4(),
                "subject_kind": SubjectKind.SIGNAL,
                "organisation_id": self.actor.organisation_id,
                "account_id": self._person,
                "level": Level.CORE,
                "basis": LegalBasis.OWN_REPORT,
                "purpose": Purpose.OWN_REPORT,
                "because": OWN_REPORT if self._person else OWN_FILE,
                "granted_on": self.day,
                "ended_because": "",
            }
        ]

    def feedback(self, evaluation: Evaluation) -> list[dict[str, Any]]:
        first = next(iter(evaluation.responsible))
        return [
            {
                "id": uuid.uuid4(),
                "recipient": Recipient.REPORTER,
                "organisation_id": self.actor.organisation_id if self._person else None,
                "account_id": self._person,
                "stage": Stage.RECEIVED,
                "role": first.function,
                "detail": "",
                "given_on": self.day,
            }
        ]

    def _due(self, step: Step) -> datetime:
        """Acute terms run from now; of an anonymous reporter's visit no more than the whole hour can be
        told from it."""
        if step.due.hours is None or not self.report.anonymous:
            return clock.due_at(self.moment, hours=step.due.hours, working_days=step.due.working_days)
        return clock.due_at(clock.next_whole_hour(), hours=step.due.hours)

    @property
    def _organisation(self) -> uuid.UUID | None:
        return None if self.actor.organisation_id == NOBODY else self.actor.organisation_id

    @property
    def _person(self) -> uuid.UUID | None:
        """The account that reports; a file or another channel has no reporter with an account."""
        return (
            self.actor.person_id
            if self.report.channel == Channel.PROFESSIONAL and self.actor.is_person
            else None
        )


def facts_of(report: Report, day: date) -> Facts:
    """Return what the route looks at in a report that came in on `day`."""
    return Facts(
        municipality=report.municipality,
        form=str(report.form),
        serious_disadvantage=report.serious_disadvantage,
        minor=report.minor,
        acute=report.acute,
        no_police=report.no_police,
        reporter_kind=str(report.reporter_kind),
        channel=str(report.channel),
        language=report.language,
        received_on=day,
    )
