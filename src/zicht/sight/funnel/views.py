"""The page of the funnel: in full for the own region, in closed months and round numbers for all others."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from zicht.chain.signals.vocabulary import Outcome
from zicht.foundation.access import Permission, access
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.vocabulary import OrganisationKind
from zicht.sight.funnel import links, process_map, publishing, queries, ways, words
from zicht.sight.funnel.forms import FunnelForm
from zicht.sight.funnel.scope import regions
from zicht.words import attrition as told


@require_GET
@access(Permission.FIGURES_READ)
def home(request) -> HttpResponse:
    names, own = regions(request.actor)
    form = FunnelForm(request.GET, names=names, own=own)
    if not form.is_valid():
        return render(request, "funnel/home.html", {"form": form}, status=422)
    asked = form.cleaned_data
    in_full = asked["regio"] in own or (not asked["regio"] and own == form.regions)
    context = words.COLUMNS | {
        "form": form,
        "in_full": in_full,
        "place": dict(form.fields["regio"].choices)[asked["regio"]],
    }
    if in_full:
        audit.record(request.actor, Action.OVERVIEW_READ, "funnel", asked["regio"])
        return render(request, "funnel/home.html", context | _in_full(asked))
    return render(request, "funnel/home.html", context | _in_tens(asked))


def _in_full(asked: dict) -> dict:
    days = int(asked["periode"] or 0)
    question = {
        "region": asked["regio"],
        "form": asked["vorm"],
        "channel": asked["kanaal"],
        "since": clock.today() - timedelta(days=days) if days else None,
    }
    found, standing = queries.funnel(**question), queries.standing(**question)
    return {
        "funnel": found,
        "steps": _steps([number for _, _, number in found.steps]),
        "chart": {"Signalen": [number for _, _, number in found.steps]},
        "labels": words.STEPS,
        "map": _map({key: number for key, _, number in found.steps}, found.stops, asked["regio"]),
        "standing": _standing(standing["holder_kind"], dict(OrganisationKind.choices)),
        "places": _standing(standing["municipality"]),
        "outcomes": [(Outcome(code).label, number) for code, number in found.outcomes.items()],
        "taken_up": _duration(found.median_taken_up),
        "closed": _duration(found.median_closed),
        "links": _links(asked["regio"]),
        "ways": [
            [way.by_route, way.after, way.signals, way.registered, way.open]
            for way in ways.ways(**_facts(question))
        ],
    }


def _facts(question: dict) -> dict:
    named = {"region_code": "region", "form": "form", "channel": "channel", "received_on__gte": "since"}
    return {column: question[name] for column, name in named.items() if question[name]}


def _in_tens(asked: dict) -> dict:
    if asked["kanaal"] or asked["periode"] or (asked["regio"] and asked["vorm"]):
        return {
            "refusal": "Buiten uw eigen regio ziet u één regio of één vorm tegelijk, over afgesloten maanden."
        }
    months = publishing.months(asked["regio"], asked["vorm"])
    if not months:
        return {}
    published, figures = months[0], months[0].figures
    numbers = [figures["steps"][key] for key, _, _ in queries.STEPS]
    return {
        "published": published,
        "until": (published.month + timedelta(days=31)).replace(day=1),
        "months": [
            [f"{row.month:%m-%Y}", *(_about(row.figures["steps"][key]) for key in words.MONTHLY)]
            for row in months
        ],
        "steps": _steps(numbers),
        "chart": {"Signalen": numbers},
        "labels": words.STEPS,
        "map": _map(figures["steps"], None, asked["regio"]),
        "waiting": [(_kind(code), _about(number)) for code, number in figures["waiting"].items()],
        "outcomes": [(Outcome(code).label, _about(number)) for code, number in figures["outcomes"].items()],
        "silent_loss": _about(figures["silent_loss"]),
        "each_other": _about(figures.get("each_other")),
        "days_taken_up": figures["days_taken_up"],
        "days_closed": figures["days_closed"],
    }


def _map(reached: dict[str, int | None], stops: list[queries.Stop] | None, region: str) -> dict | None:
    """The drawing and, for who does not see it, its table."""
    drawn = process_map.process_map(words.LABELS, reached, stops, process_map.by_the_route(region))
    if drawn is None:
        return None
    rows = [
        [
            step.label,
            ", ".join(filter(None, step.route)),
            _about(step.number),
            *_left(step, step is drawn.steps[-1]),
        ]
        for step in drawn.steps
    ]
    return {"drawn": drawn, "rows": rows}


def _left(step: process_map.Step, last: bool) -> list[str]:
    """Who did not go on after a step, and who of them is still open."""
    if last:
        return ["", ""]
    if step.left is None:
        return ["niet te zeggen", "niet te zeggen"]
    return [
        f"{'minstens ' if step.at_least else ''}{step.left}",
        "niet te zeggen" if step.waiting is None else str(step.waiting),
    ]


def _steps(numbers: list[int | None]) -> list[list]:
    """Step, signals, share of the first step."""
    first = numbers[0]
    return [
        [label, _about(number), f"{round(100 * number / first)}%" if first and number is not None else "–"]
        for label, number in zip(words.STEPS, numbers, strict=True)
    ]


def _standing(rows: list[queries.Standing], names: dict[str, str] | None = None) -> list[list]:
    return [
        [
            (names or {}).get(row.key, row.key) or "Onbekend",
            row.open,
            row.untouched,
            row.unassessed,
            row.overdue,
            f"{row.oldest:%d-%m-%Y}",
        ]
        for row in rows
    ]


def _links(region: str) -> dict | None:
    report = links.analysed(region, as_of=timezone.now())
    if report is None:
        return None
    rows = [
        [
            links.STEP_NAMES.get(link.step, link.step),
            link.group,
            link.loss.n,
            f"{100 * link.loss.mean:.0f}% ({100 * link.loss.low:.0f}–{100 * link.loss.high:.0f})",
            (
                f"{link.gain.mean:.0f} ({link.gain.low:.0f}–{link.gain.high:.0f})"
                if link.gain
                else "te weinig om te vergelijken"
            ),
        ]
        for link in report.links
        if link.loss.n >= publishing.BASE
    ]
    return {"sentence": told.sentence(report), "rows": rows, "days": links.SILENT_DAYS}


def _about(number: int | None) -> str:
    return f"minder dan {publishing.FEWEST}" if number is None else str(number)


def _kind(code: str) -> str:
    return OrganisationKind(code).label if code in OrganisationKind.values else "Onbekend"


def _duration(hours: float | None) -> str:
    if hours is None:
        return "–"
    return f"{round(hours)} uur" if hours < 48 else f"{round(hours / 24)} dagen"
