"""Open data: what was published, for everyone, without a session. Everything comes from the published tables."""

import json

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zicht.foundation.access import public_page
from zicht.sight.figures import asking, downloads
from zicht.sight.figures.counting import NOTIFICATIONS, ONCE, PERSONS, PROTECTED, REGISTERED
from zicht.sight.figures.forms import QuestionForm
from zicht.sight.figures.labels import labels_of
from zicht.sight.figures.models import PublishedTable
from zicht.sight.figures.protecting import THRESHOLD
from zicht.sight.figures.views import shown

TITLE = "Gemelde vermoedelijke slachtoffers van mensenhandel"
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"
EXPLANATION = f"{REGISTERED} {PERSONS} {NOTIFICATIONS} {PROTECTED} {ONCE}"


@require_GET
@public_page
def home(request) -> HttpResponse:
    form = QuestionForm(request.GET, years=asking.years(raw=False), raw=False)
    years = [year for year, _ in form.fields["jaar"].choices]
    if not years:
        return render(request, "figures/public.html", {"form": form, "years": years})
    answer, refusal = _answer(form)
    context = {"form": form, "years": years, "refusal": refusal, "licence": LICENCE}
    return render(request, "figures/public.html", context | shown(answer), status=200 if answer or refusal else 422)


@require_GET
@public_page
def download(request, year: str, kind: str) -> HttpResponse:
    """Everything published about one year, as one file."""
    tables = list(PublishedTable.objects.filter(year=year).order_by("by", "form"))
    if not tables:
        raise Http404
    if kind == "json":
        return JsonResponse(_document(tables), json_dumps_params={"ensure_ascii": False})
    return HttpResponse(
        downloads.csv_of(line for table in tables for line in _lines(table)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="zicht-cijfers-{year}.csv"'},
    )


@require_GET
@public_page
def catalogue(request) -> HttpResponse:
    """The data set described in DCAT (DCAT-AP-NL), for data portals."""
    years = asking.years(raw=False)
    found = {
        "@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
        "@type": "dcat:Dataset",
        "@id": request.build_absolute_uri(reverse("public_figures:home")),
        "dct:title": {"@language": "nl", "@value": TITLE},
        "dct:description": {"@language": "nl", "@value": EXPLANATION},
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/NLD"},
        "dct:accrualPeriodicity": {"@id": "http://publications.europa.eu/resource/authority/frequency/ANNUAL"},
        "dct:accessRights": {"@id": "http://publications.europa.eu/resource/authority/access-right/PUBLIC"},
        "dcat:theme": {"@id": "http://publications.europa.eu/resource/authority/data-theme/JUST"},
        "dcat:keyword": ["mensenhandel", "slachtoffers", "meldingen"],
        "dcat:distribution": [_distribution(request, year, kind) for year in years for kind in ("csv", "json")],
    }
    return HttpResponse(json.dumps(found, ensure_ascii=False), content_type="application/ld+json")


def _answer(form: QuestionForm) -> tuple[asking.Answer | None, str]:
    if not form.is_valid():
        return None, ""
    try:
        return asking.ask(form.question(), raw=False), ""
    except asking.NotPublished as refusal:
        return None, str(refusal)


def _document(tables: list[PublishedTable]) -> dict:
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
                "labels": {key: str(labels_of(table.by).get(key, key)) for key in table.cells},
            }
            for table in tables
        ],
    }


def _lines(table: PublishedTable) -> list[tuple]:
    question = asking.Question(table.year, table.by, form=table.form)
    answer = asking.Answer(question, table.count, asking.in_order(table), table.total, {}, table.published_on, labels_of(table.by))
    return downloads.rows(answer)


def _distribution(request, year: int, kind: str) -> dict:
    media = {"csv": "text/csv", "json": "application/json"}[kind]
    return {
        "@type": "dcat:Distribution",
        "dct:title": f"{year} ({kind.upper()})",
        "dcat:downloadURL": {"@id": request.build_absolute_uri(reverse("public_figures:download", args=[year, kind]))},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
        "dct:license": {"@id": LICENCE},
    }
