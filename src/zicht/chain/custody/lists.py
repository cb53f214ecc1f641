"""Lists of signals: everything the acting person sees, newest first, and search by reference or word.

A list is read in pages after a mark, so that the last page costs as much as the first. The words of a
search go by POST: they never stand in an address, a log or the audit.
"""

import json
import re
import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.db import connection
from django.forms.utils import flatatt
from django.shortcuts import redirect, render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from zicht.chain.custody import presentation
from zicht.chain.custody.vocabulary import CustodyState, HoldingRole
from zicht.chain.signals.models import Signal
from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.foundation.access import Permission, access
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Municipality
from zicht.foundation.vault import sealing

PAGE = 25
MOST_FOUND = 50
REFERENCE = re.compile(r"^\s*Z?[-\s]?([2-9A-HJ-NP-TV-Z]{4})[-\s]?([2-9A-HJ-NP-TV-Z]{4})\s*$", re.IGNORECASE)
SELECTED = mark_safe(" selected")
ANY = ("", "Alle")
PERIODS = (("7", "Laatste week"), ("31", "Laatste maand"), ("92", "Laatste drie maanden"), ("", "Altijd"))
UNKNOWN = ("unknown", "Plaats niet bekend")


class LongSelect(forms.Select):
    """A choice out of hundreds, written in one go; a template for each option takes longer than the whole
    page.
    """

    def render(self, name, value, attrs=None, renderer=None):
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if key == chosen else "", label) for key, label in self.choices),
        )
        return format_html("<select{}>{}</select>", flatatt({**(attrs or {}), "name": name}), options)


class FilterForm(forms.Form):
    """What to list; every value is a code, so that it may stand in an address."""

    state = forms.ChoiceField(label="Stand", choices=[ANY, *CustodyState.choices], required=False)
    form = forms.ChoiceField(label="Vorm", choices=[ANY, *ExploitationForm.choices], required=False)
    municipality = forms.ChoiceField(label="Gemeente", required=False, widget=LongSelect)
    period = forms.ChoiceField(label="Ontvangen", choices=PERIODS, required=False)
    acute = forms.BooleanField(label="Alleen acuut gevaar", required=False)

    def __init__(self, data):
        super().__init__(data)
        places = Municipality.objects.filter(valid_until=None).values_list("code", "name")
        self.fields["municipality"].choices = [ANY, UNKNOWN, *places]

    @property
    def wanted(self) -> dict[str, str]:
        """The filter as `sec.list_signals` takes it; what is not valid does not narrow the list."""
        given = self.cleaned_data if self.is_valid() else {}
        wanted = {name: given[name] for name in ("state", "form", "municipality") if given.get(name)}
        if given.get("acute"):
            wanted["acute"] = "yes"
        if given.get("period"):
            wanted["since"] = str(clock.today() - timedelta(days=int(given["period"])))
        return wanted


class SearchForm(forms.Form):
    words = forms.CharField(
        label="Zoeken op kenmerk of woord",
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page of a list ended."""

    day: date
    grant: uuid.UUID

    def __str__(self):
        return f"{self.day}.{self.grant}"

    @classmethod
    def read(cls, text: str) -> "Mark | None":
        day, _, grant = text.partition(".")
        try:
            return cls(date.fromisoformat(day), uuid.UUID(grant))
        except ValueError:
            return None


@access(Permission.SIGNAL_READ)
def signals(request):
    """All signals the actor sees, newest first, in pages of 25."""
    form = FilterForm(request.GET)
    wanted, mark = form.wanted, Mark.read(request.GET.get("na", ""))
    ids, following = visible_ids(wanted, mark)
    found = in_order(ids)
    audit.record(request.actor, Action.SIGNALS_LISTED, "signal", count=len(found), **wanted)
    context = {
        "filter": form,
        "search": SearchForm(),
        "rows": rows(found, request.actor),
        "wanted": wanted,
        "mark": mark,
    }
    context["next"] = _next(request, following)
    return render(request, "custody/list.html", context)


@access(Permission.SIGNAL_READ)
def search(request):
    """Signals with all the words, or the one with that reference. Only what the actor sees in full is
    searched.
    """
    form = SearchForm(request.POST or None)
    typed = form.cleaned_data["words"] if form.is_valid() else ""
    if not typed.strip():
        return redirect("custody:list")
    by_reference = _by_reference(typed)
    if by_reference:
        return redirect("custody:signal", by_reference)
    found = in_order(_with_words(typed))
    audit.record(request.actor, Action.SIGNALS_SEARCHED, "signal", count=len(found))
    context = {"search": form, "rows": rows(found, request.actor), "most": len(found) >= MOST_FOUND}
    return render(request, "custody/found.html", context)


def visible_ids(wanted: dict, mark: Mark | None) -> tuple[list[uuid.UUID], Mark | None]:
    """Return the ids of one page of visible signals, and the mark of the next page or None."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT signal_id, grant_id, granted_on FROM sec.list_signals(%s::jsonb, %s, %s, %s)",
            [json.dumps(wanted), mark and mark.day, mark and mark.grant, PAGE + 1],
        )
        found = cursor.fetchall()
    last = Mark(found[PAGE - 1][2], found[PAGE - 1][1]) if len(found) > PAGE else None
    return [row[0] for row in found[:PAGE]], last


def in_order(ids) -> list[Signal]:
    """Return the signals with these ids in the same order, as far as row-level security shows them."""
    found = Signal.objects.select_related("municipality", "custody").prefetch_related("holdings").in_bulk(ids)
    return [found[key] for key in ids if key in found]


def rows(found: list[Signal], actor) -> list[dict]:
    """Return what a list shows of each signal: core fields only."""
    return [
        {"signal": signal, "place": presentation.place_of(signal), "stand": _stand(signal, actor)}
        for signal in found
    ]


def _stand(signal: Signal, actor) -> tuple[str, str]:
    """How it stands with a signal in a few words, with the tone of the badge."""
    if signal.custody.state == CustodyState.CLOSED:
        return ("Afgesloten", "")
    running = [h for h in signal.holdings.all() if h.ended_at is None and h.role == HoldingRole.RESPONSIBLE]
    if any(h.organisation_id == actor.organisation_id and h.function in actor.functions for h in running):
        return ("U bent aan zet", "warning")
    if any(h.taken_up_at for h in running):
        return ("Opgepakt", "positive")
    return ("Wacht", "info")


def _by_reference(typed: str):
    match = REFERENCE.match(typed)
    if not match:
        return None
    reference = f"Z-{match[1]}-{match[2]}".upper()
    return Signal.objects.filter(reference=reference).values_list("id", flat=True).first()


def _with_words(typed: str) -> list[uuid.UUID]:
    tokens = sealing.word_tokens(typed)
    if not tokens:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.search_signals(%s, %s)", [tokens, MOST_FOUND])
        return [row[0] for row in cursor.fetchall()]


def _next(request, mark: Mark | None) -> str:
    if mark is None:
        return ""
    query = request.GET.copy()
    query["na"] = str(mark)
    return f"?{query.urlencode()}"
