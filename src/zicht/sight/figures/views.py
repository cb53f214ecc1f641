"""Pages with figures for people at work: ask, compare with what was published, and take along."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from zicht.foundation.access import Permission, access
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.ui import charts
from zicht.sight.figures import asking, comparing, downloads, extent, perceived
from zicht.sight.figures.counting import how_counted
from zicht.sight.figures.forms import MapForm, QuestionForm
from zicht.sight.figures.vocabulary import LABELS, Count, Division

OUTLINES = {Division.REGION: "safety_region", Division.MUNICIPALITY: "municipality"}


@require_GET
@access(Permission.FIGURES_READ)
def home(request) -> HttpResponse:
    raw = _may_see_raw(request.actor)
    form = question_form(request.GET, raw)
    context = {"form": form, "raw": raw, "years": form.fields["jaar"].choices}
    if not context["years"]:
        return render(request, "figures/home.html", context)
    answer, refusal = answered(form, raw)
    if answer and raw:
        audit.record(request.actor, Action.OVERVIEW_READ, "figures", answer.question.year)
    status = 200 if answer or refusal else 422
    return render(request, "figures/home.html", context | shown(answer) | {"refusal": refusal}, status=status)


@require_GET
@access(Permission.FIGURES_READ)
def download(request, kind: str) -> HttpResponse:
    raw = _may_see_raw(request.actor)
    form = question_form(request.GET, raw)
    answer, refusal = answered(form, raw)
    if answer is None:
        context = {"form": form, "raw": raw, "years": form.fields["jaar"].choices, "refusal": refusal}
        return render(request, "figures/home.html", context, status=422)
    audit.record(
        request.actor, Action.EXPORTED, "figures", answer.question.year, by=str(answer.question.by), raw=raw
    )
    name = f"cijfers-{answer.question.year}-{answer.question.by}"
    return downloads.download(kind, name, downloads.rows(answer), how_counted(answer))


@require_GET
@access(Permission.FIGURES_READ)
def area_map(request) -> HttpResponse:
    raw = _may_see_raw(request.actor)
    form = MapForm(request.GET, years=asking.years(raw=raw))
    answer, refusal = answered(form, raw)
    if answer and raw:
        audit.record(
            request.actor, Action.OVERVIEW_READ, "figures", answer.question.year, by=str(answer.question.by)
        )
    context = {"form": form, "raw": raw, "refusal": refusal} | mapped(answer)
    return render(
        request,
        "figures/map.html",
        context,
        status=200 if answer or refusal or not asking.years(raw=raw) else 422,
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
    complete = {year: number for year, number in counted.items() if year < clock.today().year}
    context = {
        "registered": counted,
        "newest": max(complete.items(), default=None),
        "years": list(counted),
        "series": {"Personen": list(counted.values())},
        "main": tables[0],
        "tables": tables,
        "method_labels": list(tables[0]["methods"]),
        "method_series": {"Personen per jaar": extent.with_interval(tables[0])},
        "studies": [
            [row["period"], charts.cell((row["estimate"], row["lower"], row["upper"])), row["source"]]
            for row in extent.estimates()["studies"]
        ],
        "study_columns": ["Jaren", "Schatting", "Bron"],
        "data": extent.estimates()["data"],
        "meaning_columns": ["Werkelijkheid", "Kan wel zeggen", "Kan niet zeggen"],
        "meanings": extent.MEANINGS,
        "perceived": perceived.latest(),
        "perceived_columns": ["Antwoord", "Professionals", "Aandeel"],
    }
    if raw:
        audit.record(request.actor, Action.OVERVIEW_READ, "figures", "extent")
    return render(request, "figures/extent.html", context)


def shown(answer: asking.Answer | None) -> dict:
    """Return what the chart, the table and the explanation under it need."""
    if answer is None:
        return {"answer": None}
    unit = gettext(Count(answer.count).label)
    kind = OUTLINES.get(Division(answer.question.by), "")
    return {
        "answer": answer,
        "kind": kind,
        "numbers": answer.cells if kind else {},
        "on_map": answer.question.by == Division.MUNICIPALITY,
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
    form = f", {gettext(LABELS[Division.FORM][question.form]).lower()}" if question.form else ""
    unit, by = gettext(Count(answer.count).label).capitalize(), gettext(Division(question.by).label)
    return gettext("%(unit)s naar %(by)s, %(year)s") % {"unit": unit, "by": by, "year": question.year} + form


def mapped(answer: asking.Answer | None) -> dict:
    """Return what the map, its table and the explanation under it need."""
    if answer is None:
        return {"answer": None}
    return shown(answer) | {
        "unknown": answer.cells.get("unknown", 0),
        "head": gettext(Division(answer.question.by).label).capitalize(),
    }


def question_form(given, raw: bool) -> QuestionForm:
    """Return the form of the question for who may or may not see raw figures."""
    return QuestionForm(given, years=asking.years(raw=raw), raw=raw)


def answered(form, raw: bool) -> tuple[asking.Answer | None, str]:
    if not form.is_valid():
        return None, ""
    try:
        return asking.ask(form.question(), raw=raw), ""
    except asking.NotPublished as refusal:
        return None, str(refusal)


def _may_see_raw(actor) -> bool:
    return actor.may(Permission.FIGURES_RAW)
