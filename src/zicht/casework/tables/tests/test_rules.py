"""The rules of the agenda, one by one (TB1): each says why a signal is here in words, or nothing."""

from dataclasses import replace
from datetime import date

import pytest

from zicht.casework.tables import rules
from zicht.casework.tables.rules import FINDERS, Facts

TODAY, LAST = date(2026, 11, 23), date(2026, 11, 9)
QUIET = Facts(today=TODAY, last_meeting=LAST, received_on=date(2026, 11, 1), last_step_on=date(2026, 11, 20))


def said(**facts) -> list[tuple[str, str]]:
    return [
        (reason.code, reason.text) for reason in rules.reasons(replace(QUIET, **facts), rules.default_rules())
    ]


def test_TB1_a_signal_that_goes_as_agreed_is_not_on_the_agenda():
    """TB1: nothing to say is nothing on the agenda."""
    assert said() == []


@pytest.mark.parametrize(
    ("facts", "code", "text"),
    [
        ({"last_step_on": date(2026, 11, 7)}, "waiting", "16 dagen geen stap; afgesproken 14"),
        ({"received_on": date(2026, 11, 12)}, "new", "nieuw sinds de vorige keer, op 12 november 2026"),
        (
            {
                "acute": True,
                "received_on": date(2026, 11, 12),
                "at_table": True,
                "look_on": date(2026, 12, 1),
            },
            "acute",
            "acuut signaal; ter kennisneming wat er buiten het overleg is gedaan",
        ),
        (
            {"undecided": 1},
            "undecided",
            "1 vermoedelijk slachtoffer zonder besluit wie er meldt bij CoMensha",
        ),
        (
            {"undecided": 2},
            "undecided",
            "2 vermoedelijke slachtoffers zonder besluit wie er meldt bij CoMensha",
        ),
        (
            {"promised_on": date(2026, 11, 20), "promised_by": "Politie"},
            "promised",
            "Politie zou vóór 20 november 2026 melden bij CoMensha en deed dat nog niet",
        ),
        (
            {"promised_on": date(2026, 11, 20), "promised_by": "Politie", "reminded_on": date(2026, 11, 16)},
            "promised",
            (
                "Politie zou vóór 20 november 2026 melden bij CoMensha en deed dat nog niet; herinnerd op 16"
                " november 2026"
            ),
        ),
        ({"returned_on": date(2026, 11, 15)}, "returned", "een overdracht kwam terug op 15 november 2026"),
        (
            {"action_due_on": date(2026, 11, 20)},
            "actions_due",
            "een actie was klaar beloofd voor 20 november 2026",
        ),
        ({"look_on": date(2026, 11, 23)}, "review", "afgesproken om op 23 november 2026 opnieuw te kijken"),
        ({"linked": True}, "linked", "gekoppeld aan een signaal dat aan een andere tafel ligt"),
        ({"at_table": True}, "running", "stond de vorige keer op de agenda en is nog open"),
    ],
)
def test_TB1_each_rule_explains_itself(facts, code, text):
    """TB1: "hier omdat: 16 dagen geen stap; afgesproken 14"."""
    assert said(**facts) == [(code, text)]


@pytest.mark.parametrize(
    "facts",
    [
        {"last_step_on": date(2026, 11, 9)},
        {"received_on": date(2026, 11, 8)},
        {"returned_on": date(2026, 11, 8)},
        {"action_due_on": date(2026, 11, 24)},
        {"look_on": date(2026, 11, 24), "at_table": True},
        {"acute": True},
        {"promised_on": TODAY, "promised_by": "Politie"},
    ],
)
def test_TB1_each_rule_is_silent_just_before_its_day(facts):
    """TB1: fourteen days is as agreed; what was there the last time is not new; what is due tomorrow is
    not due.
    """
    assert said(**facts) == []


def test_TB1_before_the_first_meeting_everything_is_new():
    """TB1: without a last meeting."""
    assert ("new", "nieuw sinds de vorige keer, op 1 november 2026") in said(last_meeting=None)


def test_TB1_the_weightiest_reason_comes_first_and_gives_the_place():
    """TB1: the order of the rules is the order of the agenda."""
    found = rules.reasons(
        replace(QUIET, linked=True, undecided=1, last_step_on=date(2026, 10, 1)), rules.default_rules()
    )
    assert [reason.code for reason in found] == ["undecided", "waiting", "linked"]
    assert rules.rank(found, rules.default_rules()) == 1


def test_TB1_a_table_may_agree_on_other_days_or_do_without_a_rule():
    """TB1: rules are data."""
    agreed = rules.rules_of({"waiting": 2, "linked": -1})
    found = rules.reasons(replace(QUIET, linked=True), agreed)
    assert [reason.text for reason in found] == ["3 dagen geen stap; afgesproken 2"]


def test_TB1_every_rule_has_its_finder_and_the_other_way_round():
    """TB1: a rule in the file that nothing reads would be silent for ever."""
    assert {rule.code for rule in rules.default_rules()} == set(FINDERS)
