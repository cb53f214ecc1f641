"""The minutes as an accessible PDF (PDF/UA-1)."""

from pathlib import Path

from zicht.casework.tables.minutes import Minutes
from zicht.foundation.documents import pdf

TEMPLATE = Path(__file__).parent / "templates" / "tables" / "minutes.typ"


def made(found: Minutes) -> bytes:
    """Return the minutes as PDF/UA-1."""
    return pdf.made(
        TEMPLATE,
        {
            "title": found.title,
            "subtitle": found.subtitle,
            "facts": [list(row) for row in found.facts],
            "sections": [
                {"title": part["title"], "facts": [list(row) for row in part["facts"]]}
                for part in found.sections
            ],
            "promises": [list(row) for row in found.promises],
        },
    )
