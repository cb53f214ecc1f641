"""IS4: estimates by group, where every list may reach each group differently."""

import numpy as np
import pytest

from zicht.methods.estimation import NoEstimate, Settings, read_strata
from zicht.methods.estimation.selection import Fixed
from zicht.methods.estimation.space import space
from zicht.methods.estimation.strata import estimate_strata, fit_jointly
from zicht.methods.estimation.table import from_histories

QUICK = Settings(interval="chao")


@pytest.fixture(scope="module")
def scotland(path_of):
    """King et al. (2013): people who inject drugs, Scotland 2006, by region, gender and age."""
    return read_strata(path_of("ScotPWID_strata"), ["Region", "Gender", "Age"])


def test_IS4_groups_add_up_to_the_whole(scotland):
    found = estimate_strata(scotland, QUICK)
    assert sum(group.estimate for group in found.groups.values()) == pytest.approx(found.whole.estimate)
    assert sum(group.observed for group in found.groups.values()) == found.whole.observed == 5_670


def test_IS4_without_shared_dependence_each_group_is_estimated_on_its_own(scotland):
    counts = np.array([table.cells for table in scotland.values()])
    joint = fit_jointly(space(4, 2), counts, [])
    alone = [Fixed(space(4, 2)).choose(table.cells[None]).dark[0] for table in scotland.values()]
    assert joint.dark == pytest.approx(alone, rel=1e-6)


def test_IS4_one_group_gives_what_the_whole_table_gives(table_of):
    table = table_of("HIV_Rome")
    joint = fit_jointly(space(4, 2), table.cells[None], [0b0011])
    assert joint.dark[0] == pytest.approx(
        Fixed(space(4, 2), (0b0011,)).choose(table.cells[None]).dark[0], rel=1e-6
    )


def test_IS4_a_covariate_that_drives_visibility_removes_its_bias():
    """Half of 4,000 people have chances of 0.4 on three lists, half 0.05: only groups apart find them all."""
    rng = np.random.default_rng(2)
    strata = {}
    for key, chance in (("zichtbaar", 0.4), ("verborgen", 0.05)):
        seen = (rng.uniform(size=(2_000, 3)) < chance) @ [1, 2, 4]
        counts = np.bincount(seen, minlength=8)
        histories = {tuple(cell >> j & 1 for j in range(3)): int(counts[cell]) for cell in range(1, 8)}
        strata[(key,)] = from_histories("ABC", histories)
    found = estimate_strata(strata, QUICK)
    assert found.whole.lower < 4_000 < found.whole.upper
    assert found.whole.spread["independence"] < 0.75 * 4_000


def test_IS4_groups_without_any_overlap_are_refused():
    strata = {
        ("a",): from_histories("AB", {(1, 0): 5, (0, 1): 4, (1, 1): 2}),
        ("b",): from_histories("AB", {(1, 0): 5, (0, 1): 4}),
    }
    with pytest.raises(NoEstimate, match="groups_overlap_little"):
        estimate_strata(strata, QUICK)
