"""Names in the shapes in which they can be compared: folded, split, by sound, by pet form.

`sound` is a consonant key in which the common romanisations of Romanian, Bulgarian, Hungarian, Polish,
Arabic, Vietnamese, Nigerian, Spanish and Chinese names fall together. It is deliberately coarse: the
evidence of an agreement is weighed by how many people share the key, so a coarse key costs weight, not
truth.
"""

import json
import re
from functools import cache, lru_cache
from importlib import resources

from zicht.methods.folding import without_accents

PARTICLES = frozenset(
    [
        "van",
        "de",
        "der",
        "den",
        "het",
        "t",
        "ter",
        "ten",
        "te",
        "op",
        "in",
        "s",
        "el",
        "al",
        "ul",
        "bin",
        "ibn",
        "bint",
        "ben",
        "ould",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "del",
        "la",
        "las",
        "los",
        "le",
        "von",
        "zu",
        "zum",
        "y",
        "e",
        "thi",
    ]
)
MIDDLE = frozenset(("thi", "van"))
_LETTERS = str.maketrans(
    {"đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)
_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъьюяэыёіїєґ",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "h",
            "ts",
            "ch",
            "sh",
            "sht",
            "a",
            "",
            "yu",
            "ya",
            "e",
            "y",
            "yo",
            "i",
            "yi",
            "ye",
            "g",
        ],
        strict=True,
    )
)
_SPLIT = re.compile(r"[^\w]+|_")
_SOUND = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"^(?:vanden|vander|vande|van(?=\w{4}))", ""),
        (r"^(?:el|al)(?=[b-df-hj-km-np-tv-z]\w{3})", ""),
        (r"^olu(?:wa)?(?=\w{3})", "olu"),
        (r"^(?:ng|wu)$", "u"),
        (r"ch(?=r)", "k"),
        (r"kh", "k"),
        (r"ck", "k"),
        (r"ph", "f"),
        (r"dj|dz(?!s)", "j"),
        (r"sch|sht|tsch|tch|zsc", "s"),
        (r"ts|tz|cz|cs|sz|zs|zh|sh|ch|rz|hs", "s"),
        (r"c(?=[eiy])", "s"),
        (r"q(?=i)", "s"),
        (r"x", "s"),
        (r"z", "s"),
        (r"g(?=[yei])", "j"),
        (r"[cqg]", "k"),
        (r"[wfb]", "v"),
        (r"th|dt|d", "t"),
        (r"h", ""),
        (r"ll(?=[aeiou])", "l"),
    )
)


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Lower case, Latin, without diacritics: "Wiśniewska" and "WISNIEWSKA" are one."""
    lower = text.lower().translate(_LETTERS)
    lower = "".join(_CYRILLIC.get(c, c) for c in lower)
    return without_accents(lower)


def words(text: str) -> list[str]:
    """The words of a name, folded; hyphens, apostrophes, commas and stops part them, digits do not count."""
    return [word for word in _SPLIT.split(fold(text)) if word and not word.isdigit()]


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """The consonant key of one folded word; short keys keep a vowel class so that Le, Li and Lu stay
    apart."""
    key = word
    for pattern, new in _SOUND:
        key = pattern.sub(new, key)
    start = "a" if key[:1] in "aeiouy" else ""
    bones = start + re.sub(r"[aeiouyj]", "", key)
    bones = re.sub(r"(.)\1+", r"\1", bones)
    if len(bones) > 2:
        return bones
    vowels = re.sub(r"[^aeiouy]", "", key)
    return bones + (
        "i" if vowels[:1] in ("i", "y", "e") else "o" if vowels[:1] in ("o", "u") else "a" if vowels else ""
    )


@cache
def pet_forms() -> dict[str, str]:
    """Pet form -> sound key of the full name, from `data/pet_forms.json`."""
    raw = json.loads(resources.files(__package__).joinpath("data/pet_forms.json").read_text(encoding="utf-8"))
    return {fold(pet): sound(fold(full)) for full, pets in raw["forms"].items() for pet in pets}


def given_sound(word: str) -> str:
    """`sound`, after a known pet form is traced to its full name (Kasia to Katarzyna)."""
    return pet_forms().get(word) or sound(word)


def without_middle(parts: list[str]) -> list[str]:
    """Given names without Vietnamese Thị and Văn, which most women and men carry and many leave out; all
    when nothing else is left."""
    return [word for word in parts if word not in MIDDLE] or parts


def without_particles(parts: list[str]) -> list[str]:
    """The words that are no tussenvoegsel or article; all of them when nothing else is left."""
    return [word for word in parts if word not in PARTICLES] or parts


def at_most(left: str, right: str, limit: int) -> bool:
    """Whether the Levenshtein distance of two words is at most `limit` (0 to 2). Same outcome as SQL
    levenshtein()."""
    if abs(len(left) - len(right)) > limit:
        return False
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
        if min(row) > limit:
            return False
    return row[-1] <= limit
