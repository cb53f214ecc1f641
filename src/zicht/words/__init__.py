"""What the methods find, said to people: each code of `zicht.methods` in Dutch and in English.

The methods speak no language; a command or a page asks here. Nothing here computes.

>>> say(Warning("wide_interval", ratio=2.4), "en")
'The interval is wide: the upper bound is 2.4 times the lower one.'
"""

from typing import Any

from zicht.methods.codes import Refused, Warning

from . import attrition, capture_histories, disclosure, effects, estimation, files, linkage
from .saying import LANGUAGES, Language, Words, said

ROOMS = (files, capture_histories, estimation, disclosure, attrition, effects, linkage)
WORDS: Words = {code: told for room in ROOMS for code, told in room.WORDS.items()}

__all__ = ["LANGUAGES", "WORDS", "Language", "codes", "say"]


def say(told: Warning | Refused, language: Language = "nl") -> str:
    """What a method said, as one or more sentences."""
    return said(WORDS[told.code], told.values, language)


def codes(warnings: list[Warning], language: Language = "nl") -> dict[str, Any]:
    """For JSON: the `warnings` in words, and as `codes` with their values."""
    return {
        "warnings": [say(warning, language) for warning in warnings],
        "codes": [warning.as_dict() for warning in warnings],
    }
