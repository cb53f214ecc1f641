"""The living present: about 400 open signals of the last weeks in all states, and some that were closed.

Everything hangs on `today`, so that the demonstration is always about this month. Among the open signals
are threads: signals from different regions that share a number plate or telephone number, as when someone
is moved from A to B to C.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from zicht.demo.fates import CLOSED_FATES, OPEN_FATES, Case, Step, days_since, draw_fate, holder, steps_of
from zicht.demo.people import SyntheticPerson, draw_person
from zicht.demo.places import draw_municipality
from zicht.demo.texts import PLACE_LABELS, Sentence, clue, clue_kind, compose, draw_sentence, phrase
from zicht.reference.figures import published
from zicht.reference.places import read_edition

SEED = 400
OPEN_SIGNALS, CLOSED_SIGNALS = 400, 90
THREADS, THREAD_LENGTH = 12, 3
SHOWCASE_PLACES = {"GM0228": 0.06, "GM0344": 0.04}
UNKNOWN_PLACE_SHARE = 0.04
ACUTE_SHARE = 0.11
FATES_OF_ACUTE_SIGNALS = ("waiting", "taken_up", "accepted", "registered", "helped", "investigation")
NO_POLICE_SHARES = {"self": 0.4, "seen": 0.06}
AGE_STAYS_UNKNOWN_SHARE = 0.5

ANYWHERE = ("citizen", "citizen", "citizen", "relative", "unknown", "enforcement_officer", "police_officer")
SEEN_BY = {
    "hotel": ("hospitality", "hospitality", "citizen", "enforcement_officer"),
    "school": ("school",),
    "youth_centre": ("youth_worker",),
    "doctors_practice": ("health_worker",),
    "town_hall": ("counter_clerk",),
    "private_home": (
        "citizen",
        "citizen",
        "housing",
        "police_officer",
        "enforcement_officer",
        "unknown",
        "relative",
    ),
    "shop": ("other_professional", "citizen"),
    "asylum_centre": ("other_professional",),
}
CHANNELS = {"citizen": "public", "victim": "public", "relative": "public", "unknown": "tip_line"}


@dataclass(frozen=True, slots=True)
class SyntheticSignal:
    """A signal nobody ever gave, with the steps that were taken since. `victim` is set where it was
    registered.
    """

    key: str
    text: str
    language: str
    form: str
    serious_disadvantage: bool
    indicators: tuple[str, ...]
    place_kind: str
    municipality_code: str | None
    minor: bool | None
    acute: bool
    no_police: bool
    reporter_kind: str
    channel: str
    received_on: date
    days_ago: int
    fate: str
    closed: bool
    steps: tuple[Step, ...]
    thread: int | None
    victim: SyntheticPerson | None

    @property
    def story(self) -> dict[str, str]:
        """The words of the report, as the intake takes them."""
        return {"what": self.text, "where": PLACE_LABELS[self.place_kind]}


def generate(
    today: date, seed: int = SEED, *, open_signals: int = OPEN_SIGNALS, closed_signals: int = CLOSED_SIGNALS
) -> tuple[SyntheticSignal, ...]:
    """Signals in order of day, oldest first; the same day and seed give the same signals."""
    random = Random(seed)
    threads = list(_threads(today, random)) if open_signals >= THREADS * THREAD_LENGTH else []
    open_ones = [_signal(today, False, random) for _ in range(open_signals - len(threads))]
    closed_ones = [_signal(today, True, random) for _ in range(closed_signals)]
    ordered = sorted([*threads, *open_ones, *closed_ones], key=lambda s: s.received_on)
    return _numbered(ordered)


def _signal(today: date, closed: bool, random: Random) -> SyntheticSignal:
    fate = draw_fate(CLOSED_FATES if closed else OPEN_FATES, random)
    days_ago = days_since(fate, closed, random)
    return _report(draw_sentence(random), fate, closed, days_ago, _place(random), today, random)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is drawn beside the sentence and the fate."""

    reporter_kind: str
    channel: str
    minor: bool | None
    acute: bool
    no_police: bool


def _report(
    sentence: Sentence, fate: str, closed: bool, days_ago: int, place: str | None, today: date, random: Random
) -> SyntheticSignal:
    facts = _draw_facts(sentence, fate, random)
    case = Case(
        place,
        sentence.form,
        facts.minor,
        facts.no_police,
        facts.channel == "public",
        sentence.voice,
        days_ago,
    )
    return SyntheticSignal(
        key="",
        text=_text(sentence, facts, random),
        language=sentence.language,
        form=sentence.form,
        serious_disadvantage=sentence.form == "labour" and random.random() < 0.3,
        indicators=sentence.indicators,
        place_kind=sentence.place_kind,
        municipality_code=place,
        received_on=today - timedelta(days=days_ago),
        days_ago=days_ago,
        fate=fate,
        closed=closed,
        steps=steps_of(fate, closed, case, random),
        thread=None,
        victim=_victim(sentence.form, facts.minor, today.year, random) if fate == "registered" else None,
        **asdict(facts),
    )


