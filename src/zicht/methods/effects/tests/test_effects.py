"""Effects with a known truth: the interval covers it, no effect is seldom claimed, and doubt is said aloud
(IS6).
"""

import numpy as np
import pytest

from zicht.methods.effects.effect import EffectError, Verdict, effect_of

RUNS = 400
PERIODS, START = 24, 14


def season(periods: int) -> np.ndarray:
    return 1 + 0.3 * np.sin(np.arange(periods) / 12 * 2 * np.pi)


def drawn(random, mean: np.ndarray, clumping: float) -> np.ndarray:
    """Counts around a mean: pure chance for 0, else with extra variance (negative binomial)."""
    return random.poisson(mean * random.gamma(1 / clumping, clumping, len(mean)) if clumping else mean)


def simulated(
    seed: int,
    ratio: float,
    *,
    compared: bool,
    clumping: float = 0.0,
    course: float = 0.0,
    level: float = 12.0,
):
    """`RUNS` effects on series in which something made reporting `ratio` times as much from `START` on."""
    random = np.random.default_rng(seed)
    shared = season(PERIODS) if compared else np.ones(PERIODS)
    jump = np.where(np.arange(PERIODS) >= START, ratio, 1.0) * np.exp(course * np.arange(PERIODS))
    for _ in range(RUNS):
        own = drawn(random, level * shared * jump, clumping)
        other = drawn(random, 3 * level * shared, clumping) if compared else None
        yield effect_of(own, START, other)


@pytest.mark.parametrize("compared", [True, False])
@pytest.mark.parametrize("clumping", [0.0, 0.15])
@pytest.mark.parametrize("ratio", [1.0, 1.6, 0.6])
def test_IS6_the_interval_covers_the_true_effect(compared, clumping, ratio):
    """IS6: a nominal 95 % interval covers in at least 90 % of simulated series, also with more spread than
    chance.
    """
    found = [effect for effect in simulated(1, ratio, compared=compared, clumping=clumping) if effect.ratio]
    assert len(found) > 0.95 * RUNS
    assert np.mean([effect.lower <= ratio <= effect.upper for effect in found]) >= 0.90


@pytest.mark.parametrize("compared", [True, False])
def test_IS6_where_nothing_changed_an_effect_is_seldom_claimed(compared):
    """IS6: at most one in twelve; a shared season is no effect when there is a comparison group."""
    verdicts = [effect.verdict for effect in simulated(2, 1.0, compared=compared, clumping=0.15)]
    assert np.mean([verdict != Verdict.CANNOT_TELL for verdict in verdicts]) <= 1 / 12


def test_IS6_a_clear_effect_is_seen_in_its_direction():
    """IS6: twice as much, or half, is told in at least eight of ten series."""
    assert np.mean([effect.verdict == Verdict.MORE for effect in simulated(3, 2.0, compared=True)]) >= 0.8
    assert np.mean([effect.verdict == Verdict.LESS for effect in simulated(4, 0.5, compared=True)]) >= 0.8


def test_IS6_groups_that_were_on_another_course_already_are_not_compared():
    """IS6: a group that was growing by itself is no proof that something worked."""
    found = list(simulated(5, 1.0, compared=True, course=0.12, level=30))
    assert np.mean(["other_course" in effect.reasons for effect in found]) >= 0.9
    assert np.mean([effect.verdict == Verdict.CANNOT_TELL for effect in found]) >= 0.9


def test_IS6_with_little_to_go_by_it_cannot_be_told():
    """IS6: the reason is named."""
    assert effect_of([5] * 8, 4, [5] * 8).reasons == ("few_periods",)
    assert effect_of([1] * 12, 8).reasons == ("few_counted",)
    assert effect_of([0] * 12 + [9] * 12, 12, [9] * 24).verdict == Verdict.CANNOT_TELL
    assert effect_of([7, 9] * 12, 12, [8, 7] * 12).reasons == ("none_visible",)


def test_IS6_the_ratio_is_that_of_the_counts_before_and_after():
    """IS6: with a comparison group the estimate is the ratio of ratios, by hand."""
    found = effect_of([10] * 12 + [30] * 12, 12, [20] * 12 + [40] * 12)
    assert found.ratio == pytest.approx((30 / 10) / (40 / 20), rel=1e-6)
    assert found.verdict == Verdict.MORE


@pytest.mark.parametrize(
    ("counts", "start", "comparison"),
    [([1, -2], 1, None), ([1, 2], 5, None), ([1, 2], 1, [1]), ([[1], [2]], 1, None)],
)
def test_IS6_a_series_that_makes_no_sense_is_refused(counts, start, comparison):
    """IS6: no silent answer."""
    with pytest.raises(EffectError):
        effect_of(counts, start, comparison)
