"""How alike the routes of two areas are, apart from who happens to be at work (RT4)."""

from collections.abc import Sequence

from zicht.chain.routes.checking import every_case, in_words
from zicht.chain.routes.evaluation import evaluate
from zicht.chain.routes.outcome import Recipient, Step, UncoveredFacts
from zicht.chain.routes.route import Facts, ReportingRoute
from zicht.chain.routes.vocabulary import FUNCTIONS, ROLES

EVERYBODY = {function: Recipient(function, name) for function, name in FUNCTIONS.items()}
CASES = tuple(every_case("GM0000"))


def harmony(one: Sequence[ReportingRoute], other: Sequence[ReportingRoute]) -> float:
    """From 0 to 1: over all cases, the mean share of duties (function, task, role, term) that both routes
    have.

    Per case the Jaccard index: what is in both, divided by what is in either."""
    shares = []
    for facts in CASES:
        mine, theirs = _duties(one, facts), _duties(other, facts)
        shares.append(len(mine & theirs) / len(mine | theirs) if mine | theirs else 1.0)
    return sum(shares) / len(shares)


def differences(one: Sequence[ReportingRoute], other: Sequence[ReportingRoute]) -> list[tuple[str, str]]:
    """What `other` does differently from `one`, and in which cases, both in words."""
    found: dict[str, list[Facts]] = {}
    for facts in CASES:
        for difference in _differences(_steps(one, facts), _steps(other, facts)):
            found.setdefault(difference, []).append(facts)
    return [(difference, in_words(cases)) for difference, cases in found.items()]


def _differences(mine: dict[str, Step], theirs: dict[str, Step]) -> list[str]:
    missing = [f"Niet {FUNCTIONS[function]}" for function in mine if function not in theirs]
    return missing + [
        f"Ook {_in_words(step)}" if function not in mine else _capital(_in_words(step))
        for function, step in theirs.items()
        if function not in mine or (mine[function].role, mine[function].due) != (step.role, step.due)
    ]


def _steps(routes: Sequence[ReportingRoute], facts: Facts) -> dict[str, Step]:
    try:
        return {step.function: step for step in evaluate(facts, routes, EVERYBODY).steps}
    except UncoveredFacts:
        return {}


def _duties(routes: Sequence[ReportingRoute], facts: Facts) -> set:
    return {(function, duty) for function, step in _steps(routes, facts).items() for duty in step.duties}


def _in_words(step: Step) -> str:
    return f"{FUNCTIONS[step.function]} {ROLES[step.role]}, {step.due}"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
