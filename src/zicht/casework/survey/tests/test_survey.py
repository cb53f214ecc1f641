"""The yearly question: answered once, kept apart from who answered, told in protected numbers after the
year (IS4, IS2).
"""

from collections import Counter
from datetime import datetime

import pytest
from django.db import ProgrammingError, connections

from zicht.casework.survey import services
from zicht.casework.survey.models import SurveyAnswer, SurveyTurn
from zicht.foundation.access import acting
from zicht.foundation.accounts.models import Account
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.sight.figures import perceived

ADDRESS = "/werk/jaarlijkse-vraag/"
JUNE = datetime(2024, 6, 15, 12, tzinfo=clock.AMSTERDAM)
NEW_YEAR = datetime(2025, 1, 2, 12, tzinfo=clock.AMSTERDAM)
GIVEN = {"seen": "few", "passed": "little", "hindrances": ["where", "privacy"], "sight": "hardly"}


def rows(sql):
    """Read as the job of the figures: not even the owner of the table sees its rows."""
    with connections["figures"].cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_IS4_a_professional_answers_four_questions_once_a_year(country, browser_client):
    """IS4: the third reality; the second time in a year is thanked, not counted; the next year is asked
    anew.
    """
    client = browser_client.login(country.actor("reporter"))
    with clock.at(JUNE):
        assert client.post(ADDRESS, {"seen": "few"}).status_code == 422
        assert client.post(ADDRESS, GIVEN).status_code == 302
        assert "Dank u wel" in client.get(ADDRESS).content.decode()
        assert client.post(ADDRESS, GIVEN).status_code == 409
        with pytest.raises(NotPossible):
            services.answer(**GIVEN, actor=country.actor("reporter"))
    assert rows("SELECT count(*) FROM survey_surveyanswer") == [(1,)]
    with clock.at(JUNE.replace(year=2025)):
        services.answer(**GIVEN, actor=country.actor("reporter"))
    assert rows("SELECT year FROM survey_surveyanswer ORDER BY 1") == [(2024,), (2025,)]


def test_IS4_who_answered_cannot_be_found_from_the_answer(country):
    """IS4: no column of an answer names or points at a person, organisation, place or moment; nobody
    signed in can read it.
    """
    actor = country.actor("contact_officer")
    services.answer(**GIVEN, actor=actor)
    columns = {
        name
        for (name,) in rows(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'survey_surveyanswer'"
        )
    }
    assert columns == {"id", "year", "seen", "passed", "hindrances", "sight"}
    with pytest.raises(ProgrammingError, match="permission denied"), acting(actor):
        SurveyAnswer.objects.count()
    with acting(country.actor("registrar")):
        assert SurveyTurn.objects.count() == 0
    with acting(actor):
        assert SurveyTurn.objects.count() == 1


def answers(country, given: list[dict]) -> None:
    for account, what in zip(Account.objects.order_by("pk"), given, strict=False):
        actor = country.actor("reporter")
        services.answer(**(GIVEN | what), actor=type(actor)(**{**vars(actor), "person_id": account.pk}))


def test_IS2_answers_go_out_protected_and_once_after_the_year(country, browser_client):
    """IS2, IS4: 40 answers, four of them 'often': that number is withheld, with another, so that it cannot
    be worked out.
    """
    given = [{"seen": "never", "passed": "not_asked"}] * 20 + [{}] * 16 + [{"seen": "often"}] * 4
    with clock.at(JUNE):
        answers(country, given)
        assert perceived.waiting() == []
    with clock.at(NEW_YEAR):
        assert perceived.waiting() == [2024]
        perceived.publish(2024)
        perceived.publish(2024)
    found = perceived.latest()
    assert (found.year, found.answers) == (2024, 40)
    seen = dict(row[:2] for row in found.questions[0][1])
    withheld = Counter(seen.values())["niet getoond"]
    assert seen["Vaker dan tien keer"] == "niet getoond"
    assert withheld >= 2
    page = browser_client.login(country.actor("researcher")).get("/werk/cijfers/omvang/").content.decode()
    assert "40 professionals" in page


def test_IS2_with_few_answers_nothing_goes_out(country):
    """IS2: under thirty nothing is said."""
    with clock.at(JUNE):
        answers(country, [{}] * 12)
    with clock.at(NEW_YEAR):
        assert perceived.waiting() == []
    assert perceived.latest() is None
