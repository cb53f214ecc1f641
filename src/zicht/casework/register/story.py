"""What the register adds to the story of a signal: that a person was registered, and why that was or was not reported."""

from datetime import date

from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce

from zicht.casework.register.models import Obligation, PresumedVictim, RegistrationDecision, VictimSignal
from zicht.casework.register.vocabulary import DecisionKind, DecisionReason
from zicht.chain.custody import storyline, timeline
from zicht.chain.custody.page import SignalPage
from zicht.chain.custody.timeline import Row
from zicht.foundation.ui import moments

TITLES = {
    DecisionKind.WILL_REPORT: "{} gaat melden bij CoMensha",
    DecisionKind.REPORTED: "Gemeld bij CoMensha door {}",
    DecisionKind.NOT_YET: "Nog niet gemeld bij CoMensha",
    DecisionKind.NOT: "Niet gemeld bij CoMensha",
}
TONES = {DecisionKind.WILL_REPORT: "info", DecisionKind.REPORTED: "positive", DecisionKind.NOT_YET: "warning"}


def decisions(signal_id):
    """Return the decisions of a signal as rows of its story; `note` names who reports, `function` the day that was set."""
    found = RegistrationDecision.objects.filter(signal_id=signal_id)
    return timeline.as_rows(
        found, "registration_decision", at="at", organisation="organisation_id", person="person_id", code="decision",
        reason="reason", note=Coalesce(F("reporting_organisation__name"), Value("")),
        function=Coalesce(Cast("review_on", CharField()), Value("")),
    )  # fmt: skip


def registrations(signal_id):
    """Return the persons registered from a signal as rows of its story; `other` is the person where the actor sees it."""
    seen = PresumedVictim.objects.filter(pk=OuterRef("victim_id")).values("pk")
    found = VictimSignal.objects.filter(signal_id=signal_id)
    return timeline.as_rows(
        found, "registration", id="victim_id", at="at", organisation="organisation_id", other=Subquery(seen)
    )


def of_signal(signal_id) -> dict:
    """Return what the section "who reports?" of a signal shows, in three queries: persons, latest decision, open duties."""
    reference = PresumedVictim.objects.filter(pk=OuterRef("victim_id")).values("reference")
    persons = VictimSignal.objects.filter(signal_id=signal_id).annotate(reference=Subquery(reference)).order_by("at")
    latest = RegistrationDecision.objects.filter(signal_id=signal_id).select_related("reporting_organisation").order_by("-at")
    duties = Obligation.objects.filter(signal_id=signal_id, fulfilled_on__isnull=True).select_related("organisation")
    return {"persons": list(persons), "decision": latest.first(), "duties": list(duties.order_by("due_on"))}


@storyline.tells("registration_decision")
def _decision(page: SignalPage, row: Row):
    title = TITLES[DecisionKind(row.code)].format(row.note or "een organisatie")
    text = f"{DecisionReason(row.reason).label}."
    if row.function:
        day = moments.long_date(date.fromisoformat(row.function))
        text += f" Afgesproken dag: {day}." if row.code == DecisionKind.WILL_REPORT else f" Weer bekijken op {day}."
    return storyline.Entry(
        row.at, title, storyline.who(page, row.person, row.organisation), text, TONES.get(row.code, "")
    )


@storyline.tells("registration")
def _registration(page: SignalPage, row: Row):
    url = f"/werk/register/{row.other}/" if row.other else ""
    who = storyline.who(page, None, row.organisation)
    return storyline.Entry(row.at, "Vermoedelijk slachtoffer geregistreerd", who, "", "info", url)


def join() -> None:
    """Let the story of a signal contain the register's rows. Called once, when the room is ready."""
    timeline.add_source(decisions)
    timeline.add_source(registrations)
