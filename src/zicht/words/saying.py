"""How a sentence is filled: numbers, lists and shares as each language writes them."""

import math
from collections.abc import Callable, Mapping, Sequence
from string import Formatter
from typing import Any, Literal, get_args

from .reasons import REASONS

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Words = Mapping[str, tuple[str, str]]
"""By code: the sentence in Dutch and in English."""

MARKS = {"nl": str.maketrans(",.", ".,"), "en": str.maketrans("", "")}
UNKNOWN = {"nl": "onbekend", "en": "unknown"}
UNBOUNDED = {"nl": "onbepaald", "en": "unbounded"}
NONE = {"nl": "geen verbanden", "en": "no interactions"}
LISTS = {"nl": ("lijst", "de lijsten"), "en": ("list", "the lists")}


def said(words: tuple[str, str], values: Mapping[str, Any], language: Language) -> str:
    """The sentence of one code in one language, with its values."""
    return _Speaker(language).vformat(words[LANGUAGES.index(language)], (), values)


def number(value: float | None, language: Language = "nl") -> str:
    """Rounded to three digits that count: 11.400 in Dutch, 11,400 in English."""
    if value is None:
        return UNKNOWN[language]
    digits = max(0, math.floor(math.log10(value)) - 2) if value >= 1 else 0
    return f"{round(value / 10**digits) * 10**digits:,}".translate(MARKS[language])


def whole(value: int, language: Language = "nl") -> str:
    return f"{value:,}".translate(MARKS[language])


def once(value: float, language: Language = "nl") -> str:
    """One decimal: 2,4 in Dutch, 2.4 in English."""
    return f"{value:.1f}".translate(MARKS[language])


def _bound(value: float | None, language: Language) -> str:
    return UNBOUNDED[language] if value is None else number(value, language)


def _names(value: Sequence[str], language: Language) -> str:
    return ", ".join(value)


def _model(value: Sequence[str], language: Language) -> str:
    return ", ".join(value) or NONE[language]


def _lists(value: Sequence[str], language: Language) -> str:
    return f"{LISTS[language][len(value) > 1]} {', '.join(value)}"


def _percent(value: float, language: Language) -> str:
    return f"{100 * value:.0f}"


def _reason(value: str, language: Language) -> str:
    return REASONS[value][LANGUAGES.index(language)]


SHAPES: dict[str, Callable[[Any, Language], str]] = {
    "number": number,
    "whole": whole,
    "once": once,
    "bound": _bound,
    "names": _names,
    "model": _model,
    "lists": _lists,
    "percent": _percent,
    "reason": _reason,
}


class _Speaker(Formatter):
    """Fills a sentence; a value shaped as `{ratio:once}` is written as the language writes it."""

    def __init__(self, language: Language):
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        shape = SHAPES.get(format_spec)
        return shape(value, self.language) if shape else str(super().format_field(value, format_spec))
