"""Answering the yearly question."""

from django.db import IntegrityError, transaction

from zicht.casework.survey.models import SurveyAnswer, SurveyTurn
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

TWICE = "U hebt dit jaar al geantwoord. Dank u wel. Volgend jaar vragen we het opnieuw."


def had_a_turn(actor: Actor) -> bool:
    """Return whether the acting person answered this year."""
    return SurveyTurn.objects.filter(account_id=actor.person_id, year=clock.today().year).exists()


@use_case
def answer(*, seen: str, passed: str, hindrances: list[str], sight: str, actor: Actor) -> None:
    """Keep what was answered apart from who answered. Refuses a second answer in a year."""
    year = clock.today().year
    try:
        with transaction.atomic():
            SurveyTurn.objects.create(account_id=actor.person_id, year=year)
    except IntegrityError as twice:
        raise NotPossible(TWICE) from twice
    SurveyAnswer.objects.create(year=year, seen=seen, passed=passed, hindrances=hindrances, sight=sight)
    audit.record(actor, Action.SURVEY_ANSWERED, "survey", year)
