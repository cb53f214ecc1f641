import csv
import json
from importlib import resources

import pytest

from zicht.doors.cli import main
from zicht.methods.linkage.tests.conftest import population

HEADER = ["nr", "Voornaam", "Achternaam", "Geboren", "Geslacht", "Nationaliteit", "Gemeente", "Tel", "wie"]
FIELDS = ["id", "given_name", "family_name", "birth_date", "sex", "nationality", "municipality", "phone"]


@pytest.fixture
def files(tmp_path):
    records, truth = population(500, seed=3)
    with open(tmp_path / "in.csv", "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        for n, (record, who) in enumerate(zip(records, truth, strict=True)):
            writer.writerow([f"R{n}", *(record.get(name) or "" for name in FIELDS[1:]), who])
    (tmp_path / "map.json").write_text(json.dumps(dict(zip(HEADER, FIELDS, strict=False))))
    return tmp_path


def zicht(*words):
    return main.main(["link", *map(str, words)])


def test_link_trains_measures_and_writes_the_pairs(files, capsys):
    assert (
        zicht(
            files / "in.csv",
            "--map",
            files / "map.json",
            "--truth",
            "wie",
            "--pairs",
            files / "out.csv",
            "--json",
        )
        == 0
    )
    result = json.loads(capsys.readouterr().out)
    assert list(result) == ["records", "pairs", "seconds", "precision", "recall", "f1", "threshold"]
    assert result["f1"] > 0.8
    with open(files / "out.csv", encoding="utf-8") as pairs:
        rows = list(csv.DictReader(pairs))
    assert len(rows) == result["pairs"]
    assert rows[0]["left"].startswith("R")
    assert "zelfde" in rows[0]["reasons"]
    assert float(rows[0]["probability"]) >= result["threshold"]


def test_link_uses_the_model_that_is_given(files, capsys):
    assert (
        zicht(files / "in.csv", "--map", files / "map.json", "--save-model", files / "model.json", "--json")
        == 0
    )
    trained = json.loads(capsys.readouterr().out)
    assert trained["f1"] is None
    assert (
        zicht(files / "in.csv", "--map", files / "map.json", "--model", files / "model.json", "--json") == 0
    )
    assert json.loads(capsys.readouterr().out)["pairs"] == trained["pairs"]


def test_a_field_that_zicht_does_not_know_is_compared_for_equality(files, capsys):
    mapping = {**json.loads((files / "map.json").read_text()), "wie": "dossier"}
    (files / "more.json").write_text(json.dumps(mapping))
    assert zicht(files / "in.csv", "--map", files / "more.json", "--truth", "wie", "--json") == 0
    assert json.loads(capsys.readouterr().out)["f1"] > 0.97


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["absent.csv", "--map", "map.json"], "absent.csv"),
        (["in.csv", "--map", "absent.json"], "absent.json"),
        (["in.csv", "--map", "broken.json"], "not JSON"),
        (["in.csv", "--map", "list.json"], "must map"),
        (["in.csv", "--map", "twice.json"], "more than one column"),
        (["in.csv", "--map", "other.json"], "Leeftijd"),
        (["in.csv", "--map", "map.json", "--truth", "nobody"], "nobody"),
        (["in.csv", "--map", "map.json", "--model", "list.json"], "model"),
        (["in.csv", "--map", "map.json", "--threshold", "7"], "threshold"),
        (["ragged.csv", "--map", "map.json"], "CSV"),
        (["short.csv", "--map", "map.json"], "fewer than two"),
    ],
)
def test_bad_input_gives_one_clear_line_and_exit_code_2(files, capsys, monkeypatch, words, says):
    monkeypatch.chdir(files)
    (files / "broken.json").write_text("{")
    (files / "list.json").write_text("[]")
    (files / "twice.json").write_text('{"nr": "sex", "Tel": "sex"}')
    (files / "other.json").write_text('{"Leeftijd": "age"}')
    (files / "ragged.csv").write_text("nr,wie\n1,2\n1,2,3\n")
    (files / "short.csv").write_text(",".join(HEADER) + "\n")
    assert zicht(*words, "--language", "en") == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert says in said.err


def test_RG3_words_for_unknown_link_as_empty_names_do(capsys):
    """RG3: 24 unknown people among 94 records, under every word for unknown."""
    cases = resources.files("zicht.methods.linkage") / "tests" / "cases"
    words = ["--map", str(cases / "link-map.json"), "--truth", "person", "--json"]
    assert main.main(["link", str(cases / "link-unknown-names.csv"), *words]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["pairs"] == 26
    assert round(result["precision"], 2) == 0.92
