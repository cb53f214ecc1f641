"""Where signals stop: the analysis must find a planted loss, and say so when it cannot tell (IS3, RT5)."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest

from zicht.methods.attrition import Ends, Event, LogError
from zicht.methods.attrition.analysis import analyse, expected_loss
from zicht.methods.codes import Warning
from zicht.words.attrition import sentence

START = datetime(2024, 1, 1, tzinfo=UTC)
ROUTE = ("received", "taken_up", "assessed", "handed_over", "registered")
KINDS = ("municipality", "care", "police", "inspection", "shelter")
USUAL, PLANTED = 0.10, 0.35


def simulate(rng, signals, planted, loss=PLANTED):
    """A log in which every link loses a tenth, except the planted (step, kind of organisation); kind None:
    any.
    """
    log = []
    for number in range(signals):
        at, kind = START + timedelta(days=number / 10), KINDS[rng.integers(len(KINDS))]
        log.append(Event(str(number), "", ROUTE[0], at, {"kind": kind}))
        for source, target in pairwise(ROUTE):
            at += timedelta(days=rng.exponential(3))
            stops = rng.random() < (loss if (source, kind) == planted or (source, None) == planted else USUAL)
            log.append(Event(str(number), source, "lost" if stops else target, at, {"kind": kind}))
            if stops:
                break
    return log


@pytest.mark.parametrize(("planted", "by"), [(("assessed", None), None), (("taken_up", "care"), "kind")])
def test_IS3_the_link_with_the_planted_loss_is_named_and_its_interval_is_honest(planted, by):
    rng, runs, named, covered = np.random.default_rng(8), 100, 0, 0
    for run in range(runs):
        report = analyse(simulate(rng, 500, planted), by=by, draws=1000, seed=run)
        named += report.weakest is not None and (report.weakest.step, report.weakest.group) == planted
        (link,) = [k for k in report.links if (k.step, k.group) == planted]
        covered += link.loss.low <= PLANTED <= link.loss.high
    assert named >= 0.95 * runs
    assert covered >= 0.90 * runs


def test_IS3_no_link_is_named_when_all_do_equally_well():
    rng = np.random.default_rng(4)
    named = [analyse(simulate(rng, 500, None), by="kind", draws=1000).weakest is not None for _ in range(60)]
    assert np.mean(named) <= 0.10


def test_IS3_the_gain_is_what_the_planted_loss_took():
    rng = np.random.default_rng(2)
    report = analyse(simulate(rng, 20_000, ("assessed", None)))
    expected = 20_000 * 0.9**3 * (PLANTED - USUAL)
    assert report.weakest.gain.mean == pytest.approx(expected, rel=0.05)
    assert report.weakest.gain.low < expected < report.weakest.gain.high


def test_IS3_small_links_get_an_interval_but_no_rank():
    rng = np.random.default_rng(5)
    report = analyse(simulate(rng, 60, ("taken_up", "care")), by="kind")
    assert report.weakest is None
    assert all(link.gain is None for link in report.links if link.loss.n < 30)
    assert all(link.loss.low < link.loss.mean < link.loss.high for link in report.links)
    assert "small_links" in [warning.code for warning in report.warnings]
    assert "geen schakel" in sentence(report)


def test_IS3_chances_from_each_step_are_those_of_the_chain():
    rng = np.random.default_rng(3)
    report = analyse(simulate(rng, 5_000, None))
    steps = {step.name: step for step in report.steps}
    for i, name in enumerate(ROUTE[:-1]):
        reach = steps[name].chance["register"]
        assert reach.low < 0.9 ** (4 - i) < reach.high
        assert reach.mean + steps[name].chance["lost"].mean == pytest.approx(1)
    assert "help" not in steps
    assert report.chance["help"].mean == 0


def test_IS3_a_signal_may_be_registered_first_and_helped_later():
    log = [
        Event("1", "received", "registered", START),
        Event("1", "registered", "help", START + timedelta(1)),
        Event("2", "received", "lost", START),
    ]
    report = analyse(log)
    steps = {step.name: step for step in report.steps}
    assert steps["registered"].chance["help"].mean == 1
    assert report.chance["help"].mean == pytest.approx(report.chance["register"].mean)


def test_IS3_a_handover_that_returns_does_not_break_the_chances():
    log = []
    for i in range(40):
        log += [
            Event(str(i), "received", "offered", START),
            Event(str(i), "offered", "received", START + timedelta(1)),
            Event(str(i), "received", "offered", START + timedelta(2)),
            Event(str(i), "offered", "registered" if i % 2 else "closed", START + timedelta(3)),
        ]
    assert analyse(log).chance["register"].mean == pytest.approx(0.5, abs=0.06)


def test_IS3_waiting_too_long_is_silent_loss():
    log = [
        Event("1", "", "received", START),
        Event("2", "", "received", START),
        Event("2", "received", "registered", START + timedelta(100)),
    ]
    patient, strict = analyse(log), analyse(log, silent_after=timedelta(60))
    assert patient.chance["lost"].mean == 0
    assert strict.chance["lost"].mean > 0.2


def test_IS3_waiting_signals_count_in_the_lead_time():
    done = [
        (Event(str(i), "", "received", START), Event(str(i), "received", "registered", START + timedelta(2)))
        for i in range(10)
    ]
    waiting = [Event(f"w{i}", "", "received", START) for i in range(15)]
    log = [e for pair in done for e in pair] + waiting
    (received,) = [s for s in analyse(log, as_of=START + timedelta(30)).steps if s.name == "received"]
    assert received.days.median is None
    assert received.days.waiting == 15
    (received,) = [s for s in analyse(log[:20]).steps if s.name == "received"]
    assert received.days.median == 2


def test_IS3_missing_events_are_said():
    log = [
        Event("1", "received", "taken_up", START),
        Event("1", "assessed", "registered", START + timedelta(1)),
    ]
    assert Warning("events_missing", count=1) in analyse(log).warnings


def test_RT5_a_draft_route_shows_where_signals_would_stop_and_how_sure_that_is():
    counts = {
        ("received", "assessed"): 90,
        ("received", "closed"): 10,
        ("assessed", "registered"): 6,
        ("assessed", "lost"): 4,
    }
    expected = expected_loss(counts, "received")
    assert expected.stopped_at["received"].mean == pytest.approx(0.1, abs=0.02)
    assert expected.stopped_at["assessed"].mean == pytest.approx(0.9 * 0.4, abs=0.05)
    assert expected.chance["through"].mean == pytest.approx(0.54, abs=0.05)
    assert expected.chance["through"].high - expected.chance["through"].low > 0.3


def test_RT5_a_step_never_tried_is_not_guessed():
    expected = expected_loss({("received", "registered"): 0, ("received", "lost"): 0}, "received")
    assert expected.chance["through"].high - expected.chance["through"].low > 0.9


def test_RT5_a_loop_without_way_out_reaches_nothing():
    expected = expected_loss({("a", "b"): 5, ("b", "a"): 5}, "a")
    assert expected.chance["through"].mean == 0
    assert expected.stopped_at == {}


def test_IS3_own_names_for_outcomes_can_be_given():
    report = analyse([Event("1", "in", "comensha", START)], ends=Ends(register=frozenset({"comensha"})))
    assert report.chance["register"].mean == 1


@pytest.mark.parametrize(
    ("log", "code"),
    [
        ([], "no_events"),
        ([Event("1", "", "received", START)], "nothing_moved"),
        (
            [Event("1", "", "received", START), Event("2", "", "received", START.replace(tzinfo=None))],
            "mixed_time_zones",
        ),
    ],
)
def test_IS3_logs_that_say_nothing_are_refused(log, code):
    with pytest.raises(LogError, match=code):
        analyse(log)
