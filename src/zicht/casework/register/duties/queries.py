"""Who reported and who still has to: what row-level security shows of notifications, duties and decisions."""

from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404

from zicht.casework.register.models import (
    CriterionQuestion,
    Notification,
    Obligation,
    PresumedVictim,
    RegistrationDecision,
    VictimSignal,
)
from zicht.foundation.acts import clock
from zicht.foundation.organisations.models import Organisation


def open_duties():
    """Return every visible open duty, the most urgent first."""
    return (
        Obligation.objects.filter(fulfilled_on__isnull=True)
        .select_related("organisation", "signal", "victim")
        .order_by("due_on", "created_at")
    )


def open_questions(actor):
    """Return the open questions whether a criterion is met, to the actor's organisation, the most urgent
    first."""
    return (
        CriterionQuestion.objects.filter(answered_at__isnull=True, organisation_id=actor.organisation_id)
        .select_related("signal")
        .order_by("due_on", "created_at")
    )


def access_question(question_id, actor) -> CriterionQuestion:
    """Return a question to the actor's organisation, for the function that is asked or who sees the person.

    Raises Http404."""
    found = CriterionQuestion.objects.filter(pk=question_id, organisation_id=actor.organisation_id)
    question = found.select_related("organisation", "signal__municipality").first()
    if question is None or not (question.function in actor.functions or _seen(question)):
        raise Http404
    return question


def _seen(question) -> bool:
    return PresumedVictim.objects.filter(pk=question.victim_id).exists()


def to_look_at_again():
    """Return visible decisions "not yet" and "not" whose day has come and that no later decision replaced."""
    later = RegistrationDecision.objects.filter(signal=OuterRef("signal"), at__gt=OuterRef("at"))
    return (
        RegistrationDecision.objects.filter(
            ~Exists(later), decision__in=("not_yet", "not"), review_on__lte=clock.today()
        )
        .select_related("signal", "victim")
        .order_by("review_on")
    )


def done_duties():
    """Return visible duties that ended with a notification or a decision, the latest first: who did."""
    return (
        Obligation.objects.filter(fulfilled_on__isnull=False)
        .select_related("organisation", "signal", "victim")
        .order_by("-fulfilled_on", "-created_at")
    )


def counting_on_another():
    """Return visible decisions "another organisation reports" where that organisation notified nobody of
    the signal so far."""
    notified = Notification.objects.filter(
        victim__signals__signal=OuterRef("signal"), organisation=OuterRef("reporting_organisation")
    )
    return (
        RegistrationDecision.objects.filter(~Exists(notified), reason="other_reports")
        .select_related("signal", "victim", "reporting_organisation")
        .annotate(
            said_by=Subquery(Organisation.objects.filter(pk=OuterRef("organisation_id")).values("name")[:1])
        )
        .order_by("at")
    )


def undecided(signal_id) -> list[VictimSignal]:
    """Return the persons in a signal of whom nobody said yet who reports, or why not: a table cannot close
    the item (TB2)."""
    decided = RegistrationDecision.objects.filter(signal_id=signal_id)
    links = VictimSignal.objects.filter(signal_id=signal_id)
    for_person = decided.filter(victim_id=OuterRef("victim_id"))
    return [] if decided.filter(victim__isnull=True).exists() else list(links.exclude(Exists(for_person)))


def current_notifications():
    """Return visible notifications that were not corrected; only these count."""
    return Notification.objects.filter(corrected_by__isnull=True)
