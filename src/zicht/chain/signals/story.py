"""Opening the sealed story of a signal, and the Dutch words around its parts."""

from collections.abc import Mapping
from typing import Any

from zicht.chain.signals.models import SignalContent

LABELS = {
    "what": "Wat is er gezien of gehoord",
    "where": "Waar",
    "when": "Wanneer",
    "contact": "Hoe de melder te bereiken is",
    "safe_moment": "Wanneer dat veilig kan",
}
FIRST = ("what", "where", "when")


def open_story(signal_id, data_key: bytes, body: bytes) -> list[tuple[str, str]]:
    """Return the parts of a story as (Dutch label, text), what was seen first; empty parts stay away."""
    story = SignalContent.body.open(data_key, signal_id, body)
    order = [*(name for name in FIRST if name in story), *(name for name in story if name not in FIRST)]
    return [(label_of(name), _words(story[name])) for name in order if _words(story[name])]


def label_of(name: str) -> str:
    """Return how a part of a story is called on screen."""
    return LABELS.get(name) or name.replace("_", " ").capitalize()


def _words(value: Any) -> str:
    if isinstance(value, Mapping):
        return "\n".join(f"{label_of(name)}: {_words(part)}" for name, part in value.items() if _words(part))
    if isinstance(value, list | tuple):
        return "\n".join(_words(part) for part in value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return "" if value is None else str(value).strip()
