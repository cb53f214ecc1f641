"""How alike the routes of two areas are, case by case, apart from who happens to be at work (RT4)."""

from collections.abc import Sequence

from zicht.chain.routes.checking import every_case
from zicht.chain.routes.evaluation import Recipient, Step, UncoveredFacts, evaluate
from zicht.chain.routes.route import Facts, ReportingRoute
from zicht.chain.routes.vocabulary import FORMS, FUNCTIONS, ROLES

SOMEWHERE = "GM0000"
EVERYBODY = {function: Recipient(function, name) for function, name in FUNCTIONS.items()}
KINDS = (
    ("zonder bijzonderheden", {}),
    ("minderjarig", {"minor": True}),
    ("acuut", {"acute": True}),
    ("geen politie", {"no_police": True}),
)


def steps_of(routes: Sequence[ReportingRoute], facts: Facts) -> dict[str, Step]:
    """Who does what in a case when every function is staffed; nothing for an uncovered case."""
    try:
        return {step.function: step for step in evaluate(facts, routes, EVERYBODY).steps}
    except UncoveredFacts:
        return {}


def harmony(one: Sequence[ReportingRoute], other: Sequence[ReportingRoute]) -> float:
    """The share of cases (form x acute x minor x police wish) with the same functions, roles, tasks and terms: 0 to 1."""
    cases = list(every_case(SOMEWHERE))
    return sum(not differences(one, other, facts) for facts in cases) / len(cases)


def typical_cases() -> list[tuple[str, Facts]]:
    """The cases that are shown side by side: each form, plain and with one thing that matters."""
    return [
        (f"{FORMS[form]}, {label}", Facts(SOMEWHERE, form, **{"minor": False, **more}))
        for form in FORMS
        for label, more in KINDS
    ]


def differences(one: Sequence[ReportingRoute], other: Sequence[ReportingRoute], facts: Facts) -> list[str]:
    """What the `other` does differently from `one` in a case, in words; empty when they are the same."""
    mine, theirs = steps_of(one, facts), steps_of(other, facts)
    found = [f"ook {_in_words(step)}" for function, step in theirs.items() if function not in mine]
    found += [f"niet {FUNCTIONS[function]}" for function in mine if function not in theirs]
    both = ((mine[function], theirs[function]) for function in mine if function in theirs)
    return found + [_in_words(other_step) for step, other_step in both if _essence(step) != _essence(other_step)]


def _essence(step: Step) -> tuple:
    return (step.role, frozenset(step.duties))


def _in_words(step: Step) -> str:
    return f"{FUNCTIONS[step.function]} {ROLES[step.role]} {step.due}"
