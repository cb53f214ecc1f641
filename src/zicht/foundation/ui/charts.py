"""Horizontal bars as plain SVG geometry: text keeps its size at every width, because only lengths are in
percent.

A value of None is a number that is withheld (small cells); the chart and the table then say so.
"""

import textwrap
from dataclasses import dataclass

from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

LABEL, LINE, BAR, BAR_GAP, ROW_GAP = 22, 19, 18, 5, 14  # pixels
WIDEST = 78  # per cent of the width, which leaves room for the number behind the bar
WITHHELD_WIDTH = 6
WITHHELD = _("niet getoond")
LABEL_LETTERS, LABEL_LINES = 36, 2  # what fits on a narrow phone; the table has the whole label


@dataclass(frozen=True)
class Bar:
    """One bar; `y` and `text_y` in pixels, widths and whiskers in per cent of the chart's width."""

    series: int
    y: float
    text_y: float
    width: float
    text_x: float
    text: str
    withheld: bool = False
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Row:
    """One label in lines of (text, y in pixels), with its bars below it."""

    label: tuple[tuple[str, float], ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class BarChart:
    rows: tuple[Row, ...]
    height: int
    names: tuple[str, ...]


def bar_chart(labels, series):
    """Geometry of a bar chart.

    `labels`: one per row. `series`: a mapping of name to values, at most four; a value is a number, None
    (withheld) or (value, low, high) with an uncertainty interval. Refuses series whose length differs from
    the labels."""
    labels, names = list(labels), tuple(series)
    if len(names) > 4:
        raise ValueError("A bar chart shows at most four series; use a table for more.")
    if any(len(values) != len(labels) for values in series.values()):
        raise ValueError("Every series needs one value for each label.")
    scale = WIDEST / (max((_top(v) for values in series.values() for v in values), default=0) or 1)
    rows, top = [], 0
    for place, label in enumerate(labels):
        lines = _lines(label)
        below = top + (len(lines) - 1) * LINE
        rows.append(
            Row(
                tuple((text, top + 15 + n * LINE) for n, text in enumerate(lines)),
                _bars(below, [series[name][place] for name in names], scale),
            )
        )
        top = below + LABEL + len(names) * (BAR + BAR_GAP) + ROW_GAP
    return BarChart(tuple(rows), max(top - ROW_GAP, 0), names)


def _bars(top, values, scale):
    return tuple(_bar(n, top + LABEL + n * (BAR + BAR_GAP), value, scale) for n, value in enumerate(values))


def _bar(series, y, value, scale):
    text_y = y + BAR - 4
    if value is None:
        return Bar(series, y, text_y, WITHHELD_WIDTH, WITHHELD_WIDTH, str(WITHHELD), withheld=True)
    value, low, high = value if isinstance(value, tuple) else (value, None, None)
    width = round(value * scale, 2)
    if low is None:
        return Bar(series, y, text_y, width, width, number(value))
    low_x, high_x = round(low * scale, 2), round(high * scale, 2)
    text = f"{number(value)} ({number(low)}–{number(high)})"
    return Bar(series, y, text_y, width, max(width, high_x), text, low=low_x, high=high_x)


def cell(value):
    """A value as the data table shows it."""
    if value is None:
        return str(WITHHELD)
    if isinstance(value, tuple):
        return f"{number(value[0])} ({number(value[1])}–{number(value[2])})"
    return number(value)


def number(value):
    """A number the way the language writes it; in Dutch 12.345 and 0,5."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
    return text.translate(
        str.maketrans({",": get_format("THOUSAND_SEPARATOR"), ".": get_format("DECIMAL_SEPARATOR")})
    )


def _top(value):
    return 0 if value is None else max(value) if isinstance(value, tuple) else value


def _lines(label):
    return textwrap.wrap(str(label), LABEL_LETTERS, max_lines=LABEL_LINES, placeholder="…") or [""]
