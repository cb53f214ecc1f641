"""Routes to start from: the national one, and labelled examples for a region and a municipality."""

import json
from importlib.resources import files
from typing import Any


def default_document(name: str) -> dict[str, Any]:
    """The route document `name`: nation, region_short_lines, region_airport or municipality_ambassadors."""
    return json.loads(files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8"))
