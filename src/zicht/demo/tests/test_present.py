"""Shows CU1, CU3, DI2, RG1."""

import itertools
from collections import Counter
from datetime import date

import pytest

from zicht.demo.fates import CLOSED_FATES, OPEN_FATES
from zicht.demo.organisations import demonstration_chain
from zicht.demo.present import THREAD_LENGTH, THREADS, generate
from zicht.foundation.organisations.vocabulary import INVESTIGATING_FUNCTIONS
from zicht.reference.places import read_edition
from zicht.reference.signal_cards import indicators

TODAY = date(2026, 3, 16)


@pytest.fixture(scope="module")
def signals():
    return generate(TODAY)


def share(rows, holds):
    rows = list(rows)
    return sum(map(holds, rows)) / len(rows)


def test_the_same_day_and_seed_give_the_same_signals(signals):
    assert generate(TODAY) == signals
    assert generate(TODAY, seed=7) != signals


def test_another_day_gives_the_same_signals_shifted(signals):
    later = generate(date(2026, 4, 20))
    assert [s.text for s in later] == [s.text for s in signals]
    assert {(b.received_on - a.received_on).days for a, b in zip(signals, later, strict=True)} == {35}


def test_there_are_400_open_signals_in_all_states_and_closed_ones_with_every_outcome(signals):
    assert sum(not s.closed for s in signals) == 400
    assert {s.fate for s in signals if not s.closed} == set(OPEN_FATES)
    assert {s.fate for s in signals if s.closed} == set(CLOSED_FATES)


def test_forms_languages_and_reporters_have_their_shares(signals):
    assert 0.28 < share(signals, lambda s: s.form == "sexual") < 0.48
    assert 0.28 < share(signals, lambda s: s.form == "labour") < 0.48
    assert {s.form for s in signals} == {"sexual", "labour", "criminal", "organ_removal", "unknown"}
    assert 0.78 < share(signals, lambda s: s.language == "nl") < 0.94
    assert {s.language for s in signals} == {"nl", "en", "pl", "ro", "bg", "es", "ar", "uk"}
    assert {s.channel for s in signals} == {"public", "professional", "tip_line", "import"}


def test_minors_acute_danger_wishes_and_unknown_places_occur(signals):
    assert 0.1 < share(signals, lambda s: s.minor is True) < 0.4
    assert any(s.minor is None for s in signals)
    assert 0.02 < share(signals, lambda s: s.acute) < 0.12
    assert 0.05 < share(signals, lambda s: s.no_police) < 0.25
    assert 0.01 < share(signals, lambda s: s.municipality_code is None) < 0.08


def test_places_and_indicators_exist(signals):
    codes = {m.code for m in read_edition().municipalities}
    assert {s.municipality_code for s in signals} <= codes | {None}
    assert {i for s in signals for i in s.indicators} <= set(indicators())
    assert sum(s.municipality_code == "GM0228" for s in signals) >= 15


def test_texts_are_varied(signals):
    texts = Counter(s.text for s in signals)
    assert len(texts) > 0.94 * len(signals)
    assert max(texts.values()) <= 3


def test_signals_are_dated_in_the_last_weeks_and_keys_follow_the_days(signals):
    assert all(0 <= s.days_ago <= 45 and (TODAY - s.received_on).days == s.days_ago for s in signals)
    assert [s.received_on for s in signals] == sorted(s.received_on for s in signals)
    assert len({s.key for s in signals}) == len(signals)


def test_steps_go_forward_in_time_and_begin_after_the_signal_came_in(signals):
    for s in signals:
        days = [step.days_ago for step in s.steps]
        assert days == sorted(days, reverse=True)
        assert all(0 <= day <= s.days_ago for day in days)


def test_every_step_is_taken_by_someone_who_has_that_function_there_and_is_present(signals):
    chain = demonstration_chain()
    away = {absence.colleague_key for absence in chain.absences}
    for s in signals:
        for step in s.steps:
            for actor in filter(None, (step.actor, step.to)):
                staff = {a.colleague_key for a in chain.staff(actor.organisation_slug, actor.function)}
                assert actor.colleague_key in staff - away


def test_waiting_and_overdue_signals_have_no_steps_and_all_others_were_taken_up_first(signals):
    for s in signals:
        if s.fate in ("waiting", "overdue"):
            assert s.steps == ()
        else:
            assert s.steps[0].kind == "take_up"


def test_CU3_an_offered_signal_waits_a_returned_one_has_a_reason_and_an_accepted_one_a_new_holder(signals):
    for s in signals:
        kinds = [step.kind for step in s.steps]
        if s.fate == "offered":
            assert "hand_over" in kinds
            assert not {"accept", "return"} & set(kinds)
        if s.fate == "returned":
            assert next(step for step in s.steps if step.kind == "return").reason
        if s.fate == "accepted":
            offered = next(step for step in s.steps if step.kind == "hand_over")
            accepted = next(step for step in s.steps if step.kind == "accept")
            assert accepted.actor == offered.to


def test_a_hand_over_goes_to_someone_else(signals):
    for s in signals:
        assert all(step.to != step.actor for step in s.steps if step.kind == "hand_over")


def test_RT6_who_wants_no_police_is_not_handed_to_an_investigator(signals):
    for s in signals:
        if s.no_police:
            assert not any(step.to and step.to.function in INVESTIGATING_FUNCTIONS for step in s.steps)


def test_CU1_a_closed_signal_ends_with_its_outcome_and_an_open_one_has_none(signals):
    for s in signals:
        closings = [step for step in s.steps if step.kind == "close"]
        assert len(closings) == s.closed
        if s.closed:
            assert s.steps[-1] == closings[0]
            assert closings[0].code == s.fate


def test_RG1_a_registered_signal_has_a_victim_and_a_step_that_files_the_notification(signals):
    for s in signals:
        registers = any(step.kind == "register" for step in s.steps)
        assert registers == (s.fate == "registered") == (s.victim is not None)
        if s.victim and s.victim.birth_date and s.minor is not None:
            assert (TODAY.year - s.victim.birth_date.year < 18) == s.minor


def test_DI2_threads_cross_regions_and_each_earlier_signal_is_linked_to_the_next(signals):
    edition = read_edition()
    for number in range(1, THREADS + 1):
        thread = [s for s in signals if s.thread == number]
        regions = {edition.region_of(s.municipality_code, "safety_region").code for s in thread}
        assert len(thread) == len(regions) == THREAD_LENGTH
        for earlier, later in itertools.pairwise(thread):
            assert [step.other for step in earlier.steps if step.kind == "link"] == [later.key]
