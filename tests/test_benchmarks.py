"""Every measurement still measures: at its smallest size it ends well and prints its figures. How fast it is,
is no test.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.__main__ import NAMES

from zicht.foundation.database import launcher

ROOT = Path(__file__).parents[1]
BY_HAND = {
    "benchmarks.attrition.planted": "--runs 2 --signals 300 --loss 0.5",
    "benchmarks.disclosure.compare": "--years 3 --scale 3",
    "benchmarks.linkage.compare": "--records 400 --seed 1 --only zicht",
    "benchmarks.linkage.engines": "--records 400 --seed 1",
    "benchmarks.linkage.generate": "--records 100 --seed 1 --out {folder}/records.csv",
    "benchmarks.linkage.online": "--persons 600",
    "benchmarks.linkage.speed": "--records 600 --seed 1",
}
NEEDS = {"benchmarks.linkage.engines": "pyspark"}
NOT_RUN = {
    "benchmarks.linkage.public",  # its data sets are not in the repository
    "benchmarks.linkage.default_model",  # it makes the shipped weights, and writes them down
}


@pytest.fixture
def measured(tmp_path):
    """Run a measurement in a folder of its own; returns what it printed."""

    def run(module: str, *arguments: str) -> str:
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in ("ZICHT_TESTING", "ZICHT_DATABASE")
        }
        own = {"ZICHT_BENCH_HOME": str(tmp_path), "ZICHT_BENCH_SMALLEST": "1"}
        path = {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "ZICHT_HOME": str(tmp_path / "home")}
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(
            command, env=kept | own | path, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    yield run
    for home in tmp_path.glob("zicht-bench-*"):
        launcher.stop(home)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_measurement_ends_well_and_prints_its_figures(name, measured):
    assert _figures(measured("benchmarks", name))


@pytest.mark.slow
@pytest.mark.parametrize("module", BY_HAND)
def test_a_measurement_run_by_hand_ends_well(module, measured, tmp_path):
    if module in NEEDS:
        pytest.importorskip(NEEDS[module])
    said = measured(module, *BY_HAND[module].format(folder=tmp_path).split())
    assert said.strip() or (tmp_path / "records.csv").exists()


def test_every_measurement_is_run():
    files = sorted((ROOT / "benchmarks").rglob("*.py"))
    runnable = {_module(file) for file in files if '__name__ == "__main__"' in file.read_text()}
    run = {f"benchmarks.{name}" for name in NAMES} | BY_HAND.keys() | NOT_RUN
    assert runnable - {"benchmarks.__main__"} == run


def _module(file: Path) -> str:
    return file.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")


def _figures(said: str) -> list[dict]:
    """The lines of JSON, or the one object over several lines."""
    try:
        return [json.loads(said)]
    except json.JSONDecodeError:
        return [json.loads(line) for line in said.splitlines() if line.startswith("{")]
