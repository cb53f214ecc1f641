"""``zicht protect`` as a researcher types it (IS2)."""

import argparse
import json

import pytest

from zicht.methods.disclosure import command

TABLE = "place,form,count\nEde,sexual,3\nEde,labour,40\nArnhem,sexual,50\nArnhem,labour,60\n"


def zicht(*words):
    parser = argparse.ArgumentParser()
    command.register(parser.add_subparsers())
    args = parser.parse_args([str(w) for w in words])
    return args.run(args)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_IS2_protect_writes_figures_and_gaps_as_json(table, capsys):
    assert zicht("protect", table, "--value", "count", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    figures = {(c["place"], c["form"]): c["figure"] for c in report["cells"]}
    assert report["safe"]
    assert report["suppressed"] == {"primary": 1, "secondary": 3}
    assert figures["Ede", "sexual"] is None
    assert figures["total", "total"] == 153


def test_IS2_protect_reads_a_hierarchy(table, tmp_path, capsys):
    tree = tmp_path / "tree.csv"
    tree.write_text("dimension,child,parent\nplace,Ede,Gelderland\nplace,Arnhem,Gelderland\n", encoding="utf-8")
    assert zicht("protect", table, "--value", "count", "--hierarchy", tree, "--json") == 0
    assert "Gelderland" in {c["place"] for c in json.loads(capsys.readouterr().out)["cells"]}


def test_IS2_protect_as_text_marks_hidden_figures(table, capsys):
    assert zicht("protect", table, "--value", "count") == 0
    assert "Ede\tsexual\tx" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "words", "line"),
    [
        ("place,form,count\nEde,sexual,three\n", [], "line 2: 'three' is not a whole number"),
        ("place,form,count\nEde,sexual,-3\n", [], "is not a count"),
        ("place,form,count\nEde,sexual,3\nEde,sexual,4\n", [], "line 3: Ede, sexual appears twice"),
        ("place,form,n\nEde,sexual,3\n", [], "no column 'count'"),
        ("place,form,count\n", [], "no rows"),
        (TABLE, ["--threshold", "1"], "at least 2"),
        (TABLE, ["--hierarchy", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_IS2_protect_answers_bad_input_with_one_line_and_code_2(table, capsys, content, words, line):
    table.write_text(content, encoding="utf-8")
    assert zicht("protect", table, "--value", "count", *words) == 2
    error = capsys.readouterr().err
    assert line in error
    assert error.count("\n") == 1
