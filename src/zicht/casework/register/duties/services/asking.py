"""Asking a notifying organisation whether one of its own criteria is met (RG6).

A duty by law, and sight of who the person is, begin with yes; no ends the question with a reason. Who has
criteria by law is asked when it registers a person, when it becomes responsible for a signal in which one
appears, and when it was agreed that it reports. PostgreSQL keeps it (`sec.answer_question`).
"""

import uuid
from datetime import date

from zicht.casework.register.duties import criteria, queries
from zicht.casework.register.duties.services import arising
from zicht.casework.register.models import CriterionQuestion, Notification, Obligation, VictimSignal
from zicht.casework.register.vocabulary import CriterionAnswer
from zicht.chain.custody import queries as custody
from zicht.chain.custody.vocabulary import HoldingRole
from zicht.chain.grants import services as grants
from zicht.foundation.access import SYSTEM, Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.database.reading import named_rows
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import INVESTIGATORS

BECAUSE_HOLDER = "Uw organisatie is aan zet bij een signaal waarin een vermoedelijk slachtoffer voorkomt."
BECAUSE_REGISTERED = "Uw organisatie registreerde deze persoon."
BECAUSE_MET = "Uw organisatie antwoordde dat aan een criterium is voldaan en meldt deze persoon nog."
DUTY_ENDED = "Uw organisatie besloot deze persoon niet te melden."
ANSWERED = "Deze vraag is al beantwoord, of vervallen omdat de betrokkene geen opsporing wil."
NOT_THEN = "Dit criterium gold niet op de dag die u koos. Kies opnieuw."
DAYS, BATCH = 14, 200


def arise(victim, signal, *, actor: Actor) -> list[CriterionQuestion]:
    """Ask who has criteria by law and was not asked yet: the own organisation, and who is responsible for
    the signal.

    Nobody sees more of the person by it. An investigator whom the person concerned does not want is not
    asked, unless it registered the person itself."""
    kinds = criteria.statutory_kinds()
    wanted = {
        **{key: (function, BECAUSE_HOLDER) for key, function in _holders(kinds, signal).items()},
        **{key: (function, BECAUSE_REGISTERED) for key, function in _own(kinds, actor).items()},
    }
    known = _asked_before(victim, signal)
    return _keep(
        [
            _question(victim, signal, key, function, because, None)
            for key, (function, because) in wanted.items()
            if key not in known
        ],
        actor,
    )


def arise_where_missing(*, actor: Actor = SYSTEM) -> int:
    """Ask organisations that became responsible after the registration; return how many. For the worker."""
    links = (
        VictimSignal.objects.filter(
            signal__holdings__ended_at__isnull=True,
            signal__holdings__role=HoldingRole.RESPONSIBLE,
            signal__holdings__organisation__kind__in=list(criteria.statutory_kinds()),
        )
        .select_related("victim", "signal")
        .distinct()
    )
    return sum(len(arise(link.victim, link.signal, actor=actor)) for link in links.iterator(BATCH))


def ask(organisation: Organisation, due_on: date | None, because: str, *, victim, signal, actor: Actor):
    """Ask one organisation, because it was agreed that it reports. Twice is once."""
    function = next(iter(arising.notifying_functions(organisation.id)), "")
    return _keep([_question(victim, signal, organisation.id, function, because, due_on)], actor)


@use_case
def answer(
    question_id, *, actor: Actor, criterion: str = "", met_on: date | None = None, reason: str = ""
) -> CriterionQuestion:
    """Say that a criterion is met, since which day; or, with a `reason` and no criterion, that none is.

    Yes makes the duty and shows who the person is. Refuses: a question of others (404), one that was
    answered, a criterion that did not hold on that day."""
    question = queries.access_question(question_id, actor)
    if question.answered_at:
        raise NotPossible(ANSWERED)
    if criterion:
        met(question, criterion, met_on or clock.today(), actor)
    else:
        not_met(question, reason, actor)
    question.refresh_from_db()
    return question


