"""Shows OP4."""

import pytest

from zicht.foundation.ui import charts


def test_bars_are_as_long_as_their_numbers():
    chart = charts.bar_chart(["a", "b"], {"n": [10, 5]})
    first, second = (row.bars[0] for row in chart.rows)
    assert first.width == charts.WIDEST
    assert second.width == charts.WIDEST / 2


def test_OP4_a_withheld_number_gives_nothing_away():
    chart = charts.bar_chart(["a", "b", "c"], {"n": [10, None, 4]})
    other = charts.bar_chart(["a", "b", "c"], {"n": [9000, None, 1]})
    withheld = chart.rows[1].bars[0]
    assert withheld.text == "niet getoond"
    assert withheld == other.rows[1].bars[0]
    assert charts.cell(None) == "niet getoond"


def test_an_interval_is_drawn_and_told():
    bar = charts.bar_chart(["a"], {"n": [(100, 50, 200)]}).rows[0].bars[0]
    assert bar.text == "100 (50–200)"
    assert bar.low < bar.width < bar.high <= charts.WIDEST


def test_a_chart_without_numbers_is_empty_rather_than_broken():
    assert charts.bar_chart([], {"n": []}).height == 0
    assert charts.bar_chart(["a"], {"n": [0]}).rows[0].bars[0].width == 0


def test_a_long_label_goes_on_below_and_pushes_down_what_follows():
    short, long = (
        charts.bar_chart(["a", "b"], {"n": [1, 2]}),
        charts.bar_chart(["Labour exploitation or serious disadvantage", "b"], {"n": [1, 2]}),
    )
    assert [text for text, _ in long.rows[0].label] == ["Labour exploitation or serious", "disadvantage"]
    assert [y for _, y in long.rows[0].label] == [15, 15 + charts.LINE]
    assert long.rows[0].bars[0].y - short.rows[0].bars[0].y == long.height - short.height == charts.LINE
    assert charts.bar_chart(["lang " * 40], {"n": [1]}).rows[0].label[-1][0].endswith("…")


def test_a_series_of_another_length_is_refused():
    with pytest.raises(ValueError, match="one value for each label"):
        charts.bar_chart(["a", "b"], {"n": [1]})


def test_more_than_four_series_are_refused():
    with pytest.raises(ValueError, match="at most four"):
        charts.bar_chart(["a"], {str(n): [1] for n in range(5)})


@pytest.mark.parametrize(("value", "text"), [(12345, "12.345"), (0.5, "0,5"), (7, "7")])
def test_numbers_are_written_the_dutch_way(value, text):
    assert charts.number(value) == text
