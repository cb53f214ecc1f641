"""The pieces as template tags: `{% load ui %}`. See the package docstring for one line of use each."""

from datetime import datetime, timedelta
from itertools import count

from django import template
from django.conf import settings
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.urls import translate_url
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from zicht.foundation.ui import area_map as maps
from zicht.foundation.ui import charts, icons, landmarks, moments, slots

register = template.Library()
_chart_numbers = count(1)


@register.filter
def wanneer(moment):
    return moments.when(moment, timezone.now()) if moment else ""


@register.filter
def nog(due):
    return moments.remaining(due, timezone.now()) if due else ""


@register.filter
def datum(day):
    return moments.long_date(day) if day else ""


@register.filter
def datumtijd(moment):
    return moments.long_moment(moment) if moment else ""


@register.filter
def getal(value):
    return "" if value is None else charts.number(value)


@register.filter
def dagen(days):
    return "" if days is None else moments.span(days)


@register.simple_tag
def landmark(name, *args):
    """The address of a page that stands in a room above: `{% landmark "work" %}`."""
    return landmarks.address_of(name, *args)


@register.simple_tag
def pieces(slot):
    """The templates that rooms put in a slot: `{% pieces "signal" as pieces %}`."""
    return slots.pieces(slot)


@register.simple_tag
def icon(name):
    """A decorative icon; the text beside it says what it means."""
    return format_html(
        '<svg class="zicht-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path'
        ' d="{}"/></svg>',
        icons.PATHS[name],
    )


@register.simple_tag
def badge(text, tone=""):
    tone_class = f" zicht-badge--{tone}" if tone else ""
    return format_html('<span class="nl-data-badge zicht-badge{}">{}</span>', tone_class, text)


@register.simple_tag
def deadline(due):
    """A badge with the time left: red when over, amber within a day, quiet otherwise."""
    now = timezone.now()
    return badge(moments.remaining(due, now), _deadline_tone(due, now)) if due else ""


def _deadline_tone(due, now):
    if not isinstance(due, datetime):
        due, now = due + timedelta(days=1), now.astimezone(moments.AMSTERDAM).date()
        return "negative" if due <= now else "warning" if due - now <= timedelta(days=1) else ""
    return "negative" if due < now else "warning" if due - now <= timedelta(days=1) else ""


@register.inclusion_tag("ui/pieces/button.html")
def button(label, kind="primary", **attrs):
    """A button that submits; `kind` is primary, secondary, subtle or danger; other names become
    attributes."""
    return {"label": label, "look": _look(kind), "attrs": _attributes({"type": "submit", **attrs})}


@register.inclusion_tag("ui/pieces/button.html")
def link_button(label, url, kind="secondary", **attrs):
    return {"label": label, "look": _look(kind), "url": url, "attrs": _attributes(attrs)}


def _look(kind):
    if kind == "danger":
        return "nl-button--primary nl-button--negative"
    return f"nl-button--{kind if kind in ('secondary', 'subtle') else 'primary'}"


def _attributes(attrs):
    return flatatt({name.strip("_").replace("_", "-"): value for name, value in attrs.items()})


@register.simple_block_tag(end_name="endalert")
def alert(content, tone="info", title=""):
    context = {"content": content, "tone": tone, "title": title, "icon": icons.FOR_TONE[tone]}
    return render_to_string("ui/pieces/alert.html", context)


@register.simple_block_tag(end_name="endcard")
def card(content, title="", url="", kind="", level=2):
    context = {"content": content, "title": title, "url": url, "kind": kind, "level": level}
    return render_to_string("ui/pieces/card.html", context)


@register.simple_block_tag(end_name="enddisclosure")
def disclosure(content, summary):
    return format_html(
        '<details class="zicht-details"><summary>{}</summary><div class="zicht-stack">{}</div></details>',
        summary,
        content,
    )


@register.simple_tag
def back_link(url, label="Terug"):
    arrow = mark_safe(icon("back").replace("zicht-icon", "zicht-icon zicht-icon--turn"))
    return format_html('<a class="zicht-back" href="{}">{} {}</a>', url, arrow, label)


@register.inclusion_tag("ui/pieces/tile.html")
def tile(value, label, note="", url="", tone=""):
    """One number that matters, with what it counts."""
    return {"value": value, "label": label, "note": note, "url": url, "tone": tone}


@register.inclusion_tag("ui/pieces/facts.html")
def facts(pairs):
    """Key facts: a mapping or pairs of label and value; empty values read 'onbekend'."""
    return {"pairs": list(pairs.items()) if hasattr(pairs, "items") else list(pairs)}


@register.inclusion_tag("ui/pieces/timeline.html")
def timeline(entries):
    """What happened, in order: entries with at, title and optionally who, text, url, tone."""
    return {"entries": entries}


