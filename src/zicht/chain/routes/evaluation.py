"""Applying routes to the facts of one signal: who is aan zet, who is informed, by when and why (RT1, RT2).

Pure and deterministic. Every rule that holds counts, there is no "first match wins". The answer carries the
recipients it saw, so that the same version gives the same answer years later (`replay`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zicht.chain.routes.outcome import Duty, Evaluation, Recipient, Step, UncoveredFacts, Version
from zicht.chain.routes.route import (
    Due,
    Facts,
    ReportingRoute,
    RouteStep,
    Rule,
    fallback_chain,
    merged_fallbacks,
)
from zicht.chain.routes.vocabulary import (
    FALLBACK_DESK,
    FUNCTIONS,
    INVESTIGATING_FUNCTIONS,
    RESCUING_FUNCTIONS,
    Role,
    Task,
)

VITAL_INTEREST = "Het slachtoffer wil geen politie. Acuut gevaar gaat hier voor (vitaal belang)."
HELD = "Volgens de route is niemand aan zet, daarom houdt het landelijk vangnet dit signaal vast."
UNKNOWN_AGE = (
    "Of het om een minderjarige gaat, is niet bekend. Zodra dat zo blijkt te zijn, "
    "komen de stappen voor minderjarigen erbij."
)


def evaluate(
    facts: Facts, routes: Sequence[ReportingRoute], recipients: Mapping[str, Recipient]
) -> Evaluation:
    """Who does what with a signal. `routes` in the order nation, region, municipality.

    Raises `UncoveredFacts` when nobody would be responsible."""
    walk = _Walk(facts, routes, recipients)
    for route in routes:
        for rule in route.rules:
            if rule.applies_to(facts):
                walk.take(route, rule)
    steps = walk.steps()
    notes = (*walk.notes(), *_unknown_age(facts, routes))
    if not any(step.role is Role.RESPONSIBLE for step in steps):
        raise UncoveredFacts(facts, notes)
    because = (*(f"Naar {who_is(step)}: {reason}" for step in steps for reason in step.because), *notes)
    return Evaluation(steps, because, tuple(route.version for route in routes), facts, walk.used)


def evaluate_or_hold(
    facts: Facts, routes: Sequence[ReportingRoute], recipients: Mapping[str, Recipient]
) -> Evaluation:
    """As `evaluate`, but an uncovered signal is held by the national desk, whoever is at work there (CU1).

    Raises `UncoveredFacts` only when there is no such desk at all."""
    try:
        return evaluate(facts, routes, recipients)
    except UncoveredFacts as uncovered:
        desk = recipients.get(FALLBACK_DESK)
        if desk is None:
            raise
        held = _held_at(desk, facts)
        because = (f"Naar {who_is(held)}: {HELD}", *uncovered.because)
        versions = tuple(route.version for route in routes)
        return Evaluation((held,), because, versions, facts, {**recipients})


def _held_at(desk: Recipient, facts: Facts) -> Step:
    first = Due(hours=1) if facts.acute else Due(working_days=1)
    later = ((Task.DECIDE_REGISTRATION, Due(working_days=10)), (Task.GIVE_FEEDBACK, Due(working_days=10)))
    duties = tuple(Duty(task, due, Role.RESPONSIBLE) for task, due in ((Task.ASSESS, first), *later))
    return Step(FALLBACK_DESK, desk.organisation_id, desk.organisation, Role.RESPONSIBLE, duties, (HELD,))


def replay(stored: Mapping[str, Any], routes_by_version: Mapping[Version, ReportingRoute]) -> Evaluation:
    """Evaluate a kept answer again under the versions and recipients of its own day.

    Raises `KeyError` when one of those versions is not in `routes_by_version`."""
    kept = Evaluation.from_json(stored)
    routes = [routes_by_version[version] for version in kept.versions]
    return evaluate_or_hold(kept.facts, routes, kept.recipients_used)


def who_is(step: Step) -> str:
    """The step's recipient as it stands in a sentence: "de zorgcoördinator (Veiligheidsregio Utrecht)"."""
    return f"{FUNCTIONS[step.function]} ({step.organisation})"


