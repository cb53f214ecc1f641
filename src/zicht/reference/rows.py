"""Reading the files of this package: CSV as dictionaries, JSON as it is."""

import csv
import json
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

ROOT = files("zicht.reference")


def read_csv(path: Traversable) -> Iterator[dict[str, str]]:
    """Rows of a UTF-8 CSV file with a heading."""
    with path.open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def read_json(path: Traversable) -> Any:
    """Content of a UTF-8 JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))
