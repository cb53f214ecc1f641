"""Tables and values of the published studies, read from the data folder of this room."""

import json
from pathlib import Path

import pytest

from zicht.methods.estimation import read

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture(scope="session")
def path_of():
    return lambda name: DATA / f"{name}.csv"


@pytest.fixture(scope="session")
def table_of(path_of):
    return lambda name: read(path_of(name))


@pytest.fixture(scope="session")
def published():
    return json.loads((DATA / "published_estimates.json").read_text())


@pytest.fixture(scope="session")
def reference():
    """Results of the R packages: reference(method, table)."""
    results = json.loads((DATA / "reference_results.json").read_text())["results"]
    return lambda method, table: next(r for r in results if (r["method"], r["dataset"]) == (method, table))


@pytest.fixture
def write(tmp_path):
    def _write(text):
        path = tmp_path / "table.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return _write
