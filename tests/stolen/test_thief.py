"""What a thief of the whole data folder, of every dump and of every log reads of what people wrote: nothing
(SH7, acceptance B2).

Each signal carries a word in every field. Three signals in daily runs, a thousand with
ZICHT_CANARY_SIGNALS=1000 (slow). Words that are planted in plain, next to them, show that the search
reaches the table, the write-ahead log and the log of the application.
"""

import gzip
import json
import logging
import os
import subprocess

import psycopg
import pytest
from django.db import DatabaseError, connections

from tests.stolen.canaries import Canaries
from tests.stolen.entrances import Entrances
from tests.stolen.fields import WRITTEN
from zicht.doors.cli.main import main
from zicht.foundation.database import backup, binaries, configuration, launcher
from zicht.foundation.database.home import data_folder, home, recorded_address
from zicht.foundation.operating import scanning
from zicht.foundation.organisations.models import Organisation

SIGNALS = int(os.environ.get("ZICHT_CANARY_SIGNALS", "3"))
PLAIN = "knrstaatopengeschreven"
LOGGED = "knrstaatinhetlogboekopen"


@pytest.fixture
def application_log(tmp_path):
    """The log of the application as a file; it goes through the product's own filter."""
    handler = logging.getLogger().handlers
    ours = next(each for each in handler if any(type(f).__name__ == "NothingPersonal" for f in each.filters))
    with (tmp_path / "application.log").open("w") as stream:
        before = ours.setStream(stream)
        yield
        ours.setStream(before)


@pytest.fixture
def backups(database, tmp_path):
    """Backups as `zicht backup` makes them, from before anyone wrote: the log of every write is kept.
    Afterwards no more.

    Whole pages stand in that log uncompressed meanwhile, so that the search can read them.
    """
    (tmp_path / "stolen").mkdir()
    _tell_database("ALTER SYSTEM SET wal_compression = off")
    backup.take(tmp_path / "stolen" / "backup")
    yield
    (home() / "backup.json").unlink()
    text = configuration.contents(
        socket_folder=recorded_address(home()).host, port=recorded_address(home()).port, durable=False
    )
    (data_folder(home()) / launcher.CONFIGURATION).write_text(text)
    _tell_database("ALTER SYSTEM RESET wal_compression")


def _tell_database(setting: str) -> None:
    with psycopg.connect(recorded_address(home()).dsn(), autocommit=True) as connection:
        connection.execute(setting)
        connection.execute("SELECT pg_reload_conf()")


@pytest.fixture
def planted(backups, country, browser_client, application_log):
    """A country in which people wrote, and errors of every kind that held their words."""
    canaries = Canaries(country, browser_client)
    organisation = country.organisation("gemeente-ede")
    Organisation.objects.filter(pk=organisation.pk).update(phone=PLAIN)
    for _ in range(SIGNALS):
        canaries.in_a_whole_life()
    canaries.in_files_and_drafts()
    canaries.in_pages()
    entrances = Entrances(canaries)
    entrances.use()
    factor = canaries.in_an_account()
    _errors_with(canaries.word("failing statement"))
    yield canaries
    entrances.take_away()
    factor.delete()
    Organisation.objects.filter(pk=organisation.pk).update(phone=organisation.phone)


def _errors_with(word: str) -> None:
    for alias in ("default", "intake", "worker"):
        with pytest.raises(DatabaseError), connections[alias].cursor() as cursor:
            cursor.execute("SELECT %s::text::integer", [word])
    try:
        raise ValueError(word)
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error: %s", word)
    logging.getLogger("zicht.control").error(LOGGED)


def _stolen(folder) -> None:
    """Everything a thief may carry off: dumps in three forms and the whole data folder except the keys."""
    with connections["migrate"].cursor() as cursor:
        cursor.execute("RESET ROLE")
    address, programs = recorded_address(home()), binaries.find()
    subprocess.run(
        [programs.folder / "psql", address.dsn("zicht_test"), "-c", "CHECKPOINT"],
        check=True,
        capture_output=True,
    )
    for name, form in (("plain.sql", "plain"), ("custom.dump", "custom")):
        target = folder / "stolen" / name
        command = [
            programs.folder / "pg_dump",
            "-d",
            address.dsn("zicht_test", "zicht_backup"),
            "-F",
            form,
            "-f",
            target,
        ]
        subprocess.run(command, check=True, capture_output=True)
    (folder / "stolen" / "plain.sql.gz").write_bytes(
        gzip.compress((folder / "stolen" / "plain.sql").read_bytes())
    )
    for part in home().iterdir():
        if part.name != "keys":
            (folder / "stolen" / part.name).symlink_to(part)
    (folder / "stolen" / "application.log").symlink_to(folder / "application.log")
    backup.take(folder / "stolen" / "backup")


def _reached(found: scanning.Found) -> set[str]:
    return {"wal" if "wal/" in file else file.split("/")[0] for file, _, _ in found.hits}


def test_SH7_a_thief_of_dumps_data_folder_and_logs_reads_nothing_that_people_wrote(planted, tmp_path):
    """SH7, acceptance B2: every field, raw, gzip, base64, UTF-16, hexadecimal; and the search is shown to
    reach.
    """
    labels = {label for each in WRITTEN.values() for label in each}
    assert labels - set(planted.planted.values()) == set()
    assert _columns_without_a_row() == []
    _stolen(tmp_path)
    words = sorted(planted.planted)
    found = scanning.Found()
    control = scanning.Found()
    for part in sorted((tmp_path / "stolen").iterdir()):
        each = scanning.scan(part.resolve(), [*words, PLAIN, LOGGED])
        for file, form, number in each.hits:
            which = found if number < len(words) else control
            which.hits.append((f"{part.name}/{file}", form, number))
        assert each.unopened == []
    told = sorted({(planted.planted[words[number]], file, form) for file, form, number in found.hits})
    assert told == []
    assert _reached(control) >= {
        "plain.sql",
        "custom.dump",
        "plain.sql.gz",
        "postgres",
        "wal",
        "application.log",
        "backup",
    }


def _columns_without_a_row() -> list[str]:
    """Columns of the list in which nothing was written after all."""
    counts = 'SELECT count("{1}") FROM {0}'
    with psycopg.connect(recorded_address(home()).dsn("zicht_test", "zicht_backup")) as connection:
        return [
            name for name in WRITTEN if not connection.execute(counts.format(*name.split("."))).fetchone()[0]
        ]


def test_SH7_the_command_says_what_it_searched_and_found(tmp_path, capsys):
    """SH7: `zicht vault scan-dump` refuses to call a folder clean in which a word was found."""
    (tmp_path / "words").write_text("knreenwoord\n\nknrtweedewoord\n")
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump" / "a.sql").write_text("niets")
    arguments = [
        "vault",
        "scan-dump",
        str(tmp_path / "dump"),
        "--canaries",
        str(tmp_path / "words"),
        "--json",
    ]
    assert main(arguments) == 0
    assert json.loads(capsys.readouterr().out)["hits"] == 0
    (tmp_path / "dump" / "b.gz").write_bytes(gzip.compress(b"en knrtweedewoord hier"))
    assert main(arguments) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["hits"], told["where"]) == (1, [{"file": "b.gz", "form": "raw", "canary": 2}])