def _draw_facts(sentence: Sentence, fate: str, random: Random) -> _Facts:
    own_story = sentence.voice == "self"
    kind = "victim" if own_story else random.choice(SEEN_BY.get(sentence.place_kind, ANYWHERE))
    minor = sentence.minor
    if minor is None and random.random() > AGE_STAYS_UNKNOWN_SHARE:
        minor = random.random() < 0.2
    with_police = kind == "police_officer" or fate == "investigation"
    return _Facts(
        reporter_kind=kind,
        channel=_channel(kind, random),
        minor=minor,
        acute=fate in FATES_OF_ACUTE_SIGNALS and random.random() < ACUTE_SHARE,
        no_police=not with_police and random.random() < NO_POLICE_SHARES[sentence.voice],
    )


def _text(sentence: Sentence, facts: _Facts, random: Random) -> str:
    return compose(
        sentence,
        facts.reporter_kind,
        acute=facts.acute,
        no_police=facts.no_police,
        says_minor=facts.minor is True and sentence.minor is None,
        random=random,
    )


def _place(random: Random) -> str | None:
    chance = random.random()
    for code, share in SHOWCASE_PLACES.items():
        if chance < share:
            return code
        chance -= share
    return None if chance < UNKNOWN_PLACE_SHARE else draw_municipality(random)


def _channel(kind: str, random: Random) -> str:
    if kind in CHANNELS:
        return CHANNELS[kind]
    return (
        "import"
        if kind in ("police_officer", "enforcement_officer") and random.random() < 0.2
        else "professional"
    )


def _victim(form: str, minor: bool | None, year: int, random: Random) -> SyntheticPerson:
    """Someone of the age the signal speaks of."""
    latest = max(published().years)
    groups = {
        g: n
        for (f, g, y), n in published().nationality.items()
        if (f, y) == (form, latest) and g != "unknown"
    }
    group = random.choices(list(groups), list(groups.values()))[0] if groups else "europe"
    while True:
        person = draw_person("", form, group, year, random)
        born = person.birth_date.year if person.birth_date else person.birth_year
        if minor is None or born is None or (year - born < 18) == minor:
            return person


def _threads(today: date, random: Random) -> Iterator[SyntheticSignal]:
    """Signals of one thread come in some days apart, each from another safety region, with the same clue."""
    for number in range(1, THREADS + 1):
        form = random.choice(("sexual", "labour", "criminal"))
        days = sorted(random.sample(range(4, 26), THREAD_LENGTH), reverse=True)
        for days_ago, place in zip(days, _different_regions(random), strict=True):
            signal = _report(
                draw_sentence(random, "nl", form), "assessed", False, days_ago, place, today, random
            )
            yield replace(signal, text=f"{signal.text} {clue(number, random)}", thread=number)


def _different_regions(random: Random) -> list[str]:
    places: dict[str, str] = {}
    while len(places) < THREAD_LENGTH:
        code = draw_municipality(random)
        places.setdefault(read_edition().region_of(code, "safety_region").code, code)
    return list(places.values())


def _numbered(signals: list[SyntheticSignal]) -> tuple[SyntheticSignal, ...]:
    keyed = [replace(s, key=f"D{n:04d}") for n, s in enumerate(signals, start=1)]
    keyed = [replace(s, victim=replace(s.victim, key=f"V-{s.key}")) if s.victim else s for s in keyed]
    following = {}
    for number in range(1, THREADS + 1):
        thread = [s for s in keyed if s.thread == number]
        following.update({earlier.key: later for earlier, later in pairwise(thread)})
    return tuple(_followed(s, following[s.key]) if s.key in following else s for s in keyed)


def _followed(signal: SyntheticSignal, later: SyntheticSignal) -> SyntheticSignal:
    """The holder of a thread's earlier signal hears of the later one, notes it and links the two."""
    place = read_edition().municipality(later.municipality_code).short_name
    actor, day = holder(signal.municipality_code), max(0, later.days_ago - 1)
    text = phrase("crossed", clue_kind(signal.thread), Random(signal.key)).format(place=place)
    steps = [s for s in signal.steps if s.days_ago >= day]
    rest = [s for s in signal.steps if s.days_ago < day]
    steps += [Step(day, "observe", actor, text=text), Step(day, "link", actor, other=later.key), *rest]
    return replace(signal, steps=tuple(steps))
