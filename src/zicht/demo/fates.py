"""What happened to each synthetic signal since it came in, as a script of steps that use cases can play.

A fate is the state in which a signal is found today. The steps lead there in order of time, each by a
colleague of the demonstration chain in the function the national route gives the signal to. Codes are
those of custody.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from zicht.demo.organisations import demonstration_chain, slug, working_region_kind
from zicht.demo.texts import phrase
from zicht.reference.places import read_edition

OPEN_FATES = {
    "waiting": 24,
    "overdue": 12,
    "taken_up": 18,
    "assessed": 12,
    "offered": 8,
    "accepted": 8,
    "returned": 6,
    "at_table": 7,
    "registered": 5,
}
CLOSED_FATES = {
    "helped": 22,
    "registered": 14,
    "investigation": 12,
    "inspection": 14,
    "referred": 14,
    "no_further_leads": 12,
    "not_trafficking": 12,
}
OPINIONS = {
    "likely": ("indicators", "conversation", "own_observation"),
    "possible": ("indicators", "known_pattern"),
    "unclear": ("too_little_known",),
    "serious_disadvantage": ("conversation", "indicators"),
    "other_concern": ("conversation",),
}
RETURN_REASONS = ("not_our_task", "other_place", "no_basis", "already_at_work", "no_capacity")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes a step: a colleague in a function of an organisation."""

    colleague_key: str
    organisation_slug: str
    function: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done. `kind` says which of the other fields count:

    take_up; observe (text); assess (code: opinion, reason); hand_over (to, text); accept; return (reason);
    table (text); register (files the notification of the signal's `victim`); reply (text, by the
    reporter); feedback (text); link (other: key of the linked signal); close (code: outcome, text: to the
    reporter).
    """

    days_ago: int
    kind: str
    actor: Actor | None
    text: str = ""
    code: str = ""
    reason: str = ""
    to: Actor | None = None
    other: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """The facts of a signal on which its fate depends."""

    municipality_code: str | None
    form: str
    minor: bool | None
    no_police: bool
    anonymous: bool
    voice: str
    days_ago: int


def holder(municipality_code: str | None) -> Actor:
    """Who is responsible first: the contact officer or deputy, else the chain director; without a place
    the national desk."""
    if municipality_code is None:
        return _staffed("landelijk-vangnet", "fallback_desk")
    organisation = demonstration_chain().municipal_slugs[municipality_code]
    if demonstration_chain().staff(organisation, "contact_officer"):
        return _staffed(organisation, "contact_officer")
    return regional(municipality_code, "chain_director")


def regional(municipality_code: str | None, function: str) -> Actor:
    """The colleague with a regional or national function for a municipality."""
    if municipality_code is None:
        return _staffed("landelijk-vangnet", "fallback_desk")
    edition = read_edition()
    if function == "nla":
        return _staffed("arbeidsinspectie", "nla")
    if function == "tmm":
        return _staffed(f"politie-{slug(edition.region_of(municipality_code, 'police_unit').name)}", "tmm")
    prefix = {"chain_director": "zvh", "care_coordinator": "zorgcoordinatie", "safe_home": "veilig-thuis"}[
        function
    ]
    region = edition.region_of(municipality_code, working_region_kind(edition))
    return _staffed(f"{prefix}-{slug(region.name)}", function)


def draw_fate(shares: Mapping[str, int], random: Random) -> str:
    """A fate by its share."""
    return random.choices(list(shares), list(shares.values()))[0]


def days_since(fate: str, closed: bool, random: Random) -> int:
    """How long ago a signal with this fate came in: what waits is new, what is overdue is not."""
    if closed:
        return random.randint(12, 45)
    low, high = {"waiting": (0, 1), "overdue": (9, 26), "taken_up": (1, 9)}.get(fate, (4, 27))
    return random.randint(low, high)


def steps_of(fate: str, closed: bool, case: Case, random: Random) -> tuple[Step, ...]:
    """The script that ends in this fate."""
    script = _Script(case, random)
    if closed:
        script.close(fate)
    else:
        _OPEN[fate](script)
    return tuple(script.steps)


class _Script:
    """Writes steps one after the other, each on the same or a later day than the one before."""

    def __init__(self, case: Case, random: Random):
        self.case = case
        self.random = random
        self.actor = holder(case.municipality_code)
        self.day = case.days_ago
        self.steps: list[Step] = []

    def step(self, kind: str, actor: Actor | None = None, **rest) -> None:
        self.day = max(0, self.day - self.random.choice((0, 0, 1, 1, 2)))
        self.steps.append(Step(self.day, kind, actor or self.actor, **rest))

    def take_up(self) -> None:
        self.step("take_up")
        if self.random.random() < 0.5:
            self.observe()
        if self.case.anonymous and self.random.random() < 0.2:
            self.steps.append(
                Step(self.day, "reply", None, text=phrase("reply", self.case.voice, self.random))
            )

    def observe(self) -> None:
        topic = self.random.choice(("any", "minor" if self.case.minor else self.case.form))
        self.step("observe", text=phrase("observation", topic, self.random))

    def assess(self, opinion: str | None = None) -> None:
        self.take_up()
        choices = [o for o in OPINIONS if o != "serious_disadvantage" or self.case.form == "labour"]
        opinion = opinion or self.random.choice(choices)
        self.step("assess", code=opinion, reason=self.random.choice(OPINIONS[opinion]))

    def offer(self, function: str | None = None) -> Actor:
        self.assess("possible" if function else None)
        to = self._receiver(function)
        self.step("hand_over", to=to, text="Wilt u dit overnemen? Wat wij weten staat erbij.")
        return to

    def accept(self, function: str | None = None) -> None:
        to = self.offer(function)
        self.step("accept", to)
        self.actor = to

    def give_back(self) -> None:
        to = self.offer()
        self.step("return", to, reason=self.random.choice(RETURN_REASONS))

    def table(self) -> None:
        self.assess("possible")
        self.step("table", text=phrase("table", "any", self.random))

    def register(self) -> None:
        self.accept("care_coordinator")
        self.step("assess", code="likely", reason="conversation")
        self.step("register")

    def close(self, outcome: str) -> None:
        _BEFORE_CLOSING.get(outcome, _Script.assess)(self)
        text = phrase("feedback", outcome, self.random) if self.random.random() < 0.4 else ""
        self.step("close", code=outcome, text=text)

    def _receiver(self, function: str | None) -> Actor:
        place, case = self.case.municipality_code, self.case
        if place is None:
            return (
                regional(place, "fallback_desk")
                if self.actor.function != "fallback_desk"
                else _elsewhere(case)
            )
        choices = ["care_coordinator"]
        choices += ["nla"] * (case.form == "labour" and not case.no_police) + ["safe_home"] * (
            case.minor is True
        )
        choices += ["tmm"] * (not case.no_police)
        return regional(place, function or self.random.choice(choices))


def _elsewhere(case: Case) -> Actor:
    """A signal without a place goes from the national desk to the Labour Inspectorate or a police unit
    that looks along."""
    return (
        _staffed("arbeidsinspectie", "nla")
        if case.form == "labour" and not case.no_police
        else _staffed("zorgcoordinatie-utrecht", "care_coordinator")
    )


_OPEN: Mapping[str, Callable[[_Script], object]] = {
    "waiting": lambda script: None,
    "overdue": lambda script: None,
    "taken_up": _Script.take_up,
    "assessed": _Script.assess,
    "offered": _Script.offer,
    "accepted": _Script.accept,
    "returned": _Script.give_back,
    "at_table": _Script.table,
    "registered": _Script.register,
}
_BEFORE_CLOSING: Mapping[str, Callable[[_Script], object]] = {
    "registered": _Script.register,
    "helped": lambda script: script.accept("care_coordinator"),
    "referred": _Script.accept,
    "investigation": lambda script: script.accept("tmm"),
    "inspection": _Script.table,
    "not_trafficking": lambda script: script.assess("other_concern"),
    "no_further_leads": lambda script: script.assess("unclear"),
}


def _staffed(organisation: str, function: str) -> Actor:
    """The first person who is there; the deputy when that person is away."""
    chain = demonstration_chain()
    away = {absence.colleague_key for absence in chain.absences}
    present = [a for a in chain.staff(organisation, function) if a.colleague_key not in away]
    return Actor(present[0].colleague_key, organisation, function)
