"""Reading a route document: JSON in, a `ReportingRoute` that is quick to apply out.

Everything a person could get wrong is refused here, with the place in the document, what is wrong and why.
A lower level may add rules and sharpen existing ones; it can never take a step away (decision 0020).
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from zicht.chain.routes.route import (
    Due,
    Problem,
    ReportingRoute,
    RouteRefused,
    RouteStep,
    Rule,
    condition_tests,
)
from zicht.chain.routes.vocabulary import FORMS, FUNCTIONS, Level, Role, Task

LONGEST = {"hours": 1000, "working_days": 200}
"""The longest terms: `sec.check_route_kept` takes no holder for whom a year is not enough."""
SLUG = re.compile(r"[a-z0-9][a-z0-9_-]*")
FLAGS = ("serious_disadvantage", "minor", "acute", "no_police")
LISTS = ("reporter_kind", "channel", "language")
CONDITIONS = ("form", *FLAGS, "place", *LISTS)
DOCUMENT_KEYS = {"format", "title", "rules"}
RULE_KEYS = {"id", "because", "when", "steps", "refines", "vital_interest"}
STEP_KEYS = {"function", "role", "task", "due", "parallel", "fallback"}
REMOVING_KEYS = {"remove", "removes", "without", "replaces", "overrides", "skip", "except", "unless"}


def parse(
    document: Any,
    *,
    level: Level | str = Level.NATION,
    area: str = "NL",
    area_name: str = "Nederland",
    number: int = 0,
    higher: Sequence[ReportingRoute] = (),
) -> ReportingRoute:
    """The route in `document`, seen on top of the `higher` ones. Raises `RouteRefused` with every problem."""
    reader = _Reader(Level(level), higher)
    rules = reader.read(document)
    if reader.problems:
        raise RouteRefused(reader.problems)
    return ReportingRoute(
        document["title"], Level(level), area, area_name, number, rules, dict(reader.own_fallbacks)
    )


class _Reader:
    """Walks a document once and gathers what is wrong with it."""

    def __init__(self, level: Level, higher: Sequence[ReportingRoute]):
        self.level = level
        self.higher_rules = {rule.id: (route, rule) for route in higher for rule in route.rules}
        self.higher_fallbacks = {f: to for route in higher for f, to in route.fallbacks.items()}
        self.own_fallbacks: dict[str, str] = {}
        self.problems: list[Problem] = []

    def refuse(self, path: str, what: str, why: str, kind: str = "format") -> None:
        self.problems.append(Problem(kind, path, what, why))

    def read(self, document: Any) -> tuple[Rule, ...]:
        if not isinstance(document, dict):
            self.refuse(
                "$", "dit is geen object.", 'Een route begint met {"format": 1, "title": …, "rules": […]}.'
            )
            return ()
        self._known_keys("$", document, DOCUMENT_KEYS)
        if document.get("format") != 1:
            self.refuse("format", f"{_shown(document.get('format'))} kennen we niet.", "Gebruik 1.")
        self._text("title", document.get("title"), "Geef de route een titel.")
        rules = document.get("rules")
        if not isinstance(rules, list) or not rules:
            self.refuse("rules", "er staan geen regels.", "Een route heeft ten minste één regel.")
            return ()
        return self._rules(rules)

    def _rules(self, rules: list) -> tuple[Rule, ...]:
        seen: set[str] = set()
        read = []
        for index, rule in enumerate(rules):
            path = f"rules[{index}]"
            if not isinstance(rule, dict):
                self.refuse(path, "dit is geen regel.", "Een regel heeft id, because, when en steps.")
                continue
            self._identity(path, rule, seen)
            read.append(self._rule(path, rule))
        return tuple(read)

    def _identity(self, path: str, rule: dict, seen: set[str]) -> None:
        name = rule.get("id")
        if not isinstance(name, str) or not SLUG.fullmatch(name):
            self.refuse(
                f"{path}.id",
                f"{_shown(name)} is geen geldige naam.",
                "Gebruik kleine letters, cijfers en streepjes.",
            )
        elif name in seen:
            self.refuse(f"{path}.id", f"“{name}” staat er twee keer.", "Elke regel heeft een eigen naam.")
        elif name in self.higher_rules:
            route = self.higher_rules[name][0]
            self.refuse(
                f"{path}.id",
                f"“{name}” is een regel van {route.area_name}.",
                "Een lagere route vervangt geen regel; geef de regel een eigen naam en zet “refines” erbij.",
                "removal",
            )
        seen.add(str(name))

    def _rule(self, path: str, rule: dict) -> Rule:
        self._known_keys(path, rule, RULE_KEYS)
        self._text(f"{path}.because", rule.get("because"), "Zeg in één zin waarom deze regel er is.")
        refined = self._refined(path, rule)
        when = self._when(f"{path}.when", rule.get("when", {}))
        tests = condition_tests(when) + (refined.tests if refined else ())
        vital = self._vital_interest(path, rule, when, refined)
        steps = self._steps(path, rule.get("steps"), refined)
        return Rule(
            str(rule.get("id")),
            str(rule.get("because")).strip().rstrip("."),
            when,
            tests,
            steps,
            vital,
            rule.get("refines"),
            path,
        )

    def _refined(self, path: str, rule: dict) -> Rule | None:
        name = rule.get("refines")
        if name is None:
            return None
        if not _one_of(name, self.higher_rules):
            self.refuse(
                f"{path}.refines",
                f"{_shown(name)} is geen regel van een hogere route.",
                "Alleen die kan worden aangescherpt.",
            )
            return None
        return self.higher_rules[name][1]

    def _vital_interest(self, path: str, rule: dict, when: dict, refined: Rule | None) -> bool:
        vital = rule.get("vital_interest", refined.vital_interest if refined else False)
        acute = when.get("acute") is True or (refined is not None and refined.when.get("acute") is True)
        if not isinstance(vital, bool) or (vital and not acute):
            self.refuse(
                f"{path}.vital_interest",
                "dit kan alleen bij acuut gevaar.",
                "De wens “geen politie” wijkt alleen voor iemands leven of veiligheid; zet “acute”: true in"
                " when.",
            )
        return vital is True

    def _when(self, path: str, when: Any) -> dict[str, Any]:
        if not isinstance(when, dict):
            self.refuse(path, "dit is geen object.", "Zet hier de voorwaarden, of {} voor altijd.")
            return {}
        self._known_keys(path, when, set(CONDITIONS))
        return {
            name: wanted
            for name, wanted in when.items()
            if self._condition_ok(f"{path}.{name}", name, wanted)
        }

    def _condition_ok(self, path: str, name: str, wanted: Any) -> bool:
        if name in FLAGS:
            return self._check(isinstance(wanted, bool), path, wanted, "Kies true of false.")
        if name == "place":
            return self._check(wanted in ("known", "unknown"), path, wanted, "Kies “known” of “unknown”.")
        if name == "form":
            known = (
                isinstance(wanted, list) and wanted and all(isinstance(w, str) and w in FORMS for w in wanted)
            )
            return self._check(bool(known), path, wanted, f"Kies uit {', '.join(FORMS)}.")
        if name in LISTS:
            slugs = (
                isinstance(wanted, list)
                and wanted
                and all(isinstance(w, str) and SLUG.fullmatch(w) for w in wanted)
            )
            return self._check(bool(slugs), path, wanted, "Geef een lijst met ten minste één naam.")
        return False

    def _steps(self, path: str, steps: Any, refined: Rule | None) -> tuple[RouteStep, ...]:
        if not isinstance(steps, list) or not steps:
            self.refuse(f"{path}.steps", "er staan geen stappen.", "Een regel zonder stap doet niets.")
            return ()
        inherited = {(step.function, step.task): step for step in refined.steps} if refined else {}
        read = [self._step(f"{path}.steps[{index}]", step, inherited) for index, step in enumerate(steps)]
        return tuple(step for step in read if step)

    def _step(self, path: str, step: Any, inherited: dict) -> RouteStep | None:
        if not isinstance(step, dict):
            self.refuse(path, "dit is geen stap.", "Een stap heeft function, role, task en due.")
            return None
        before = len(self.problems)
        self._known_keys(path, step, STEP_KEYS)
        function, task = step.get("function"), step.get("task")
        self._check(
            _one_of(function, FUNCTIONS), f"{path}.function", function, f"Kies uit {', '.join(FUNCTIONS)}."
        )
        self._check(_one_of(task, set(Task)), f"{path}.task", task, f"Kies uit {', '.join(Task)}.")
        if len(self.problems) > before:
            return None
        old = inherited.get((function, task))
        role = step.get("role", old.role if old else None)
        self._check(_one_of(role, set(Role)), f"{path}.role", role, "Kies “responsible” of “informed”.")
        due = old.due if old and "due" not in step else self._due(f"{path}.due", step.get("due"))
        self._parallel(path, step)
        self._fallback(path, function, step.get("fallback"))
        if len(self.problems) > before:
            return None
        read = RouteStep(function, Role(role), Task(task), due, step.get("fallback"), path)
        if old:
            self._check_not_weaker(path, read, old)
        return read

    def _parallel(self, path: str, step: dict) -> None:
        if step.get("parallel", True) is not True:
            self.refuse(
                f"{path}.parallel",
                "een stap wacht niet op een andere.",
                "Verrijken is nooit een voorwaarde om door te sturen: alles begint tegelijk.",
                "waiting",
            )

    def _due(self, path: str, due: Any) -> Due | None:
        if isinstance(due, dict) and len(due) == 1:
            unit, count = next(iter(due.items()))
            if type(count) is int and 0 < count <= LONGEST.get(unit, 0):
                return Due(**{unit: count})
        self.refuse(path, f"{_shown(due)} is geen termijn.", 'Gebruik {"hours": 4} of {"working_days": 2}.')
        return None

    def _fallback(self, path: str, function: str, fallback: Any) -> None:
        if fallback is None:
            return
        path = f"{path}.fallback"
        if not self._check(_one_of(fallback, FUNCTIONS), path, fallback, f"Kies uit {', '.join(FUNCTIONS)}."):
            return
        known = self.higher_fallbacks.get(function) or self.own_fallbacks.setdefault(function, fallback)
        if known != fallback:
            self.refuse(
                path,
                f"{FUNCTIONS[function]} valt al terug op {FUNCTIONS[known]}.",
                "Een functie heeft één terugval, anders weet niemand wie er aan zet is.",
            )

    def _check_not_weaker(self, path: str, step: RouteStep, old: RouteStep) -> None:
        if step.due.may_end_after(old.due):
            why = f"De hogere route zegt {old.due}; een lagere route mag een termijn alleen korter maken."
            self.refuse(f"{path}.due", f"{step.due} kan later zijn.", why, "longer")
        if old.role is Role.RESPONSIBLE and step.role is Role.INFORMED:
            why = "Die verantwoordelijkheid staat in de hogere route en blijft."
            self.refuse(f"{path}.role", f"{FUNCTIONS[step.function]} is hier aan zet.", why, "removal")

    def _known_keys(self, path: str, found: dict, known: set[str]) -> None:
        for key in found:
            if key in known:
                continue
            if key in REMOVING_KEYS:
                why = "Een regel kan stappen toevoegen of aanscherpen, nooit een stap weghalen."
                self.refuse(f"{path}.{key}", "dit zou een stap weghalen.", why, "removal")
            else:
                self.refuse(
                    f"{path}.{key}", "dit veld kennen we niet.", f"Bekend zijn: {', '.join(sorted(known))}."
                )

    def _text(self, path: str, value: Any, why: str) -> None:
        self._check(isinstance(value, str) and bool(value.strip()), path, value, why)

    def _check(self, holds: bool, path: str, value: Any, why: str) -> bool:
        if not holds:
            self.refuse(path, f"{_shown(value)} past hier niet.", why)
        return holds


def _one_of(value: Any, known: Iterable[str]) -> bool:
    return isinstance(value, str) and value in known


def _shown(value: Any) -> str:
    return "niets" if value is None else json.dumps(value, ensure_ascii=False, default=str)[:60]
