"""What is wrong with a route, before anyone depends on it (RT3).

A route may only be published when every municipality, form, acuteness, age and police wish has someone who is
responsible and reachable, and every path ends in follow-up, a decision on registration and feedback.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from zicht.chain.routes.document import parse
from zicht.chain.routes.evaluation import evaluate
from zicht.chain.routes.outcome import Evaluation, Recipient, UncoveredFacts
from zicht.chain.routes.route import (
    Facts,
    Problem,
    ReportingRoute,
    RouteRefused,
    RouteStep,
    fallback_chain,
    merged_fallbacks,
)
from zicht.chain.routes.vocabulary import (
    FALLBACK_DESK,
    FOLLOW_UP,
    FORMS,
    FUNCTIONS,
    INVESTIGATING_FUNCTIONS,
    RESCUING_FUNCTIONS,
    Level,
    Role,
    Task,
)

Directory = Callable[[str | None], Mapping[str, Recipient]]

UNKNOWN_PLACE = "een onbekende plaats"
NAMED = 3  # municipalities mentioned by name in one reason
FINISHING = {
    Task.DECIDE_REGISTRATION: "niemand zorgt dat besloten wordt over melden bij CoMensha.",
    Task.GIVE_FEEDBACK: "niemand geeft de melder een terugkoppeling.",
}


def check(
    document: Any,
    higher_routes: Sequence[ReportingRoute],
    directory: Directory,
    municipalities: Mapping[str, str],
    *,
    level: Level | str = Level.NATION,
    area: str = "NL",
    area_name: str = "Nederland",
    number: int = 0,
) -> tuple[Problem, ...]:
    """Every reason not to publish `document`; empty when it is sound.

    `municipalities` maps the codes of the area to their names; a national route is also tried without a
    place."""
    try:
        route = parse(
            document, level=level, area=area, area_name=area_name, number=number, higher=higher_routes
        )
    except RouteRefused as refused:
        return refused.problems
    routes = (*higher_routes, route)
    fallbacks = merged_fallbacks(routes)
    cycles = tuple(_cycles(route, fallbacks))
    if cycles:
        return cycles
    places: dict[str | None, str] = dict(municipalities)
    if route.level is Level.NATION:
        places[None] = UNKNOWN_PLACE
    staffing = {code: directory(code) for code in places}
    return (
        *_broken_wishes(route),
        *_dead_ends(route, fallbacks),
        *_empty_functions(route, fallbacks, staffing, places),
        *_uncovered(routes, staffing, places),
    )


def every_case(municipality: str | None) -> Iterator[Facts]:
    """The facts a route must cover for one place: form x acute x minor x police wish."""
    for form, acute, minor, no_police in product(FORMS, (False, True), (False, True), (False, True)):
        yield Facts(municipality, form, acute=acute, minor=minor, no_police=no_police)


def _own_steps(route: ReportingRoute) -> Iterator[RouteStep]:
    return (step for rule in route.rules for step in rule.steps)


def _broken_wishes(route: ReportingRoute) -> Iterator[Problem]:
    """Steps that lead to an investigator though the victim wants none; danger to life calls only for help."""
    for rule in route.rules:
        if rule.vital_interest or rule.when.get("no_police") is True:
            unwanted = INVESTIGATING_FUNCTIONS - (RESCUING_FUNCTIONS if rule.vital_interest else set())
            yield from (_broken_wish(step) for step in rule.steps if step.function in unwanted)


def _broken_wish(step: RouteStep) -> Problem:
    return Problem(
        "broken_wish",
        f"{step.path}.function",
        f"hier gaat een signaal naar {FUNCTIONS[step.function]}, terwijl het slachtoffer geen politie wil.",
        "Dat geldt voor elke opsporingsdienst. Alleen bij levensgevaar (“vital_interest”) komt de politie.",
    )


def _cycles(route: ReportingRoute, fallbacks: Mapping[str, str]) -> Iterator[Problem]:
    reported: set[frozenset[str]] = set()
    for step in _own_steps(route):
        chain = fallback_chain(step.function, fallbacks)
        again = fallbacks.get(chain[-1])
        if again is None:
            continue
        loop = chain[chain.index(again) :]
        if frozenset(loop) not in reported:
            reported.add(frozenset(loop))
            round_trip = " → ".join(FUNCTIONS[function] for function in [*loop, again])
            yield Problem(
                "cycle",
                f"{step.path}.fallback",
                f"de terugval loopt rond: {round_trip}.",
                "Als niemand bezet is, komt het signaal nooit aan.",
            )


def _dead_ends(route: ReportingRoute, fallbacks: Mapping[str, str]) -> Iterator[Problem]:
    """People leave after publication, so each responsible step must end at the desk that is always there."""
    for step in _own_steps(route):
        end = fallback_chain(step.function, fallbacks)[-1]
        if step.role is Role.RESPONSIBLE and end != FALLBACK_DESK:
            yield Problem(
                "dead_end",
                f"{step.path}.fallback",
                f"na {FUNCTIONS[end]} houdt de route op.",
                f"Wijs een terugval aan die eindigt bij {FUNCTIONS[FALLBACK_DESK]}.",
            )


def _empty_functions(
    route: ReportingRoute, fallbacks: Mapping[str, str], staffing: Mapping, places: Mapping
) -> Iterator[Problem]:
    seen = set()
    for step in _own_steps(route):
        if step.function in seen:
            continue
        seen.add(step.function)
        chain = fallback_chain(step.function, fallbacks)
        if not any(_is_staffed(staffing[code], step.function) for code in places):
            yield Problem(
                "empty_function",
                f"{step.path}.function",
                f"achter {FUNCTIONS[step.function]} staat nergens iemand.",
                "Wijs eerst een persoon of plaatsvervanger aan.",
            )
            continue
        alone = [
            code for code in places if not any(_is_staffed(staffing[code], function) for function in chain)
        ]
        if alone:
            yield Problem(
                "empty_function",
                f"{step.path}.function",
                f"{FUNCTIONS[step.function]} is niet bezet in {_named(alone, places)}, en de terugval ook"
                " niet.",
                "Wijs een persoon, plaatsvervanger of terugval aan.",
            )


def _is_staffed(recipients: Mapping[str, Recipient], function: str) -> bool:
    return function in recipients and recipients[function].staffed


def _uncovered(routes: Sequence[ReportingRoute], staffing: Mapping, places: Mapping) -> Iterator[Problem]:
    """Try every case in every place and gather the failures that are alike."""
    found: dict[tuple[str, str, str], dict[str | None, list[Facts]]] = {}
    for code in places:
        for facts in every_case(code):
            for kind, what, why in _failures(facts, routes, staffing[code]):
                found.setdefault((kind, what, why), {}).setdefault(code, []).append(facts)
    for (kind, what, why), where in found.items():
        cases = next(iter(where.values()))
        yield Problem(kind, "rules", f"in {_named(list(where), places)}, bij {in_words(cases)}: {what}", why)


def _failures(
    facts: Facts, routes: Sequence[ReportingRoute], recipients: Mapping[str, Recipient]
) -> Iterator[tuple[str, str, str]]:
    try:
        evaluation = evaluate(facts, routes, recipients)
    except UncoveredFacts:
        yield (
            "uncovered",
            "niemand is aan zet.",
            "Voeg een regel toe met een stap “responsible” die hier geldt.",
        )
        return
    tasks = {task for step in evaluation.responsible for task in step.tasks}
    if not tasks & FOLLOW_UP:
        yield (
            "unfinished",
            "niemand volgt het signaal op.",
            "Geef een verantwoordelijke de taak assess of investigate.",
        )
    for task, what in FINISHING.items():
        if task not in tasks:
            yield "unfinished", what, f"Geef een verantwoordelijke de taak {task}."
    if facts.acute and not _reached_at_night(evaluation):
        yield (
            "unreachable",
            "’s nachts en in het weekend is niemand aan zet die bereikbaar is.",
            "Geef bij “acute” een stap met een termijn in uren aan wie dag en nacht bereikbaar is.",
        )
    if facts.no_police and not _care_leads(evaluation, recipients):
        yield (
            "no_lead",
            "de zorgcoördinator leidt niet.",
            "Wil het slachtoffer geen politie, dan is de zorgcoördinator aan zet.",
        )


def _reached_at_night(evaluation: Evaluation) -> bool:
    return any(
        step.due.hours is not None and evaluation.recipients_used[step.function].reachable_24_7
        for step in evaluation.responsible
    )


def _care_leads(evaluation: Evaluation, recipients: Mapping[str, Recipient]) -> bool:
    if not _is_staffed(recipients, "care_coordinator"):
        return True
    return any(step.function == "care_coordinator" for step in evaluation.responsible)


def _named(codes: Sequence[str | None], places: Mapping[str | None, str]) -> str:
    names = [places[code] for code in codes[:NAMED]]
    rest = len(codes) - len(names)
    last = f"nog {rest} andere" if rest else names.pop()
    return f"{', '.join(names)} en {last}" if names else last


def in_words(cases: Sequence[Facts]) -> str:
    """The cases of one place in as few words as are true: only what all of them share."""
    if len(cases) == len(FORMS) * 8:
        return "elk signaal"
    forms = sorted({facts.form for facts in cases}, key=list(FORMS).index)
    words = [] if len(forms) == len(FORMS) else [" of ".join(FORMS[form] for form in forms)]
    for name, yes, no in (
        ("acute", "acuut", "niet acuut"),
        ("minor", "minderjarig", "meerderjarig"),
        ("no_police", "geen politie gewenst", "politie mag"),
    ):
        values = {getattr(facts, name) for facts in cases}
        if len(values) == 1:
            words.append(yes if values.pop() else no)
    return ", ".join(words) or f"{len(cases)} van de {len(FORMS) * 8} gevallen"