@dataclass(slots=True)
class _Gathered:
    """What is known so far about one organisation and function."""

    recipient: Recipient
    role: Role = Role.INFORMED
    duties: dict[Task, Duty] = field(default_factory=dict)
    because: dict[str, None] = field(default_factory=dict)

    def add(self, step: RouteStep, reasons: Sequence[str]) -> None:
        if step.role is Role.RESPONSIBLE:
            self.role = Role.RESPONSIBLE
        known = self.duties.get(step.task)
        if known is None:
            self.duties[step.task] = Duty(step.task, step.due, step.role)
        else:
            due = step.due if known.due.may_end_after(step.due) else known.due
            role = Role.RESPONSIBLE if Role.RESPONSIBLE in (known.role, step.role) else Role.INFORMED
            self.duties[step.task] = Duty(step.task, due, role)
        self.because.update(dict.fromkeys(reasons))


class _Walk:
    def __init__(self, facts: Facts, routes: Sequence[ReportingRoute], recipients: Mapping[str, Recipient]):
        self.facts = facts
        self.recipients = recipients
        self.fallbacks = merged_fallbacks(routes)
        self.gathered: dict[tuple[str, str], _Gathered] = {}
        self.used: dict[str, Recipient] = {}
        self.withheld: dict[str, None] = {}
        self.unreached: dict[str, None] = {}

    def take(self, route: ReportingRoute, rule: Rule) -> None:
        reason = f"{rule.because} ({route.name})."
        for step in rule.steps:
            if self._is_withheld(step.function, rule):
                self.withheld[step.function] = None
                continue
            function, detour = self._staffed(step.function, rule)
            if function is None:
                self.unreached.update(dict.fromkeys(detour))
                continue
            if self.facts.no_police and self._investigates(function):
                detour.append(VITAL_INTEREST)
            key = (self.recipients[function].organisation_id, function)
            gathered = self.gathered.setdefault(key, _Gathered(self.recipients[function]))
            gathered.add(step, [reason, *detour])

    def steps(self) -> tuple[Step, ...]:
        """Responsible before informed, then the first term first, then in the order of the rules."""
        made = [_made(function, gathered) for (_, function), gathered in self.gathered.items()]
        return tuple(sorted(made, key=lambda step: (step.role is Role.INFORMED, step.due.order)))

    def notes(self) -> tuple[str, ...]:
        """What did not happen, and why."""
        reached = {function for _, function in self.gathered}
        withheld = (
            f"Niet naar {FUNCTIONS[f]}: het slachtoffer wil geen politie."
            for f in self.withheld
            if f not in reached
        )
        return (*withheld, *self.unreached)

    def _is_withheld(self, function: str, rule: Rule) -> bool:
        if not self.facts.no_police or not self._investigates(function):
            return False
        return not (rule.vital_interest and function in RESCUING_FUNCTIONS)

    def _investigates(self, function: str) -> bool:
        """By the function, and by the organisation that fills it here (the police can have a night desk)."""
        there = self.recipients.get(function)
        return function in INVESTIGATING_FUNCTIONS or bool(there and there.investigator)

    def _staffed(self, function: str, rule: Rule) -> tuple[str | None, list[str]]:
        """The first function along the fallbacks with a person behind it, and the way there in words."""
        detour: list[str] = []
        for at in fallback_chain(function, self.fallbacks):
            there = self._look_up(at)
            if there and there.staffed and not self._is_withheld(at, rule):
                return at, detour
            detour.append(self._passed_over(at, there))
        return None, detour

    def _look_up(self, function: str) -> Recipient | None:
        there = self.recipients.get(function)
        if there:
            self.used[function] = there
        return there

    def _passed_over(self, function: str, there: Recipient | None) -> str:
        to = self.fallbacks.get(function)
        missing = f"{_capital(FUNCTIONS[function])} is {_why_not(there)}"
        then = f"daarom gaat het naar {FUNCTIONS[to]}." if to else "en er is geen terugval."
        return f"{missing}, {then}"


def _made(function: str, gathered: _Gathered) -> Step:
    duties = sorted(gathered.duties.values(), key=lambda duty: (duty.role is Role.INFORMED, duty.due.order))
    return Step(
        function,
        gathered.recipient.organisation_id,
        gathered.recipient.organisation,
        gathered.role,
        tuple(duties),
        tuple(gathered.because),
    )


def _why_not(there: Recipient | None) -> str:
    if there is None:
        return "hier niet aangewezen"
    return "niet bezet" if not there.staffed else "niet aan zet omdat het slachtoffer geen politie wil"


def _unknown_age(facts: Facts, routes: Sequence[ReportingRoute]) -> tuple[str, ...]:
    if facts.minor is not None or not any("minor" in rule.when for route in routes for rule in route.rules):
        return ()
    return (UNKNOWN_AGE,)


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
