"""The fixed cast of the route tests: a staffed region, its gaps, and short ways to write documents."""

from zicht.chain.routes.defaults import default_document
from zicht.chain.routes.document import parse
from zicht.chain.routes.outcome import Recipient
from zicht.chain.routes.vocabulary import FALLBACK_DESK, FUNCTIONS

AT_NIGHT = {"duty_officer", "tmm", FALLBACK_DESK}
NATION = parse(default_document("nation"), number=7)


def staffed(*without: str, absent: tuple[str, ...] = (), **replaced: Recipient) -> dict[str, Recipient]:
    """Everybody at work, except those `without` a person and those `absent` from the directory."""
    return {
        function: Recipient(
            f"org-{function}", f"Organisatie van {name}", function not in without, function in AT_NIGHT
        )
        for function, name in FUNCTIONS.items()
        if function not in absent
    } | replaced


def nobody_but_the_desk() -> dict[str, Recipient]:
    return staffed(*(function for function in FUNCTIONS if function != FALLBACK_DESK))


def rule(name: str, *steps: dict, when: dict | None = None, **more) -> dict:
    return {"id": name, "because": f"Regel {name} geldt", "when": when or {}, "steps": list(steps), **more}


def step(function: str, task: str = "assess", role: str = "responsible", **more) -> dict:
    return {"function": function, "role": role, "task": task, "due": {"working_days": 2}, **more}


def document(*rules: dict) -> dict:
    return {"format": 1, "title": "Proefroute", "rules": list(rules)}
