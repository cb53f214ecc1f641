"""``zicht protect`` as a researcher types it (IS2)."""

import json
import unicodedata
from importlib import resources

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zicht.doors.cli import main
from zicht.methods.disclosure.margins import is_margin
from zicht.methods.disclosure.reading import read_table
from zicht.methods.disclosure.tables import TableError

CASES = resources.files("zicht.methods.disclosure") / "tests" / "cases"
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


def figures_of(report):
    return {tuple(c[name] for name in c if name != "figure"): c["figure"] for c in report["cells"]}


def protected(capsys, name, *words, code=0):
    assert zicht("protect", CASES / name, "--value", "n", "--threshold", 5, *words, "--json") == code
    return figures_of(json.loads(capsys.readouterr().out))


def test_IS2_the_margin_of_a_pivot_table_is_no_category(capsys):
    figures = protected(capsys, "protect-eindtotaal.csv")
    assert ("Eindtotaal",) not in figures
    assert figures["total",] in (53, None)


def test_IS2_five_ones_are_not_learnt_from_their_sum(capsys):
    figures = protected(capsys, "protect-five-ones.csv")
    assert figures["Griekenland",] == 0
    assert [figures[f"Land {i}",] for i in range(1, 6)] == [None] * 5
    assert None in (figures["Polen",], figures["total",])


@pytest.mark.parametrize(
    ("name", "words", "line"),
    [
        (
            "protect-total-differs.csv",
            (),
            "line 8: totaal, 2021 is 130, but the rows add up to 120",
        ),
        (
            "protect-hierarchy-typo.csv",
            ("--hierarchy", CASES / "protect-hierarchy-typo-hierarchy.csv"),
            "the hierarchy names 'Arnhm', which is not in the table",
        ),
    ],
)
def test_IS2_margins_and_trees_that_do_not_fit_are_refused_by_name(capsys, name, words, line):
    assert zicht("protect", CASES / name, "--value", "n", *words, "--language", "en") == 2
    assert line in capsys.readouterr().err


def test_IS2_a_line_break_in_a_cell_keeps_two_words_apart(capsys):
    assert protected(capsys, "protect-line-break-in-cell.csv")["arbeid zwaar", "2021"] == 60


def test_IS2_empty_columns_at_the_end_are_left_out(capsys):
    assert protected(capsys, "protect-trailing-commas.csv")["total", "total"] == 159


def test_IS2_a_filled_column_without_a_name_is_refused_by_its_place(table, capsys):
    table.write_text("place,count,,\nEde,3,,\nArnhem,4,7,\n", encoding="utf-8")
    assert zicht("protect", table, "--value", "count", "--language", "en") == 2
    assert "line 3: column 3 has no name" in capsys.readouterr().err


def test_IS2_a_child_in_another_unicode_form_is_the_same_child(table, tmp_path, capsys):
    name = "S\u00fadwest-Frysl\u00e2n"
    table.write_text(f"place,count\n{name},30\nEde,40\n", encoding="utf-8")
    tree = tmp_path / "tree.csv"
    apart = unicodedata.normalize("NFD", name)
    tree.write_text(f"dimension,child,parent\nplace,{apart},North\n", encoding="utf-8")
    assert zicht("protect", table, "--value", "count", "--hierarchy", tree, "--json") == 0
    figures = figures_of(json.loads(capsys.readouterr().out))
    assert figures["North",] == 30
    assert len(figures) == 4


@pytest.mark.parametrize("name", ["Subtotaal", "Polen Totaal", "Total Arnhem", "Zwischensumme"])
def test_IS2_a_subtotal_is_refused_by_name(table, capsys, name):
    table.write_text(f"place,count\nEde,30\nArnhem,40\n{name},70\n", encoding="utf-8")
    assert zicht("protect", table, "--value", "count", "--language", "en") == 2
    assert f"'{name}' looks like a subtotal" in capsys.readouterr().err


MARGINS = (
    "totaal",
    "Eindtotaal",
    "Total",
    "Grand Total",
    "grand-total",
    "Algemeen totaal",
    "Total g\u00e9n\u00e9ral",
    "Og\u00f3\u0142em",
    "\u0412\u0441\u0435\u0433\u043e",
    "\u00d6sszesen",
    "Alle",
    "Gesamtergebnis",
)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(MARGINS),
    st.sampled_from([str.upper, str.lower, str.title, "({})".format, " {} :".format]),
    st.sampled_from(["NFC", "NFD"]),
    st.lists(st.integers(0, 60), min_size=2, max_size=6),
    st.integers(-1, 1),
)
def test_IS2_a_planted_margin_is_never_a_category(tmp_path, name, written, form, counts, off):
    """IS2: under any of its names it is left out when it is the sum, and refused when it is not."""
    name = unicodedata.normalize(form, written(name))
    path = tmp_path / "planted.csv"
    rows = [*(f"P{i},{n}" for i, n in enumerate(counts)), f"{name},{max(0, sum(counts) + off)}"]
    path.write_text("\n".join(["place,count", *rows]), encoding="utf-8")
    if max(0, sum(counts) + off) == sum(counts):
        assert set(read_table(path, "count")[0]) == {(f"P{i}",) for i in range(len(counts))}
    else:
        with pytest.raises(TableError):
            read_table(path, "count")


@pytest.mark.parametrize("name", ["Totnes", "Allen aan Zee", "General Santos", "Het Hogeland", "Somalia"])
def test_IS2_a_category_that_only_looks_like_a_margin_is_kept(name):
    assert not is_margin(name)
