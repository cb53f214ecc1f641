"""The command line answers at once, and a mistake gives one clear line."""

import importlib
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from zicht.doors.cli import main as cli
from zicht.foundation.database import launcher
from zicht.methods import estimation


def zicht(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "zicht.doors.cli.main", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
    )


def refused(capsys, *arguments):
    """The one line on standard error of a command that was refused."""
    assert cli.main(list(arguments)) == 1
    found = capsys.readouterr()
    assert found.out == ""
    lines = found.err.splitlines()
    assert len(lines) == 1
    return lines[0]


@pytest.fixture
def home(tmp_path, monkeypatch):
    for name in ("DATABASE_URL", "ZICHT_PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ZICHT_HOME", str(tmp_path / "home"))
    yield tmp_path / "home"
    launcher.stop()


def test_help_names_every_command():
    answer = zicht("--help")
    assert answer.returncode == 0
    for name in (*cli.COMMANDS, *cli.METHODS):
        assert f"\n    {name}" in answer.stdout


def loaded_by(code, *words):
    """The modules in memory after this code has run with these words as its arguments."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; print(*sys.modules, file=sys.stderr)", *words],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return set(done.stderr.split())


def test_help_loads_neither_django_nor_the_methods():
    assert not {"django", "numpy", "scipy", "duckdb", "granian"} & loaded_by(
        "from zicht.doors.cli import main; main.build_parser([])"
    )


def test_IS4_an_estimate_waits_for_no_library_it_does_not_use():
    """IS4: loading the optimiser, Django and the database driver would cost more than all 1,024 pair
    models.
    """
    table = Path(estimation.__file__).parent / "data" / "UKdat_5.csv"
    code = "from zicht.doors.cli import main; main.main(sys.argv[1:])"
    loaded = loaded_by(code, "estimate", str(table), "--method", "bic", "--interval", "none", "--json")
    assert "scipy.special" in loaded
    assert not {"django", "psycopg", "scipy.optimize", "scipy.stats"} & loaded


WITH_ACTS = {"htcds"}
"""Commands that only run as one of their acts."""


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_each_command_registers_and_runs(name):
    module = importlib.import_module(f"zicht.doors.cli.commands.{cli._module_name(name)}")
    assert callable(module.register)
    assert callable(getattr(module, "run", None)) or name in WITH_ACTS
    assert module.__doc__.startswith("`zicht")


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["nergens"], "invalid choice: 'nergens'"),
        (["figures", "--year", "vorig"], "argument --year: invalid int value"),
        (["figures"], "required: --year"),
        (["figures", "--year", "2022", "--by", "kleur"], "argument --by: invalid choice"),
        (["route", "explain"], "required: --form"),
        ([], "required: COMMAND"),
    ],
)
def test_what_is_not_understood_gives_one_line_and_code_2(capsys, arguments, hint):
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    assert end.value.code == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert hint in lines[0]


def test_place_that_is_no_municipality_code_is_refused(capsys):
    line = refused(capsys, "route", "explain", "--gemeente", "Utrecht", "--form", "labour")
    assert "'Utrecht' is not a municipality code" in line


def test_file_that_is_not_there_is_refused(capsys):
    assert "There is no file nergens.csv" in refused(capsys, "import", "nergens.csv", "--organisation", "x")


def test_busy_port_is_refused_before_anything_is_started(capsys, home, monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        monkeypatch.setenv("ZICHT_PORT", str(number))
        for command in ("serve", "demo"):
            assert f"Port {number} is busy" in refused(capsys, command)
    assert not home.exists()


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_port_that_is_no_port_is_refused(capsys, home, monkeypatch, port):
    monkeypatch.setenv("ZICHT_PORT", port)
    assert "ZICHT_PORT" in refused(capsys, "serve")


def test_home_that_cannot_be_written_is_refused(capsys, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("ZICHT_HOME", str(tmp_path / "file" / "home"))
    assert "Choose another folder with ZICHT_HOME" in refused(capsys, "migrate")


def test_command_on_data_that_were_never_prepared_says_how_to_begin(capsys, home):
    assert "`zicht migrate`" in refused(capsys, "figures", "--year", "2022")
    assert not home.exists()


def test_home_tells_where_the_data_are_and_whether_they_can_be_reached(capsys, home):
    assert cli.main(["home", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (
        found == {"home": str(home), "database": "stopped", "host": str(home / "run")}
        or len(found["host"]) < 80
    )
    launcher.ensure_running(durable=False)
    cli.main(["home", "--json"])
    assert json.loads(capsys.readouterr().out)["database"] == "running"


def test_method_that_is_absent_gives_one_line(capsys, monkeypatch):
    monkeypatch.setitem(cli.METHODS, "guess", ("nowhere", "guess"))
    assert "guess is not in this version" in refused(capsys, "guess", "lists.csv")


def test_method_whose_library_is_absent_names_what_to_install(capsys, monkeypatch):
    def load(module):
        raise ModuleNotFoundError(name="scipy")

    monkeypatch.setattr(cli.importlib, "import_module", load)
    with pytest.raises(cli.UserError, match=r"needs scipy: pip install 'zicht\[estimation\]'"):
        cli._load_method("estimate", "estimation")
