"""What professionals perceive: the answers to the yearly question, protected and published once after the
year has ended.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import connections

from zicht.casework.survey.vocabulary import Hindrance, Passed, Seen, Sight
from zicht.foundation.access import SYSTEM, as_figures
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.ui.charts import cell
from zicht.methods import disclosure
from zicht.sight.figures.models import PublishedSurvey
from zicht.sight.figures.protecting import THRESHOLD

FEWEST = 30
"""Answers in a year; with fewer nothing goes out."""
QUESTIONS = {
    "seen": ("Zag of hoorde u iets dat op mensenhandel kan wijzen?", Seen),
    "passed": ("Hoeveel daarvan gaf u door?", Passed),
    "hindrances": ("Wat hield u tegen? (meer antwoorden mogelijk)", Hindrance),
    "sight": ("Is er in uw werkgebied genoeg zicht op mensenhandel?", Sight),
}
MORE_ANSWERS = "hindrances"


@dataclass(frozen=True)
class Perceived:
    """`saw`: per cent that saw something, None where withheld; `questions`: (question, [answer, number,
    share]).
    """

    year: int
    answers: int
    saw: int | None
    questions: list[tuple[str, list[list[str]]]]


def waiting() -> list[int]:
    """Return the years that have ended, have enough answers and are not published."""
    published = PublishedSurvey.objects.using("figures").values_list("year", flat=True)
    rows = _rows(
        "SELECT year FROM survey_surveyanswer WHERE year < %s GROUP BY year HAVING count(*) >= %s",
        clock.today().year,
        FEWEST,
    )
    return sorted({year for (year,) in rows} - set(published))


def publish(year: int) -> None:
    """Publish a year that waits; nothing happens when it was out already."""
    with as_figures():
        _rows("SELECT pg_advisory_xact_lock(%s)::text", 3_000_000 + year)
        if year not in waiting():
            return
        answers = _rows(
            "SELECT seen, passed, sight, hindrances FROM survey_surveyanswer WHERE year = %s", year
        )
        PublishedSurvey.objects.using("figures").create(
            year=year, answers=len(answers), figures=_protected(answers), published_on=clock.today()
        )
        done = {"using": "figures", "answers": len(answers)}
        audit.record(SYSTEM, Action.FIGURES_BUILT, "figures", f"survey {year}", **done)


def latest() -> Perceived | None:
    """Return what was published last, with labels and shares; None before the first time."""
    row = PublishedSurvey.objects.order_by("-year").first()
    if row is None:
        return None
    never = row.figures["seen"].get(Seen.NEVER)
    saw = None if never is None else round(100 * (1 - never / row.answers))
    questions = [
        (text, _lines(row.figures[code], labels, row.answers)) for code, (text, labels) in QUESTIONS.items()
    ]
    return Perceived(row.year, row.answers, saw, questions)


def _protected(answers: list[tuple]) -> dict[str, dict[str, int | None]]:
    """Each question by itself beside the number of answers; a hindrance counts with those who did not name
    it."""
    places = {"seen": 0, "passed": 1, "sight": 2}
    found = {
        code: _one_question(Counter((row[place],) for row in answers), code) for code, place in places.items()
    }
    found[MORE_ANSWERS] = {}
    for key in Hindrance.values:
        named = Counter((str(key in row[3]),) for row in answers)
        found[MORE_ANSWERS][key] = _one_question(named, key).get("True", 0)
    return found


def _one_question(counts: Counter, name: str) -> dict[str, int | None]:
    result = disclosure.protect(counts, [name], THRESHOLD, name=name)
    cells = {key: result.cells[disclosure.cell_of({name: key})] for (key,) in counts}
    return cells if result.safe and result.cells[()] is not None else dict.fromkeys(cells)


def _lines(figures: dict[str, int | None], labels, answers: int) -> list[list[str]]:
    return [
        [
            str(label),
            cell(figures.get(key, 0)),
            "–" if figures.get(key, 0) is None else f"{round(100 * figures.get(key, 0) / answers)}%",
        ]
        for key, label in labels.choices
    ]


def _rows(sql: str, *values) -> list[tuple]:
    with connections["figures"].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