def met(question: CriterionQuestion, criterion: str, met_on: date, actor: Actor) -> None:
    """Answer yes, inside the running use case."""
    rules = {row.code: row for row in criteria.of(question.organisation, met_on)}
    if criterion not in rules:
        raise NotPossible(NOT_THEN)
    duty = uuid.uuid4()
    due = arising.last_day(rules[criterion].due_days)
    opened = _answered(question, CriterionAnswer.MET, criterion, met_on, "", duty, due)
    _record(question, actor, answer="met", criterion=criterion)
    audit.record(actor, Action.OBLIGATION_CREATED, "obligation", duty)
    if opened:
        audit.record(actor, Action.GRANT_GIVEN, "victim", question.victim_id, to=str(actor.organisation_id))


def not_met(question: CriterionQuestion, reason: str, actor: Actor) -> None:
    """Answer no, with the reason, inside the running use case."""
    _answered(question, CriterionAnswer.NOT_MET, "", None, reason, None, None)
    _record(question, actor, answer="not_met", reason=reason)


def end_sight(victim_ids, actor: Actor) -> None:
    """End the sight that only a duty gave, now that the duty ended without a notification."""
    reported = Notification.objects.filter(organisation_id=actor.organisation_id, victim_id__in=victim_ids)
    rest = set(victim_ids) - set(reported.values_list("victim_id", flat=True))
    for grant_id in grants.end_own(rest, BECAUSE_MET, DUTY_ENDED, actor):
        audit.record(actor, Action.GRANT_ENDED, "grant", grant_id)


def open_of(organisation_id, **about):
    """Return the open questions to an organisation about a person (`victim`) or in a `signal`."""
    return CriterionQuestion.objects.filter(
        organisation_id=organisation_id, answered_at__isnull=True, **about
    ).select_related("organisation")


def _answered(question, *said) -> bool:
    row = named_rows(
        "SELECT sec.answer_question(%s, %s, %s, %s, %s, %s, %s, %s) AS opened",
        [question.pk, *said, BECAUSE_MET],
    )
    return row[0]["opened"]


def _record(question, actor: Actor, **said) -> None:
    audit.record(actor, Action.CRITERION_ANSWERED, "criterion_question", question.pk, **said)


def _own(kinds: dict, actor: Actor) -> dict:
    """The organisation that registers knows the person already; it is asked all the same."""
    found = Organisation.objects.filter(pk=actor.organisation_id, kind__in=list(kinds)).first()
    functions = arising.able_to_notify(actor.functions)
    return {found.pk: functions[0]} if found and functions else {}


def _holders(kinds: dict, signal) -> dict:
    """Who is only informed is not asked. The wish for no investigators holds here too."""
    if signal is None:
        return {}
    held = custody.running(signal.pk).filter(role=HoldingRole.RESPONSIBLE, organisation__kind__in=list(kinds))
    return {
        row.organisation_id: row.function
        for row in held.select_related("organisation")
        if not (signal.wants_no_police and row.organisation.kind in INVESTIGATORS)
    }


def _asked_before(victim, signal) -> set:
    """Who has a duty or an open question about this person, or answered one about this signal."""
    questions = CriterionQuestion.objects.filter(victim=victim)
    open_now = questions.filter(answered_at__isnull=True)
    answered = questions.filter(signal=signal)
    duties = Obligation.objects.filter(victim=victim)
    found = (rows.values_list("organisation_id", flat=True) for rows in (open_now, answered, duties))
    return set().union(*found)


def _question(victim, signal, organisation_id, function, because, due_on) -> CriterionQuestion:
    return CriterionQuestion(
        victim=victim,
        signal=signal,
        organisation_id=organisation_id,
        function=function,
        because=because,
        due_on=due_on or arising.last_day(DAYS),
        created_at=clock.now(),
    )


def _keep(questions: list[CriterionQuestion], actor: Actor) -> list[CriterionQuestion]:
    CriterionQuestion.objects.bulk_create(questions, ignore_conflicts=True)
    rows = [("criterion_question", row.pk) for row in questions]
    audit.record_many(actor, Action.CRITERION_ASKED, rows)
    return questions
