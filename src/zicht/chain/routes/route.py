"""What a route is made of once it has been read: facts, terms, rules and their compiled conditions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zicht.chain.routes.vocabulary import Level, Role, Task


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a signal when its route is chosen. `minor` None: nobody knows yet."""

    municipality: str | None
    form: str = "unknown"
    serious_disadvantage: bool = False
    minor: bool | None = None
    acute: bool = False
    no_police: bool = False
    reporter_kind: str | None = None
    channel: str | None = None
    language: str | None = None
    received_on: date | None = None

    @property
    def place(self) -> str:
        return "unknown" if self.municipality is None else "known"


Test = Callable[[Facts], bool]


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason to refuse a route: where in the document, what is there, and why that cannot be."""

    kind: str
    path: str
    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what} {self.why}"


class RouteRefused(ValueError):
    """The document is no usable route; `problems` says everything that is wrong, not only the first thing."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Due:
    """A term: clock hours (running at night and in weekends) or working days. Dates are custody's work."""

    hours: int | None = None
    working_days: int | None = None

    @property
    def order(self) -> tuple[int, bool]:
        """Sorts short before long. A working day ends at 17:00, so that n of them take at least 24n - 7
        hours."""
        return (self.hours, False) if self.hours is not None else (24 * self.working_days - 7, True)

    def may_end_after(self, other: "Due") -> bool:
        """Whether this term can end later than the other one in some week."""
        return self.order > other.order

    def to_json(self) -> dict[str, int]:
        return {"hours": self.hours} if self.hours is not None else {"working_days": self.working_days}

    def __str__(self) -> str:
        if self.hours is not None:
            return f"binnen {self.hours} uur"
        return f"binnen {self.working_days} werkdag{'en' if self.working_days != 1 else ''}"


@dataclass(frozen=True, slots=True)
class RouteStep:
    function: str
    role: Role
    task: Task
    due: Due
    fallback: str | None = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    because: str
    when: Mapping[str, Any]
    tests: tuple[Test, ...]
    steps: tuple[RouteStep, ...]
    vital_interest: bool
    refines: str | None
    path: str

    def applies_to(self, facts: Facts) -> bool:
        return all(test(facts) for test in self.tests)


@dataclass(frozen=True, slots=True)
class ReportingRoute:
    title: str
    level: Level
    area: str
    area_name: str
    number: int
    rules: tuple[Rule, ...]
    fallbacks: Mapping[str, str] = field(default_factory=dict)

    @property
    def version(self) -> tuple[str, str, int]:
        return (str(self.level), self.area, self.number)

    @property
    def name(self) -> str:
        return f"versie {self.number} van de route van {self.area_name}"


def merged_fallbacks(routes: Sequence[ReportingRoute]) -> dict[str, str]:
    """Each function's fallback; what a higher level says goes before what a lower level says."""
    return {function: to for route in reversed(routes) for function, to in route.fallbacks.items()}


def fallback_chain(function: str, fallbacks: Mapping[str, str]) -> list[str]:
    """The function and everything it falls back on, up to the end or the first repetition."""
    chain = [function]
    while (to := fallbacks.get(chain[-1])) and to not in chain:
        chain.append(to)
    return chain


def condition_tests(when: Mapping[str, Any]) -> tuple[Test, ...]:
    """One closure per condition. Serious disadvantage counts as labour: it is the step before it."""
    return tuple(_test(name, wanted) for name, wanted in when.items())


def _test(name: str, wanted: Any) -> Test:
    if name == "form":
        forms = frozenset(wanted)
        if "labour" in forms:
            return lambda facts: facts.form in forms or facts.serious_disadvantage
        return lambda facts: facts.form in forms
    if isinstance(wanted, list):
        allowed = frozenset(wanted)
        return lambda facts: getattr(facts, name) in allowed
    return lambda facts: getattr(facts, name) == wanted
