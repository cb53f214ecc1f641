"""Texts of synthetic signals: ordinary, respectful sentences that are put together by chance.

A text is a main sentence (form, place and what was noticed belong together), with an opening that fits the
reporter, at times a detail, and sentences that say so when there is danger now, no police is wanted or
someone is a minor. Number plates and telephone numbers that are filled in cannot exist: no plate begins
with 00 and no number with 06 0000.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from zicht.demo.names import DATA
from zicht.reference.rows import read_csv

DETAIL_SHARE = 0.6
OWN_STORY_SHARE = 0.12
FORM_SHARES = {"sexual": 40, "labour": 36, "criminal": 16, "organ_removal": 1, "unknown": 7}
LANGUAGE_SHARES = {"nl": 86, "en": 3, "pl": 2.5, "ro": 2, "bg": 2, "es": 2, "ar": 1.5, "uk": 1.5}

PLACE_LABELS = {
    "hotel": "hotel",
    "private_home": "woning",
    "massage_salon": "massagesalon",
    "online": "online",
    "street": "op straat",
    "school": "school",
    "youth_centre": "jongerencentrum",
    "doctors_practice": "praktijk",
    "town_hall": "balie van het gemeentehuis",
    "station": "station",
    "holiday_park": "vakantiepark",
    "farm": "boerderij",
    "greenhouse": "kas",
    "construction_site": "bouwplaats",
    "restaurant": "restaurant",
    "nail_salon": "nagelstudio",
    "car_wash": "autowasplaats",
    "warehouse": "magazijn",
    "cleaning": "schoonmaakwerk",
    "ship": "schip",
    "meat_plant": "slachterij",
    "delivery": "bezorgdienst",
    "shop": "winkel",
    "port": "haven",
    "asylum_centre": "opvanglocatie",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A main sentence with the facts it tells. `minor` None: the sentence leaves the age open."""

    language: str
    form: str
    place_kind: str
    minor: bool | None
    voice: str
    indicators: tuple[str, ...]
    text: str


@lru_cache(maxsize=1)
def sentences() -> tuple[Sentence, ...]:
    """All main sentences."""
    return tuple(
        Sentence(
            language=row["language"],
            form=row["form"],
            place_kind=row["place_kind"],
            minor={"y": True, "n": False}.get(row["minor"]),
            voice=row["voice"],
            indicators=tuple(row["indicators"].split()),
            text=row["text"],
        )
        for row in read_csv(DATA / "sentences.csv")
    )


def draw_sentence(random: Random, language: str | None = None, form: str | None = None) -> Sentence:
    """A main sentence by the shares of language and form; a given language or form is kept."""
    language = language or _weighted(LANGUAGE_SHARES, random)
    of_language = _by_language_and_form()[language]
    form = form or _weighted({f: FORM_SHARES[f] for f in of_language}, random)
    choices = of_language[form]
    if language == "nl":
        voice = "self" if random.random() < OWN_STORY_SHARE else "seen"
        choices = [sentence for sentence in choices if sentence.voice == voice]
    return random.choice(choices)


def phrase(part: str, group: str, random: Random, language: str = "nl") -> str:
    """A phrase of the part for that group, else for anyone; empty where the language has none."""
    choices = _phrases().get((language, part, group)) or _phrases().get((language, part, "any"))
    return random.choice(choices) if choices else ""


def compose(
    sentence: Sentence, reporter_kind: str, *, acute: bool, no_police: bool, says_minor: bool, random: Random
) -> str:
    """The whole text of a signal."""
    language, voice = sentence.language, sentence.voice
    parts = [phrase("opening", reporter_kind, random, language), sentence.text]
    if says_minor:
        parts.append(phrase("minor", voice, random, language))
    if random.random() < DETAIL_SHARE:
        parts.append(phrase("detail", voice, random, language))
    if acute:
        parts.append(phrase("acute", voice, random, language))
    if no_police:
        parts.append(phrase("no_police", voice, random, language))
    return " ".join(filter(None, parts))


def clue_kind(number: int) -> str:
    """Whether the signals of a thread share a number plate or a telephone number."""
    return "plate" if number % 2 else "phone"


def clue(number: int, random: Random) -> str:
    """A sentence with the plate or telephone number, both fiction, of that thread."""
    text = phrase("thread", clue_kind(number), random)
    return text.format(plate=f"00-ZC-{number:02d}", phone=f"06 0000 {number:04d}")


@lru_cache(maxsize=1)
def _by_language_and_form() -> Mapping[str, Mapping[str, list[Sentence]]]:
    grouped: dict[str, dict[str, list[Sentence]]] = {}
    for sentence in sentences():
        grouped.setdefault(sentence.language, {}).setdefault(sentence.form, []).append(sentence)
    return grouped


@lru_cache(maxsize=1)
def _phrases() -> Mapping[tuple[str, str, str], list[str]]:
    phrases: dict[tuple[str, str, str], list[str]] = {}
    for row in read_csv(DATA / "phrases.csv"):
        phrases.setdefault((row["language"], row["part"], row["group"]), []).append(row["text"])
    return phrases


def _weighted(shares: Mapping[str, float], random: Random) -> str:
    return random.choices(list(shares), list(shares.values()))[0]
