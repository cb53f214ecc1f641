"""The route of a place as a schematic picture: choices, and behind each choice who does what, by name
(RT4).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zicht.chain.routes.outcome import Recipient
from zicht.chain.routes.route import ReportingRoute, RouteStep, Rule, fallback_chain, merged_fallbacks
from zicht.chain.routes.vocabulary import CONDITIONS, FORMS, FUNCTIONS, LISTED, ROLES, TASKS, Role


@dataclass(slots=True)
class Stop:
    """One recipient on a branch. `instead_of` names the functions that are not staffed here."""

    function: str
    recipient: Recipient | None
    role: Role
    duties: list[str] = field(default_factory=list)
    instead_of: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return FUNCTIONS[self.function]

    @property
    def role_name(self) -> str:
        return ROLES[self.role]


@dataclass(frozen=True, slots=True)
class Branch:
    """One choice: when it applies, why it is there, whose rule it is and where it leads."""

    conditions: tuple[str, ...]
    because: str
    route: str
    stops: tuple[Stop, ...]


def branches(
    routes: Sequence[ReportingRoute], recipients: Mapping[str, Recipient], place: str | None = None
) -> list[Branch]:
    """Every rule as a branch, in order, with who is reached now.

    `place` (known, unknown): leave out the rules for the other case, and do not mention this one."""
    rules = {rule.id: rule for route in routes for rule in route.rules}
    fallbacks = merged_fallbacks(routes)
    found = []
    for route in routes:
        for rule in route.rules:
            when = _all_conditions(rule, rules)
            if place and when.pop("place", place) != place:
                continue
            stops = _stops(rule.steps, fallbacks, recipients)
            found.append(Branch(tuple(condition_words(when)), rule.because, route.area_name, stops))
    return found


def condition_words(when: Mapping[str, Any]) -> list[str]:
    """The conditions as short Dutch labels; "elk signaal" when there are none."""
    words = []
    for name, wanted in when.items():
        if name == "form":
            words.append(" of ".join(FORMS[form] for form in wanted))
        elif name in LISTED:
            words.append(f"{LISTED[name]}: {' of '.join(wanted)}")
        else:
            words.append(CONDITIONS[name, wanted])
    return words or ["elk signaal"]


def _all_conditions(rule: Rule, rules: Mapping[str, Rule]) -> dict[str, Any]:
    above = rules.get(rule.refines or "")
    return {**(_all_conditions(above, rules) if above else {}), **rule.when}


def _stops(steps: Sequence[RouteStep], fallbacks: Mapping[str, str], recipients: Mapping[str, Recipient]):
    stops: dict[str, Stop] = {}
    for step in steps:
        function, passed = _reached(step.function, fallbacks, recipients)
        stop = stops.setdefault(function, Stop(function, recipients.get(function), step.role, [], passed))
        if step.role is Role.RESPONSIBLE:
            stop.role = step.role
        stop.duties.append(f"{TASKS[step.task]} {step.due}")
    return tuple(stops.values())


def _reached(function: str, fallbacks: Mapping[str, str], recipients: Mapping[str, Recipient]):
    """The first staffed function of the chain and those before it; the function itself when nobody is."""
    chain = fallback_chain(function, fallbacks)
    for place, at in enumerate(chain):
        if at in recipients and recipients[at].staffed:
            return at, tuple(FUNCTIONS[passed] for passed in chain[:place])
    return function, ()
