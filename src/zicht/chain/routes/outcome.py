"""What applying routes to a signal gives: steps with duties, terms and reasons, as they are kept with it.

Pure. The answer carries the recipients it saw, so that it can be given again years later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zicht.chain.routes.route import Due, Facts
from zicht.chain.routes.vocabulary import Role, Task

Version = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who fills a function for one municipality. `staffed`: there is a person behind it (or a deputy) now."""

    organisation_id: str
    organisation: str
    staffed: bool = True
    reachable_24_7: bool = False
    investigator: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    task: Task
    due: Due
    role: Role


@dataclass(frozen=True, slots=True)
class Step:
    """One organisation and function with all it has to do, the duties it is responsible for first.

    `task` is the first of them, `due` the shortest term, `because` every reason.
    """

    function: str
    organisation_id: str
    organisation: str
    role: Role
    duties: tuple[Duty, ...]
    because: tuple[str, ...]
    parallel: bool = True

    @property
    def due(self) -> Due:
        return min((duty.due for duty in self.duties), key=lambda due: due.order)

    @property
    def task(self) -> Task:
        return self.duties[0].task

    @property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(duty.task for duty in self.duties)


class UncoveredFacts(LookupError):
    """No rule leads to anyone who is responsible. Publishing refuses such a route; see `checking`."""

    def __init__(self, facts: Facts, because: Sequence[str]):
        self.facts = facts
        self.because = tuple(because)
        super().__init__(" ".join(["Niemand is aan zet.", *because]))


@dataclass(frozen=True)
class Evaluation:
    steps: tuple[Step, ...]
    because: tuple[str, ...]
    versions: tuple[Version, ...]
    facts: Facts
    recipients_used: Mapping[str, Recipient]

    @property
    def responsible(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.role is Role.RESPONSIBLE)

    @property
    def informed(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.role is Role.INFORMED)

    def to_json(self) -> dict[str, Any]:
        """All of it as plain JSON values, the form in which it is kept with the signal."""
        received = self.facts.received_on
        return {
            "facts": _plain(self.facts) | {"received_on": received.isoformat() if received else None},
            "versions": [list(version) for version in self.versions],
            "recipients": {function: _plain(who) for function, who in self.recipients_used.items()},
            "steps": [_step_to_json(step) for step in self.steps],
            "because": list(self.because),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Evaluation":
        received = stored["facts"]["received_on"]
        facts = stored["facts"] | {"received_on": date.fromisoformat(received) if received else None}
        return cls(
            steps=tuple(_step_from_json(step) for step in stored["steps"]),
            because=tuple(stored["because"]),
            versions=tuple((level, area, number) for level, area, number in stored["versions"]),
            facts=Facts(**facts),
            recipients_used={function: Recipient(**who) for function, who in stored["recipients"].items()},
        )


def _plain(record: Facts | Recipient) -> dict[str, Any]:
    """The fields as a dict; `asdict` copies deeply, which flat records do not need."""
    return {name: getattr(record, name) for name in record.__slots__}


def _step_to_json(step: Step) -> dict[str, Any]:
    return {
        "function": step.function,
        "organisation_id": step.organisation_id,
        "organisation": step.organisation,
        "role": str(step.role),
        "duties": [
            {"task": str(duty.task), "due": duty.due.to_json(), "role": str(duty.role)}
            for duty in step.duties
        ],
        "parallel": step.parallel,
        "because": list(step.because),
    }


def _step_from_json(stored: Mapping[str, Any]) -> Step:
    return Step(
        function=stored["function"],
        organisation_id=stored["organisation_id"],
        organisation=stored["organisation"],
        role=Role(stored["role"]),
        duties=tuple(
            Duty(Task(duty["task"]), Due(**duty["due"]), Role(duty["role"])) for duty in stored["duties"]
        ),
        because=tuple(stored["because"]),
        parallel=stored["parallel"],
    )
