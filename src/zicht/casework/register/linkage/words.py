"""A likeness in words: how likely, and for each piece what both sides say and what that means. Numbers
stay behind.
"""

from dataclasses import dataclass

from zicht.casework.register.linkage import weights
from zicht.casework.register.linkage.likeness import Likeness
from zicht.casework.register.models import PresumedVictim
from zicht.casework.register.persons import blocking
from zicht.casework.register.persons import words as person_words
from zicht.casework.register.persons.identity import Identity
from zicht.foundation.ui import moments
from zicht.methods.linkage import Score, prepare, subjects
from zicht.words import linkage as words

LIKELY, PERHAPS = 0.9, 0.3
HEAVY, LIGHT = 6.0, 1.5
# Subject of the score -> the facts of a person it rests on.
FACTS = {
    "given_name": "Voornaam",
    "family_name": "Achternaam",
    "birth": "Geboren",
    "sex": "Geslacht",
    "origin": "Herkomst",
}
# Facts that nobody is asked for: not named when neither side has one.
UNASKED = {"phone": person_words.PHONE, "document": person_words.DOCUMENT}


@dataclass(frozen=True)
class Line:
    """One fact of two persons. `says`: what the comparison means, empty when either side is unknown."""

    label: str
    one: str
    other: str
    says: str
    tone: str = ""


@dataclass(frozen=True)
class Comparison:
    """Two persons side by side. `unknown`: facts that neither has."""

    likeness: Likeness
    chance: str
    tone: str
    lines: list[Line]
    unknown: list[str]

    @property
    def needs_choice(self) -> bool:
        """Whether the two are so much alike that someone has to say what they think of it."""
        return self.likeness.score.probability >= PERHAPS


def side_by_side(one: Identity, likeness: Likeness) -> Comparison:
    """Return a typed person beside one in the register."""
    chance, tone = how_likely(likeness.score)
    shown = lines(one, likeness.identity)
    unknown = [label for label in FACTS.values() if label not in {line.label for line in shown}]
    return Comparison(likeness, chance, tone, shown, unknown)


def how_likely(score: Score) -> tuple[str, str]:
    """Return the likelihood in words, with its tone."""
    if score.probability >= LIKELY:
        return "Waarschijnlijk dezelfde persoon", "warning"
    if score.probability >= PERHAPS:
        return "Misschien dezelfde persoon", "info"
    if score.weight < 0:
        return "Waarschijnlijk iemand anders", ""
    return "Lijkt erop, maar er is te weinig bekend om het te zeggen", ""


def lines(one: Identity, other: Identity) -> list[Line]:
    """Return the facts of two persons side by side that either has, each with what it says."""
    model = weights.current()
    found = subjects(*(prepare(blocking.record_of(person), model) for person in (one, other)), model)
    left, right = facts(one), facts(other)
    told = {subject: label for subject, label in (FACTS | UNASKED).items() if left[label] or right[label]}
    return [
        Line(label, left[label], right[label], *_says(subject, found.get(subject)))
        for subject, label in told.items()
    ]


def facts(person: Identity) -> dict[str, str]:
    """Return what is compared of a person, in words, by label."""
    known = dict(person_words.person_facts(person))
    origin = [known["Nationaliteit"], known["Land van herkomst"] and f"uit {known['Land van herkomst']}"]
    return {
        "Voornaam": person.given_name or (person.initials and f"{person.initials} (voorletters)"),
        "Achternaam": " ".join(part for part in (person.infix, person.family_name) if part),
        "Geboren": moments.long_date(person.birth_date) if person.birth_date else known["Geboren"],
        "Geslacht": known["Geslacht"],
        "Herkomst": ", ".join(part for part in origin if part),
        **{label: known.get(label, "") for label in UNASKED.values()},
    }


def sentence(reason: str, bits: float) -> str:
    """Return one reason as a sentence."""
    if bits < 0:
        weight = "Dit spreekt er sterk tegen." if bits <= -HEAVY else "Dit spreekt er wat tegen."
    else:
        weight = (
            "Dit zegt veel." if bits >= HEAVY else "Dit zegt iets." if bits >= LIGHT else "Dit zegt weinig."
        )
    return f"{reason[:1].upper()}{reason[1:]}. {weight}"


def moves(acts) -> list[list[tuple]]:
    """Return, for each merge, split or undo, its persons with what changed: [(victim, "V-… telt mee met
    V-…")]. One query for all."""
    rows = [list(act.persons.all()) for act in acts]
    known = references({row.after for some in rows for row in some})
    return [[(row.victim, _moved(row, known)) for row in some] for some in rows]


def references(ids) -> dict:
    """Return the references of the visible persons among these: {id: reference}."""
    return dict(PresumedVictim.objects.filter(pk__in=list(ids)).values_list("pk", "reference"))


def _moved(row, known: dict) -> str:
    if row.after == row.victim_id:
        return f"{row.victim.reference} telt weer alleen"
    return f"{row.victim.reference} telt mee met {known.get(row.after, 'iemand die u niet ziet')}"


def _says(subject: str, found) -> tuple[str, str]:
    if found is None:
        return "", ""
    level, bits = found
    tone = "negative" if bits < 0 else "positive" if bits >= LIGHT else ""
    return sentence(words.reason(f"{subject}.{level.name}"), bits), tone
