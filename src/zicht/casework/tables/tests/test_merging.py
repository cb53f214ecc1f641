"""Two who write at once: nothing of either is lost (TB1)."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from zicht.casework.tables.merging import merge

LINES = st.lists(st.sampled_from(["a", "b", "c", "d", "", "zes"]), max_size=6).map("\n".join)


def test_TB1_changes_at_different_places_go_together_by_themselves():
    """TB1: one adds at the start, the other at the end."""
    merged = merge("midden", "begin\nmidden", "midden\neinde")
    assert (merged.text, merged.clean) == ("begin\nmidden\neinde", True)


def test_TB1_changes_at_one_place_are_put_under_each_other_and_offered():
    """TB1: a person decides."""
    merged = merge("", "politie belt", "zorg belt")
    assert (merged.text, merged.clean) == ("zorg belt\npolitie belt", False)


@given(LINES, LINES, LINES)
def test_TB1_no_new_line_of_either_gets_lost(base, mine, theirs):
    """TB1: whatever was added by me or by the other stands in the result."""
    kept = Counter(merge(base, mine, theirs).text.split("\n"))
    for text in (mine, theirs):
        added = Counter(text.split("\n")) - Counter(base.split("\n"))
        assert set(added) <= set(kept)


@given(LINES, LINES)
def test_TB1_when_only_one_changed_that_is_the_text(base, mine):
    """TB1: nothing to merge is nothing changed."""
    assert merge(base, mine, base) == merge(base, base, mine)
    assert merge(base, mine, base).text == mine
