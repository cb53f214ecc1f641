"""The table of capture histories: what is read, and what is refused with line and column."""

import pytest

from zicht.methods.estimation import InputError, read, read_strata
from zicht.methods.estimation.table import from_histories
from zicht.words import say

GOOD = "politie,opvang,count\n1,0,40\n0,1,30\n1,1,6\n"


def test_a_table_is_read_with_its_lists_and_cases(write):
    table = read(write(GOOD))
    assert table.lists == ("politie", "opvang")
    assert table.observed == 76
    assert table.margin(0b11) == 6


def test_semicolons_and_a_byte_order_mark_from_a_spreadsheet_are_fine(write):
    assert read(write("\ufeff" + GOOD.replace(",", ";"))).observed == 76


def test_tabs_between_the_columns_are_fine(write):
    assert read(write(GOOD.replace(",", "\t"))).observed == 76


def test_rows_with_the_same_history_add_up(write):
    assert read(write(GOOD + "1,1,4\n")).margin(0b11) == 10


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "leeg"),
        ("a,b,count\n", "leeg"),
        ("a,b\n1,0\n", "kolom 'count' ontbreekt"),
        ("a,a,count\n1,0,3\n", "kolom 'a' komt meer dan één keer voor"),
        ("a,,count\n1,0,3\n", "kolom zonder naam"),
        ("a,count\n1,3\n", "verwacht 2 tot en met 12 lijsten, gevonden: 1"),
        ("a,b,count\n1,2,3\n", "regel 2, kolom 'b': verwacht 0 of 1, gevonden '2'"),
        (
            "a,b,count\n1,0,3\n1,1,-4\n",
            "regel 3, kolom 'count': verwacht een geheel getal vanaf 0, gevonden '-4'",
        ),
        ("a,b,count\n1,0,3.5\n", "regel 2, kolom 'count'"),
        ("a,b,count\n1,0,999999999999\n", "meer dan"),
        ("a,b,count\n1,0\n", "regel 2: 2 velden, de kopregel heeft er 3"),
        ("a,b,count\n0,0,5\n", "regel 2: een geval dat op geen enkele lijst staat"),
        ("a,b,count\n1,0,0\n", "geen enkel geval"),
    ],
)
def test_a_wrong_table_is_refused_and_the_message_says_where(write, text, message):
    with pytest.raises(InputError) as refusal:
        read(write(text))
    assert message in say(refusal.value)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="file_unreadable"):
        read(tmp_path / "nergens.csv")


@pytest.mark.parametrize(
    ("whole", "five", "together"),
    [
        ("UKdat", "UKdat_5", ["PF", "NCA"]),
        ("Ned", "Ned_5", ["I", "O"]),
        ("NewOrl_sparsemse201", "NewOrl_5_sparsemse201", ["B", "E", "F", "G"]),
    ],
)
def test_merging_lists_gives_the_published_five_list_table(table_of, whole, five, together):
    """Silverman, Chan and Vincent (2024) and the notes with the data: which lists were taken together."""
    merged, published = table_of(whole).merged([together]), table_of(five)
    order = [
        published.lists.index("".join(together) if name == "".join(together) else name)
        for name in merged.lists
    ]
    histories = [sum((h >> j & 1) << order[j] for j in range(5)) for h in range(32)]
    assert [published.counts[h] for h in histories] == list(merged.counts)


@pytest.mark.parametrize(
    ("groups", "code"),
    [
        ([["X", "A"]], "list_unknown"),
        ([["A", "B"], ["B", "C"]], "list_merged_twice"),
        ([["A", "B", "C"]], "too_few_lists_left"),
    ],
)
def test_a_merge_that_cannot_be_is_refused(table_of, groups, code):
    with pytest.raises(InputError, match=code):
        table_of("Artificial_3").merged(groups)


def test_a_list_that_saw_nobody_is_left_out_and_named():
    table, empty = from_histories("ABC", {(1, 0, 0): 4, (0, 1, 0): 5, (1, 1, 0): 2}).without_empty_lists()
    assert (table.lists, empty) == (("A", "B"), ["C"])


def test_strata_are_read_from_named_columns(path_of):
    strata = read_strata(path_of("ScotPWID_strata"), ["Region", "Gender", "Age"])
    assert len(strata) == 8
    assert sum(table.observed for table in strata.values()) == 5_670
    by_region = read_strata(path_of("ScotPWID_strata"), ["Region"], without=["Gender", "Age"])
    assert [table.observed for table in by_region.values()] == [1_498, 4_172]
