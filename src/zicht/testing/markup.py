"""Reading the pages in tests, whatever lines their templates stand on."""

import re


def packed(markup: str) -> str:
    """Markup on one line, without whitespace beside its tags."""
    return re.sub(r" ?([<>]) ?", r"\1", re.sub(r"\s+", " ", markup)).strip()
