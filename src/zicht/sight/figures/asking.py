"""A question to the figures and its answer: raw for who has the basis for it, else cut from what was
published.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from zicht.sight.figures import queries
from zicht.sight.figures.models import PublishedTable
from zicht.sight.figures.protecting import COUNTED, CROSSED_WITH_FORM
from zicht.sight.figures.vocabulary import DEFAULT_COUNT, KEYS, Count, Division
from zicht.sight.figures.words import labels_of


class NotPublished(LookupError):
    """This combination is not among the published figures; the message says so calmly."""


@dataclass(frozen=True)
class Question:
    """`count`: "" for what is usual with the division. `form` and `region`: "" for all."""

    year: int
    by: str = Division.FORM
    count: str = ""
    form: str = ""
    region: str = ""


@dataclass(frozen=True)
class Answer:
    """`cells` by key with `labels`; None where a figure is withheld. `trend`: total by year, the oldest
    first.
    """

    question: Question
    count: str
    cells: dict[str, int | None]
    total: int | None
    trend: dict[int, int | None]
    published_on: date | None = None
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> list[tuple[str, str, int | None]]:
        """Return (key, label, figure) for each cell."""
        return [(key, str(self.labels.get(key, key)), value) for key, value in self.cells.items()]

    @property
    def withheld(self) -> bool:
        return self.total is None or None in self.cells.values()


def years(*, raw: bool) -> list[int]:
    """Return the years there is something to see of, the newest first."""
    if raw:
        return queries.years()
    return list(PublishedTable.objects.order_by("-year").values_list("year", flat=True).distinct())


def ask(question: Question, *, raw: bool) -> Answer:
    """Return the answer. Refuses with NotPublished what is not published."""
    return _raw(question) if raw else _published(question)


def _raw(question: Question) -> Answer:
    count = question.count or DEFAULT_COUNT.get(question.by, Count.PERSONS)
    found = queries.of_years(question.by, count, question.form, question.region)
    cells, total = found.get(question.year) or (dict.fromkeys(KEYS.get(question.by, ()), 0), 0)
    trend = {year: number for year, (_, number) in found.items()}
    return Answer(question, count, cells, total, trend, labels=labels_of(question.by))


def _published(question: Question) -> Answer:
    _check_published(question)
    tables = PublishedTable.objects.filter(by=question.by, form=question.form).order_by("year")
    totals = {table.year: table.total for table in tables}
    table = next((table for table in tables if table.year == question.year), None)
    if table is None:
        raise NotPublished(_("Deze cijfers zijn voor dit jaar niet gepubliceerd."))
    return Answer(
        question,
        table.count,
        in_order(table),
        table.total,
        totals,
        table.published_on,
        labels_of(question.by),
    )


def in_order(table: PublishedTable) -> dict[str, int | None]:
    """Return the cells in the order of the published tables; JSON in PostgreSQL keeps no order.

    Every municipality is there: those that are not shown look the same, whether they counted some or none."""
    if table.by == Division.MUNICIPALITY:
        return {key: table.cells.get(key) for key in labels_of(table.by)}
    known = [key for key in KEYS.get(table.by, ()) if key in table.cells]
    return {key: table.cells[key] for key in (*known, *sorted(table.cells.keys() - set(known)))}


def _check_published(question: Question) -> None:
    if question.region:
        raise NotPublished(_("Cijfers van één regio, verder uitgesplitst, zijn te klein om te publiceren."))
    if question.form and question.by not in CROSSED_WITH_FORM:
        raise NotPublished(
            _(
                "Per vorm zijn alleen nationaliteit en geslacht gepubliceerd. Andere combinaties zijn te"
                " klein."
            )
        )
    if question.count and question.count != COUNTED[Division(question.by)]:
        usual = Count(COUNTED[Division(question.by)]).label
        raise NotPublished(_("Bij deze indeling zijn alleen %(usual)s gepubliceerd.") % {"usual": _(usual)})
