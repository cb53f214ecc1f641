""" "Mijn werk": what waits for me, the most urgent first; and the overview of the chain in the own region."""

from dataclasses import dataclass
from typing import NamedTuple

from django.core.paginator import Paginator
from django.shortcuts import render

from zicht.chain.custody import queries, words, work
from zicht.chain.custody.vocabulary import HoldingRole
from zicht.chain.custody.work import Part
from zicht.doors.workplace import overview, own_signals
from zicht.foundation.access import Permission, access
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.vocabulary import Function

PAGE = 25
GLANCE = 5
MOST_PAGES = 10_000


class Tab(NamedTuple):
    """A part of the work, as people choose it."""

    name: str
    label: str
    part: Part


TABS = (
    Tab("aan-zet", "Aan zet", Part.RESPONSIBLE),
    Tab("acuut", "Acuut", Part.ACUTE),
    Tab("over-tijd", "Over de afgesproken tijd", Part.OVER),
    Tab("wacht", "Nog niet opgepakt", Part.WAITING),
    Tab("kijkt-mee", "Kijkt u mee", Part.INFORMED),
)
NOWHERE = Tab("plaats-onbekend", "Plaats niet bekend", Part.NOWHERE)


@dataclass(frozen=True, slots=True)
class Group:
    """Work of one urgency, under its own heading."""

    title: str
    rows: list


@access(Permission.WORK_OWN)
def home(request):
    """The own work; for a function without signals what it can do here."""
    if not request.actor.may(Permission.SIGNAL_READ):
        return _welcome(request)
    actor, tabs = request.actor, _tabs(request.actor)
    chosen = next((tab for tab in tabs if tab.name == request.GET.get("toon")), tabs[0])
    number, glance = _number(request.GET.get("page", "")), GLANCE if chosen is tabs[0] else 0
    counts, (holdings, informed) = work.look(
        work.Window(chosen.part, PAGE, PAGE * (number - 1)), work.Window(Part.INFORMED, glance)
    )
    offers = list(queries.offered_to(actor)) if actor.may(Permission.SIGNAL_HOLD) else []
    shown = len(holdings) + len(offers) + len(informed)
    audit.record(actor, Action.SIGNALS_LISTED, "signal", count=shown, list=chosen.name)
    context = {
        "counts": counts,
        "tabs": [_shown(tab, counts, chosen) for tab in tabs],
        "chosen": chosen,
        "page": Paginator(range(counts[chosen.part]), PAGE).get_page(number),
        "offers": offers,
        "groups": _groups(holdings),
        "glance": informed,
    }
    return render(request, "workplace/home.html", context)


@access(Permission.CHAIN_OVERVIEW)
def region(request):
    """Where signals stand still, among those the actor may see."""
    found = overview.of(request.actor)
    audit.record(request.actor, Action.OVERVIEW_READ, "region", "", count=found.counts["open"])
    return render(request, "workplace/region.html", {"overview": found})


def _welcome(request):
    own = own_signals.latest(request.actor) if request.actor.may(Permission.SIGNAL_REPORT) else []
    if own:
        audit.record(request.actor, Action.SIGNALS_LISTED, "signal", count=len(own), list="own")
    return render(request, "workplace/welcome.html", {"own": own, "doors": own_signals.doors(request.actor)})


def _tabs(actor) -> tuple[Tab, ...]:
    """The filters; for whoever guards signals without a place those come first."""
    return (NOWHERE, *TABS) if Function.FALLBACK_DESK in actor.functions else TABS


def _shown(tab: Tab, counts, chosen: Tab) -> dict:
    return {
        "name": tab.name,
        "label": tab.label,
        "count": counts[tab.part],
        "url": f"?toon={tab.name}",
        "current": tab is chosen,
    }


def _number(asked: str) -> int:
    """The page asked for; anything that is no page is the first."""
    return max(1, min(int(asked), MOST_PAGES)) if asked.isdecimal() else 1


def _groups(holdings) -> list[Group]:
    """The page in groups of urgency, in the order of the list."""
    groups: dict[str, list] = {}
    for holding in holdings:
        holding.place = words.place_of(holding.signal)
        holding.since = holding.started_at.astimezone(clock.AMSTERDAM).date()
        holding.reason = words.first_reason(holding.because)
        groups.setdefault(_urgency(holding), []).append(holding)
    return [Group(title, rows) for title, rows in groups.items()]


def _urgency(holding) -> str:
    if holding.role == HoldingRole.INFORMED:
        return "Kijkt u mee"
    if holding.signal.acute:
        return "Nu eerst: acuut gevaar"
    if holding.agreed_until < clock.now():
        return "Over de afgesproken tijd"
    if holding.agreed_until.astimezone(clock.AMSTERDAM).date() == clock.today():
        return "Vandaag"
    return "Daarna"
