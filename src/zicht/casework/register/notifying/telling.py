"""What the register adds to the story of a signal: that a person was registered, and why that was or was
not reported.
"""

import json
import uuid
from datetime import date, datetime

from django.db import connection
from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from zicht.casework.register.models import Obligation, PresumedVictim, RegistrationDecision, VictimSignal
from zicht.casework.register.vocabulary import DecisionKind, DecisionReason
from zicht.chain.custody import buttons, storyline, timeline
from zicht.chain.custody.page import SignalPage
from zicht.chain.custody.timeline import Row
from zicht.foundation.access import Permission
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.ui import landmarks, moments, slots

TITLES = {
    DecisionKind.WILL_REPORT: "{} gaat melden bij CoMensha",
    DecisionKind.REPORTED: "Gemeld bij CoMensha door {}",
    DecisionKind.NOT_YET: "Nog niet gemeld bij CoMensha",
    DecisionKind.NOT: "Niet gemeld bij CoMensha",
}
TONES = {DecisionKind.WILL_REPORT: "info", DecisionKind.REPORTED: "positive", DecisionKind.NOT_YET: "warning"}


def decisions(signal_id):
    """Return the decisions of a signal as rows of its story; `note` names who reports, `function` the day
    that was set."""
    found = RegistrationDecision.objects.filter(signal_id=signal_id)
    return timeline.as_rows(
        found,
        "registration_decision",
        at="at",
        organisation="organisation_id",
        person="person_id",
        code="decision",
        reason="reason",
        note=Coalesce(F("reporting_organisation__name"), Value("")),
        function=Coalesce(Cast("review_on", CharField()), Value("")),
    )


def registrations(signal_id):
    """Return the persons registered from a signal as rows of its story; `other` is the person where the
    actor sees it."""
    seen = PresumedVictim.objects.filter(pk=OuterRef("victim_id")).values("pk")
    found = VictimSignal.objects.filter(signal_id=signal_id)
    return timeline.as_rows(
        found, "registration", id="victim_id", at="at", organisation="organisation_id", other=Subquery(seen)
    )


OF_SIGNAL = """SELECT
    (SELECT coalesce(json_agg(json_build_object('victim_id', vs.victim_id, 'at', vs.at, 'reference',
        v.reference) ORDER BY vs.at), '[]')
        FROM register_victimsignal vs LEFT JOIN register_presumedvictim v ON v.id = vs.victim_id
            WHERE vs.signal_id = %(signal)s),
    (SELECT json_build_object('decision', d.decision, 'reason', d.reason, 'at', d.at, 'review_on',
        d.review_on, 'name', o.name)
        FROM register_registrationdecision d LEFT
            JOIN organisations_organisation o ON o.id = d.reporting_organisation_id
        WHERE d.signal_id = %(signal)s ORDER BY d.at DESC LIMIT 1),
    (SELECT coalesce(json_agg(json_build_object('kind', b.kind, 'due_on', b.due_on, 'reminded_on',
        b.reminded_on, 'name', o.name) ORDER BY b.due_on), '[]')
        FROM register_obligation b JOIN organisations_organisation o ON o.id = b.organisation_id
        WHERE b.signal_id = %(signal)s AND b.fulfilled_on IS NULL),
    (SELECT coalesce(json_agg(json_build_object('id', q.id, 'organisation', q.organisation_id, 'due_on',
        q.due_on, 'name', o.name) ORDER BY q.due_on), '[]')
        FROM register_criterionquestion q JOIN organisations_organisation o ON o.id = q.organisation_id
        WHERE q.signal_id = %(signal)s AND q.answered_at IS NULL)"""


def of_signal(signal_id) -> dict:
    """Return what the section "who reports?" of a signal shows: persons, latest decision, open duties and
    questions. One query."""
    with connection.cursor() as cursor:
        cursor.execute(OF_SIGNAL, {"signal": signal_id})
        persons, decision, duties, questions = (_read(value) for value in cursor.fetchone())
    return {
        "persons": [_person(row) for row in persons],
        "decision": decision and _latest(decision),
        "duties": [_duty(row) for row in duties],
        "questions": [row | {"due_on": date.fromisoformat(row["due_on"])} for row in questions],
    }


def _read(value):
    return json.loads(value) if isinstance(value, str) else value


def _person(row: dict) -> VictimSignal:
    """`reference` is None where the actor may not see the person."""
    person = VictimSignal(victim_id=uuid.UUID(row["victim_id"]), at=datetime.fromisoformat(row["at"]))
    person.reference = row["reference"]
    return person


def _latest(row: dict) -> RegistrationDecision:
    return RegistrationDecision(
        decision=row["decision"],
        reason=row["reason"],
        at=datetime.fromisoformat(row["at"]),
        review_on=row["review_on"] and date.fromisoformat(row["review_on"]),
        reporting_organisation=row["name"] and Organisation(name=row["name"]),
    )


def _duty(row: dict) -> Obligation:
    return Obligation(
        kind=row["kind"],
        due_on=date.fromisoformat(row["due_on"]),
        reminded_on=row["reminded_on"] and date.fromisoformat(row["reminded_on"]),
        organisation=Organisation(name=row["name"]),
    )


@storyline.tells("registration_decision")
def _decision(page: SignalPage, row: Row):
    title = TITLES[DecisionKind(row.code)].format(row.note or "een organisatie")
    text = f"{DecisionReason(row.reason).label}."
    if row.function:
        day = moments.long_date(date.fromisoformat(row.function))
        text += (
            f" Afgesproken dag: {day}."
            if row.code == DecisionKind.WILL_REPORT
            else f" Weer bekijken op {day}."
        )
    return storyline.Entry(
        row.at, title, storyline.who(page, row.person, row.organisation), text, TONES.get(row.code, "")
    )


@storyline.tells("registration")
def _registration(page: SignalPage, row: Row):
    url = reverse("register:victim", args=[row.other]) if row.other else ""
    who = storyline.who(page, None, row.organisation)
    return storyline.Entry(row.at, "Vermoedelijk slachtoffer geregistreerd", who, "", "info", url)


def _register(page: SignalPage) -> list[buttons.Button]:
    if not page.actor.may(Permission.REGISTER_NOTIFY):
        return []
    url = f"{reverse('register:new')}?signaal={page.signal.id}"
    return [buttons.Button("Vermoedelijk slachtoffer registreren", url, "Bij de geringste aanwijzing al.")]


def join() -> None:
    """Let the page of a signal contain what the register adds to it. Called once, when the room is ready."""
    timeline.add_source(decisions)
    timeline.add_source(registrations)
    buttons.add_source(_register, rank=10)
    slots.put("signal", "register/signal_section.html", rank=10)
    landmarks.name("victim", "register:victim")
