"""``zicht protect`` as a researcher types it (IS2)."""

import json

import pytest

from zicht.doors.cli import main

TABLE = "place,form,count\nEde,sexual,3\nEde,labour,40\nArnhem,sexual,50\nArnhem,labour,60\n"


def zicht(*words):
    return main.main([str(word) for word in words])


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
    tree.write_text(
        "dimension,child,parent\nplace,Ede,Gelderland\nplace,Arnhem,Gelderland\n", encoding="utf-8"
    )
    assert zicht("protect", table, "--value", "count", "--hierarchy", tree, "--json") == 0
    assert "Gelderland" in {c["place"] for c in json.loads(capsys.readouterr().out)["cells"]}


def test_IS2_protect_writes_json_for_a_table_too_large_for_whole_numbers(table, capsys):
    """IS2: above 400 hidden figures the attacker reasons in real numbers, and the report says so."""
    places = "".join(f"P{i},{form},{3 + i % 6}\n" for i in range(450) for form in ("sexual", "labour"))
    table.write_text("place,form,count\n" + places, encoding="utf-8")
    assert zicht("protect", table, "--value", "count", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["attack"]["whole_numbers"] is False
    assert report["suppressed"]["primary"] > 400


def test_IS2_protect_as_text_marks_hidden_figures(table, capsys):
    assert zicht("protect", table, "--value", "count") == 0
    assert "Ede\tsexual\tx" in capsys.readouterr().out


SUMMED = "place,form,count\n" + "".join(
    f"{place},{form},{count}\n"
    for form, counts in {"sexual": (3, 50), "labour": (40, 60), "criminal": (12, 7)}.items()
    for place, count in zip(("Ede", "Arnhem", "Everyone"), (*counts, sum(counts)), strict=True)
)


@pytest.mark.parametrize("mark", [";", "\t"])
def test_IS2_protect_reads_what_a_dutch_spreadsheet_writes(table, tmp_path, capsys, mark):
    """IS2: byte order mark, semicolons, Windows line ends, and margins that are called "Totaal"."""
    rows = TABLE + "Totaal,Totaal,153\n"
    table.write_bytes(b"\xef\xbb\xbf" + rows.replace(",", mark).replace("\n", "\r\n").encode())
    tree = tmp_path / "tree.csv"
    tree.write_text(
        "dimension;child;parent\nplace;Ede;Gelderland\nplace;Arnhem;Gelderland\n", encoding="utf-8"
    )
    assert zicht("protect", table, "--value", "count", "--hierarchy", tree, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert {c["place"] for c in report["cells"]} == {"Ede", "Arnhem", "Gelderland", "total"}


@pytest.mark.parametrize(
    ("tree", "line"),
    [
        ("dimension,child,parent\nregion,Ede,East\n", "'region', which is not a dimension of the table"),
        ("dimension,child,parent\nplace,Ede,East\nplace,Ede,West\n", "line 3: 'Ede' has two parents"),
        ("dimension,child,parent\nplace,,East\n", "line 2: 'child' is empty"),
        ("dimension,child\nplace,Ede\n", "no column 'parent'"),
        ("dimension,child,parent\nplace,Ede,Arnhem\n", "both a category of the table and a group"),
    ],
)
def test_IS2_protect_refuses_a_hierarchy_that_does_not_fit(table, tmp_path, capsys, tree, line):
    path = tmp_path / "tree.csv"
    path.write_text(tree, encoding="utf-8")
    assert zicht("protect", table, "--value", "count", "--hierarchy", path, "--language", "en") == 2
    error = capsys.readouterr().err
    assert line in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "words", "line"),
    [
        ("place,form,count\nEde,sexual,three\n", [], "line 2: 'three' is not a whole number of 0 or more"),
        ("place,form,count\nEde,sexual,-3\n", [], "line 2: '-3' is not a whole number of 0 or more"),
        ("place,form,count\nEde,sexual,9999999999999\n", [], "line 2: 9999999999999 is more than"),
        ("place,form,count\nEde,,3\n", [], "line 2: 'form' is empty"),
        ("place,form,count\nEde,sexual,3,4\n", [], "line 2: 4 fields, the header has 3"),
        ("place,form,count\nEde,3\n", [], "line 2: 2 fields, the header has 3"),
        ("place,place,count\nEde,Ede,3\n", [], "two columns 'place'"),
        ("", [], "is empty"),
        (SUMMED, [], "'Everyone' is the sum of the others in 'place'"),
        ("place,form,count\nEde,sexual,3\nEde,sexual,4\n", [], "line 3: Ede, sexual appears twice"),
        ("place,form,n\nEde,sexual,3\n", [], "no column 'count'"),
        ("place,form,count\n", [], "no rows"),
        (TABLE, ["--threshold", "1"], "at least 2"),
        (TABLE, ["--hierarchy", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_IS2_protect_answers_bad_input_with_one_line_and_code_2(table, capsys, content, words, line):
    table.write_text(content, encoding="utf-8")
    assert zicht("protect", table, "--value", "count", *words, "--language", "en") == 2
    error = capsys.readouterr().err
    assert line in error
    assert error.count("\n") == 1


def test_IS2_protect_refuses_in_dutch_unless_asked_otherwise(table, capsys):
    table.write_text("place,form,count\nEde,sexual,three\n", encoding="utf-8")
    assert zicht("protect", table, "--value", "count") == 2
    assert "regel 2: 'three' is geen geheel getal vanaf 0" in capsys.readouterr().err


def test_IS2_protect_says_in_both_languages_what_is_hidden(table, capsys):
    zicht("protect", table, "--value", "count")
    assert "getallen verborgen (x); veilig om te publiceren: ja" in capsys.readouterr().out
    zicht("protect", table, "--value", "count", "--language", "en")
    assert "figures hidden (x); safe to publish: yes" in capsys.readouterr().out
