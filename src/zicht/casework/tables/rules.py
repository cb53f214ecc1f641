"""The rules by which the agenda builds itself (TB1): data in `rules.json`, the agreed days changeable per
table. Pure.

Each rule looks at the facts of one open signal and says in words why it is here, or nothing. The order of
the rules is the order of the agenda.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from zicht.foundation.ui.moments import long_date


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its agreed days and the sentence that explains it."""

    code: str
    days: int
    title: str
    because: str
    because_many: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at. Days are calendar days in Amsterdam; None means it did not happen."""

    today: date
    last_meeting: date | None
    received_on: date
    last_step_on: date
    acute: bool = False
    undecided: int = 0
    returned_on: date | None = None
    action_due_on: date | None = None
    look_on: date | None = None
    linked: bool = False
    at_table: bool = False
    promised_on: date | None = None
    promised_by: str = ""
    reminded_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a signal is on the agenda: the rule and what it found. The sentence is made when it is read: few
    of many are shown.
    """

    rule: Rule
    found: Mapping

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def text(self) -> str:
        words = (
            self.rule.because_many
            if self.rule.because_many and self.found.get("count", 1) > 1
            else self.rule.because
        )
        said = {
            name: long_date(value) if isinstance(value, date) else value for name, value in self.found.items()
        }
        return words.format(agreed=self.rule.days, **said)


@lru_cache(maxsize=1)
def default_rules() -> tuple[Rule, ...]:
    """Return the rules as they ship, in the order of the agenda."""
    rows = json.loads((files("zicht.casework.tables") / "rules.json").read_text(encoding="utf-8"))
    return tuple(Rule(**row) for row in rows)


def rules_of(changes: Mapping[str, int]) -> tuple[Rule, ...]:
    """Return the rules with the days a table agreed on; a rule with days below zero is off."""
    changed = (
        Rule(r.code, changes.get(r.code, r.days), r.title, r.because, r.because_many) for r in default_rules()
    )
    return tuple(rule for rule in changed if rule.days >= 0)


def reasons(facts: Facts, rules: tuple[Rule, ...]) -> list[Reason]:
    """Return why this signal belongs on the agenda, the weightiest first; empty when it does not."""
    said = [Reason(rule, found) for rule in rules if (found := FINDERS[rule.code](facts, rule)) is not None]
    return [reason for reason in said if reason.code != "running" or len(said) == 1]


def rank(said: list[Reason], rules: tuple[Rule, ...]) -> int:
    """Return the place of a signal on the agenda: that of its weightiest reason."""
    order = [rule.code for rule in rules]
    return min(order.index(reason.code) for reason in said)


def _since(moment: date | None, facts: Facts) -> bool:
    return moment is not None and (facts.last_meeting is None or moment >= facts.last_meeting)


def _acute(facts: Facts, rule: Rule) -> dict | None:
    return {} if facts.acute and _since(facts.received_on, facts) else None


def _undecided(facts: Facts, rule: Rule) -> dict | None:
    return {"count": facts.undecided} if facts.undecided else None


def _promised(facts: Facts, rule: Rule) -> dict | None:
    due = facts.promised_on
    if due is None or (facts.today - due).days < rule.days:
        return None
    reminded = f"; herinnerd op {long_date(facts.reminded_on)}" if facts.reminded_on else ""
    return {"day": due, "who": facts.promised_by, "reminded": reminded}


def _returned(facts: Facts, rule: Rule) -> dict | None:
    return {"day": facts.returned_on} if _since(facts.returned_on, facts) else None


def _waiting(facts: Facts, rule: Rule) -> dict | None:
    days = (facts.today - facts.last_step_on).days
    return {"days": days} if days > rule.days else None


def _actions_due(facts: Facts, rule: Rule) -> dict | None:
    due = facts.action_due_on
    return {"day": due} if due and (facts.today - due).days >= rule.days else None


def _review(facts: Facts, rule: Rule) -> dict | None:
    look = facts.look_on
    return {"day": look} if look and (facts.today - look).days >= rule.days else None


def _linked(facts: Facts, rule: Rule) -> dict | None:
    return {} if facts.linked else None


def _new(facts: Facts, rule: Rule) -> dict | None:
    return {"day": facts.received_on} if _since(facts.received_on, facts) and not facts.at_table else None


def _running(facts: Facts, rule: Rule) -> dict | None:
    return {} if facts.at_table and facts.look_on is None else None


FINDERS: dict[str, Callable[[Facts, Rule], dict | None]] = {
    "acute": _acute,
    "undecided": _undecided,
    "promised": _promised,
    "returned": _returned,
    "waiting": _waiting,
    "actions_due": _actions_due,
    "review": _review,
    "linked": _linked,
    "new": _new,
    "running": _running,
}
