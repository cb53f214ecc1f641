"""Pages with figures for people at work: ask, compare with what was published, and take along."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zicht.chain.custody import deadlines
from zicht.foundation.access import Permission, access
from zicht.foundation.audit import service as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.ui import charts
from zicht.sight.figures import asking, comparing, downloads, extent
from zicht.sight.figures.counting import how_counted
from zicht.sight.figures.forms import QuestionForm
from zicht.sight.figures.vocabulary import LABELS, Count, Division

KINDS = {
    "csv": ("text/csv; charset=utf-8", downloads.as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", downloads.as_xlsx),
}


@require_GET
@access(Permission.FIGURES_READ)
def home(request) -> HttpResponse:
    raw = _may_see_raw(request.actor)
    form = QuestionForm(request.GET, years=asking.years(raw=raw), raw=raw)
    context = {"form": form, "raw": raw, "years": form.fields["jaar"].choices}
    if not context["years"]:
        return render(request, "figures/home.html", context)
    answer, refusal = _answer(form, raw)
    if answer and raw:
        audit.record(request.actor, Action.OVERVIEW_READ, "figures", answer.question.year)
    status = 200 if answer or refusal else 422
    return render(request, "figures/home.html", context | shown(answer) | {"refusal": refusal}, status=status)


@require_GET
@access(Permission.FIGURES_READ)
def download(request, kind: str) -> HttpResponse:
    raw = _may_see_raw(request.actor)
    form = QuestionForm(request.GET, years=asking.years(raw=raw), raw=raw)
    answer, refusal = _answer(form, raw)
    if answer is None:
        context = {"form": form, "raw": raw, "years": form.fields["jaar"].choices, "refusal": refusal}
        return render(request, "figures/home.html", context, status=422)
    audit.record(request.actor, Action.EXPORTED, "figures", answer.question.year, by=str(answer.question.by), raw=raw)
    content_type, written = KINDS[kind]
    name = f"cijfers-{answer.question.year}-{answer.question.by}.{kind}"
    return HttpResponse(
        written(answer), content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_GET
@access(Permission.FIGURES_READ)
def published(request) -> HttpResponse:
    raw = _may_see_raw(request.actor)
    if raw:
        audit.record(request.actor, Action.OVERVIEW_READ, "figures", "published")
    return render(request, "figures/published.html", comparing.beside_the_register(raw=raw))


@require_GET
@access(Permission.FIGURES_READ)
def three_realities(request) -> HttpResponse:
    raw = _may_see_raw(request.actor)
    counted = extent.registered(raw=raw)
    tables = [extent.per_year(table) for table in extent.estimates()["tables"]]
    complete = {year: number for year, number in counted.items() if year < deadlines.today().year}
    context = {
        "registered": counted,
        "newest": max(complete.items(), default=None),
        "years": list(counted),
        "series": {"Personen": list(counted.values())},
        "main": tables[0],
        "tables": tables,
        "method_labels": list(tables[0]["methods"]),
        "method_series": {"Personen per jaar": extent.with_interval(tables[0])},
        "studies": [[row["period"], charts.cell((row["estimate"], row["lower"], row["upper"])), row["source"]]
                    for row in extent.estimates()["studies"]],
        "study_columns": ["Jaren", "Schatting", "Bron"],
        "data": extent.estimates()["data"],
        "meaning_columns": ["Werkelijkheid", "Kan wel zeggen", "Kan niet zeggen"],
        "meanings": extent.MEANINGS,
    }  # fmt: skip
    if raw:
        audit.record(request.actor, Action.OVERVIEW_READ, "figures", "extent")
    return render(request, "figures/extent.html", context)


def shown(answer: asking.Answer | None) -> dict:
    """Return what the chart, the table and the explanation under it need."""
    if answer is None:
        return {"answer": None}
    unit = Count(answer.count).label
    return {
        "answer": answer,
        "unit": unit,
        "title": _title(answer),
        "labels": [label for _, label, _ in answer.rows],
        "series": {unit.capitalize(): [value for _, _, value in answer.rows]},
        "how": how_counted(answer),
        "trend_labels": list(answer.trend),
        "trend": {unit.capitalize(): list(answer.trend.values())},
    }


def _title(answer: asking.Answer) -> str:
    question = answer.question
    form = f", {LABELS[Division.FORM][question.form].lower()}" if question.form else ""
    return f"{Count(answer.count).label.capitalize()} naar {Division(question.by).label}, {question.year}{form}"


def _answer(form: QuestionForm, raw: bool) -> tuple[asking.Answer | None, str]:
    if not form.is_valid():
        return None, ""
    try:
        return asking.ask(form.question(), raw=raw), ""
    except asking.NotPublished as refusal:
        return None, str(refusal)


def _may_see_raw(actor) -> bool:
    return actor.may(Permission.FIGURES_RAW)
