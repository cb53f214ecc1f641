"""Making a PDF from a Typst template. Decision: docs/decisions/0060-documents-with-typst.md."""

import json
from pathlib import Path
from typing import Any

from django.http import HttpResponse

LAYOUT = (Path(__file__).parent / "layout.typ").read_text()


def made(template: Path, values: dict[str, Any]) -> bytes:
    """Return a tagged PDF. The template reads its values as `data`; `layout.typ` gives it `document-of` and
    `facts`.

    Values: anything JSON can hold, dates as text already. Raises typst.TypstError when the template is
    wrong."""
    import typst

    source = LAYOUT + template.read_text()
    given = {"data": json.dumps(values, ensure_ascii=False, default=str)}
    return typst.compile(
        source.encode(), sys_inputs=given, format="pdf", pdf_standards="ua-1", ignore_system_fonts=True
    )


def download(name: str, content: bytes) -> HttpResponse:
    """Return a PDF to save under a name that tells nothing of persons."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
