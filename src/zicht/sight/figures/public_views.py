"""Open data: what was published, for everyone, without a session. Everything comes from the published
tables.
"""

import json
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zicht.foundation.access import public_page
from zicht.foundation.documents import pdf
from zicht.sight.figures import asking, catalogue, downloads
from zicht.sight.figures import fact_sheet as fact_sheet_of
from zicht.sight.figures.counting import NOTIFICATIONS, ONCE, PERSONS, PROTECTED, REGISTERED
from zicht.sight.figures.forms import MapForm
from zicht.sight.figures.models import PublishedTable
from zicht.sight.figures.protecting import THRESHOLD
from zicht.sight.figures.views import answered, mapped, question_form, shown
from zicht.sight.figures.words import labels_of

TITLE = "Gemelde vermoedelijke slachtoffers van mensenhandel"
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"
TOLD = [REGISTERED, PERSONS, NOTIFICATIONS, PROTECTED, ONCE]
EXPLANATION = " ".join(TOLD)
FILES = tuple(catalogue.FILE_TYPES.items())


@require_GET
@public_page
def home(request) -> HttpResponse:
    form = question_form(request.GET, raw=False)
    years = [year for year, _ in form.fields["jaar"].choices]
    if not years:
        return render(request, "figures/public.html", {"form": form, "years": years})
    answer, refusal = answered(form, raw=False)
    context = {
        "form": form,
        "years": years,
        "kinds": FILES,
        "refusal": refusal,
        "licence": LICENCE,
        "here": _here(request, answer),
    }
    return render(
        request, "figures/public.html", context | shown(answer), status=200 if answer or refusal else 422
    )


@require_GET
@public_page
def area_map(request) -> HttpResponse:
    years = asking.years(raw=False)
    form = MapForm(request.GET, years=years)
    answer, refusal = answered(form, raw=False)
    status = 200 if answer or refusal or not years else 422
    return render(
        request, "figures/public_map.html", {"form": form, "refusal": refusal} | mapped(answer), status=status
    )


@require_GET
@public_page
def fact_sheets(request) -> HttpResponse:
    context = {"areas": fact_sheet_of.areas().items(), "years": asking.years(raw=False)}
    return render(request, "figures/fact_sheets.html", context)


@require_GET
@public_page
def fact_sheet(request, area: str) -> HttpResponse:
    """The fact sheet of a region or of the country, as a PDF that screen readers can read too."""
    if area not in fact_sheet_of.areas():
        raise Http404
    content = fact_sheet_of.made(area, request.build_absolute_uri())
    if content is None:
        raise Http404
    return pdf.download(f"mensenhandel-{area.lower()}.pdf", content)


@require_GET
@public_page
def download(request, year: str, kind: str) -> HttpResponse:
    """Everything published about one year, as one file."""
    tables = list(PublishedTable.objects.filter(year=year).order_by("by", "form"))
    if not tables:
        raise Http404
    if kind == "json":
        return JsonResponse(_document(tables), json_dumps_params={"ensure_ascii": False})
    lines = [line for table in tables for line in _lines(table)]
    return downloads.download(kind, f"zicht-cijfers-{year}", lines, TOLD)


@require_GET
@public_page
def described(request) -> HttpResponse:
    """The data set described in DCAT-AP-NL, for data portals; not found before anything is published."""
    issued = dict(PublishedTable.objects.order_by("-year").values_list("year", "published_on"))
    if not issued:
        raise Http404

    def address(year: int | None = None, kind: str = "") -> str:
        path = reverse("figure_files:download", args=[year, kind]) if year else reverse("public_figures:home")
        return request.build_absolute_uri(path)

    found = catalogue.described(
        TITLE, EXPLANATION, LICENCE, {year: str(day) for year, day in issued.items()}, address
    )
    return HttpResponse(json.dumps(found, ensure_ascii=False), content_type="application/ld+json")


def _here(request, answer: asking.Answer | None) -> str:
    """The address of a figure, the shortest that stays: without what is left at its default."""
    if answer is None:
        return ""
    asked = {"jaar": answer.question.year, "indeling": answer.question.by, "vorm": answer.question.form}
    return request.build_absolute_uri(
        f"{request.path}?{urlencode({key: value for key, value in asked.items() if value})}"
    )


def _document(tables: list[PublishedTable]) -> dict:
    labels = {by: labels_of(by) for by in {table.by for table in tables}}
    return {
        "title": TITLE,
        "explanation": EXPLANATION,
        "licence": LICENCE,
        "year": tables[0].year,
        "threshold": THRESHOLD,
        "published_on": tables[0].published_on,
        "tables": [
            {
                "count": table.count,
                "by": table.by,
                "form": table.form or None,
                "total": table.total,
                "cells": asking.in_order(table),
                "labels": {key: str(labels[table.by].get(key, key)) for key in asking.in_order(table)},
            }
            for table in tables
        ],
    }


def _lines(table: PublishedTable) -> list[tuple]:
    question = asking.Question(table.year, table.by, form=table.form)
    answer = asking.Answer(
        question,
        table.count,
        asking.in_order(table),
        table.total,
        {},
        table.published_on,
        labels_of(table.by),
    )
    return downloads.rows(answer)
