"""`make audit-dependencies` with a small made-up database in the OSV format: what is known is found, what
is not read is never "clean".
"""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "audit-dependencies"
LOCK = "example-lib==1.4.2 ; python_version > '3' \\\n    --hash=sha256:aa\nOther_Lib==2.0\n"


def advisory(name: str, *events: dict, number: str = "TEST-1", **more) -> dict:
    affected = {
        "package": {"ecosystem": "PyPI", "name": name},
        "ranges": [{"type": "ECOSYSTEM", "events": list(events)}],
    }
    return {"id": number, "modified": "2026-01-02T03:04:05Z", "affected": [affected], **more}


@pytest.fixture
def audit(tmp_path):
    """Asks about LOCK in a database of these advisories; returns the code and what was said."""
    (tmp_path / "lock.txt").write_text(LOCK)

    def ask(*advisories: dict, database: str = "all.zip"):
        with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
            for number, each in enumerate(advisories):
                archive.writestr(f"{number}.json", json.dumps(each))
        command = [
            sys.executable,
            str(SCRIPT),
            "--database",
            str(tmp_path / database),
            str(tmp_path / "lock.txt"),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    return ask


def test_a_weakness_in_the_locked_version_is_named_with_what_mends_it(audit):
    code, said = audit(advisory("example_lib", {"introduced": "1.0"}, {"fixed": "1.4.3"}))
    assert code == 1
    assert "example-lib 1.4.2: TEST-1 (mended in 1.4.3)" in said


@pytest.mark.parametrize(
    "events",
    [
        [{"introduced": "0"}, {"fixed": "1.4.2"}],
        [{"introduced": "1.5"}],
        [{"introduced": "0"}, {"last_affected": "1.4.1"}],
        [{"introduced": "0"}, {"fixed": "1.1"}, {"introduced": "2.0"}, {"fixed": "2.1"}],
    ],
)
def test_a_version_outside_the_range_is_not_named(audit, events):
    assert audit(advisory("example-lib", *events))[0] == 0


@pytest.mark.parametrize(
    "events",
    [
        [{"introduced": "0"}],
        [{"introduced": "0"}, {"last_affected": "1.4.2"}],
        [{"introduced": "0"}, {"fixed": "1.1"}, {"introduced": "1.4"}, {"fixed": "1.5"}],
    ],
)
def test_a_version_inside_the_range_is_named(audit, events):
    assert audit(advisory("example-lib", *events))[0] == 1


def test_an_advisory_that_was_taken_back_counts_no_more(audit):
    assert (
        audit(
            advisory("example-lib", {"introduced": "0"}, withdrawn="2026-01-03T00:00:00Z"),
            advisory("else", {"introduced": "0"}),
        )[0]
        == 0
    )


def test_the_age_of_the_database_is_told(audit):
    assert "the newest of 2026-01-02" in audit(advisory("else", {"introduced": "0"}))[1]


@pytest.mark.parametrize("database", ["all.zip", "lock.txt", "is-not-there.zip"])
def test_what_cannot_be_read_is_one_line_and_another_code_than_clean(audit, database):
    code, said = audit(database=database)
    assert code == 2
    assert len(said.splitlines()) == 1
    assert "not looked up" in said