@register.inclusion_tag("ui/pieces/data_table.html")
def data_table(caption, columns, rows, numeric="", hide_caption=False):
    """A table whose first column heads the row; `numeric` lists the columns (from 1) that hold numbers: "2
    3"."""
    numbers = {int(part) for part in str(numeric).split()}
    heads = [{"label": label, "numeric": i in numbers} for i, label in enumerate(columns, 1)]
    body = [list(zip(heads, row, strict=True)) for row in rows]
    return {"caption": caption, "heads": heads, "rows": body, "hide_caption": hide_caption}


@register.inclusion_tag("ui/pieces/empty_state.html")
def empty_state(title, text="", url="", label=""):
    return {"title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("ui/pieces/pagination.html", takes_context=True)
def pagination(context, page):
    """Links to the other pages of a Django `Page`, keeping the rest of the query."""
    query = context["request"].GET.copy() if "request" in context else None
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "pages": [(n, _page_url(query, n) if isinstance(n, int) else "") for n in numbers],
        "previous": _page_url(query, page.previous_page_number()) if page.has_previous() else "",
        "next": _page_url(query, page.next_page_number()) if page.has_next() else "",
    }


def _page_url(query, number):
    if query is None:
        return f"?page={number}"
    query["page"] = number
    return f"?{query.urlencode()}"


@register.inclusion_tag("ui/pieces/tabs.html")
def tabs(items, label="Onderdelen"):
    """Links that look like tabs: items with url, label and optionally current, count."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/pieces/breadcrumbs.html")
def breadcrumbs(items):
    """The way here: pairs of label and url; the last one is this page and needs no url."""
    return {"items": items}


@register.inclusion_tag("ui/pieces/languages.html", takes_context=True)
def languages(context, form=""):
    """This page in the other languages; nothing where it has one. `form`: the id of a form that is sent
    along, as it is.

    Where there is no page (an error), the start page."""
    request, here = context.get("request"), get_language()
    path, spoken = (
        (request.get_full_path(), here)
        if request and request.resolver_match
        else ("/", settings.LANGUAGE_CODE)
    )
    found = [
        {"code": code, "label": name, "url": _translated(path, spoken, code), "current": code == here}
        for code, name in settings.LANGUAGES
    ]
    return {"languages": found if len({language["url"] for language in found}) > 1 else [], "sent_form": form}


@register.simple_tag
def in_this_language(path):
    """The address of a Dutch page in the language of this one; the same where that page has one language."""
    return _translated(path, settings.LANGUAGE_CODE, get_language())


def _translated(path, spoken, wanted):
    with translation.override(spoken):
        return translate_url(path, wanted)


@register.inclusion_tag("ui/pieces/steps.html")
def steps(labels, current):
    """Where someone is in a form of several steps; `current` counts from 1."""
    states = [
        (label, "current" if n == current else "done" if n < current else "todo")
        for n, label in enumerate(labels, 1)
    ]
    return {"steps": states, "current": current, "total": len(states)}


@register.inclusion_tag("ui/pieces/receipt.html")
def receipt(code, label="Kopieer de code"):
    """A code to keep, large and easy to select, with a copy button where JavaScript is on."""
    return {"code": code, "label": label}


@register.inclusion_tag("ui/pieces/error_summary.html")
def error_summary(form):
    """What still has to be filled in, each linking to its field; nothing when the form is fine."""
    return {"form": form}


@register.inclusion_tag("ui/pieces/bar_chart.html")
def bar_chart(title, labels, series, unit="", note="", label_head="Groep"):
    """Bars with their table: `series` maps a name to values; see `charts.bar_chart` for what a value can
    be."""
    chart = charts.bar_chart(labels, series)
    cells = [
        [label, *(charts.cell(series[name][i]) for name in chart.names)] for i, label in enumerate(labels)
    ]
    return {
        "title": title,
        "unit": unit,
        "note": note,
        "chart": chart,
        "id": f"chart-{next(_chart_numbers)}",
        "columns": [label_head, *chart.names],
        "cells": cells,
        "numeric": " ".join(str(n + 2) for n in range(len(chart.names))),
    }


@register.inclusion_tag("ui/pieces/area_map.html")
def area_map(title, kind, numbers, unit="", note="", label_head="Gebied", zoomed=False):
    """A map with its table: `kind` municipality, safety_region or police_unit; `numbers` by code;
    `zoomed`: no others."""
    return {
        "title": title,
        "unit": unit,
        "note": note,
        "map": maps.area_map(kind, numbers, zoomed=zoomed),
        "id": f"map-{next(_chart_numbers)}",
        "columns": [label_head, unit.capitalize() or "Aantal"],
    }
