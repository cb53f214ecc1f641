"""The guard of what goes out to a reporter (FB3): it stops names, addresses, telephone numbers, number
plates, accounts and what only the police may tell, and says why. A person can override it with a reason; the
guard never changes a word.

It works on form, not on knowledge of the case: whoever holds the receipt may be anyone, so a text is
stopped as soon as it looks as if it points at someone. What is meant for everyone passes: places,
institutions and their public numbers. Pure: text in, findings out. Measured on the texts in
`tests/texts/guard.csv`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextChoices

from zicht.chain.feedback import guard_words as words
from zicht.reference.names import known_names


class Kind(TextChoices):
    """What a text may not hold, and why in one sentence."""

    NAME = "name", "Hier lijkt een naam te staan. Wie meeleest, kan iemand herkennen."
    ADDRESS = "address", "Hier lijkt een adres te staan. Dat kan iemand in gevaar brengen."
    PHONE = "phone", "Hier lijkt een telefoonnummer te staan. Alleen openbare hulpnummers mogen mee."
    PLATE = "plate", "Hier lijkt een kenteken te staan. Dat wijst naar een persoon."
    ACCOUNT = "account", "Hier lijkt een e-mailadres, account of dossiernummer te staan."
    POLICE = "police", "Dit lijkt informatie van politie of justitie. Die mag niet naar een melder."


class Override(TextChoices):
    """Why a person lets a text go out after all."""

    NO_PERSON = "no_person", "Het is geen naam of gegeven van een persoon"
    PUBLIC = "public", "Het is openbaar, zoals een loket of hulpnummer"
    FROM_REPORTER = "from_reporter", "De melder noemde het zelf en leest alleen zelf mee"
    AGREED = "agreed", "De betrokkene of politie vindt het goed"


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of a text that is stopped."""

    kind: Kind
    piece: str

    @property
    def why(self) -> str:
        return self.kind.label


POSTCODE = re.compile(r"\b[1-9]\d{3} ?(?:[A-Z]{2})\b|\b[1-9]\d{3}[a-z]{2}\b")
STREET_END = "straat|laan|plein|gracht|kade|singel|dijk|hof|steeg|plantsoen|dreef|boulevard|weg"
STREET = re.compile(
    rf"\b[A-Z][\w'-]*(?:{STREET_END})\b|\b(?!straat|weg|laan|plein|hof|dijk)\w+(?:{STREET_END}) \d+\w?\b",
    re.UNICODE,
)
STREET_WORDS = re.compile(
    r"\b(?:[A-Z][\w'-]+"
    r" )+(?:Laan|Straat|Weg|Plein|Gracht|Singel|Kade|Dijk|Hof|Street|Road|Avenue|Lane|Square|Drive)\b"
)
PLACE_NUMBER = re.compile(
    r"\b(?:op|aan|bij|naar|at|in|het|de|van|adres:?|pand:?) (?:de |het |den )?((?:[A-Z][\w'-]+"
    r" (?:(?:de|het|den|der|van) )*)+)(\d{1,4})\s?[a-z]?\b"
)
HOUSE = re.compile(
    r"\b(?:huis|kamer|appartement|flat|etage|unit|stacaravan|chalet)(?:nummer|nr\.?)? ?\d+|\bnr\.? ?\d+",
    re.IGNORECASE,
)
LODGING = re.compile(r"\b(?:Hotel|Pension|Hostel|Motel|Camping|Café|Bar|Club|Restaurant) (?:[A-Z]\w+)")
NUMBER_STREET = re.compile(r"\b\d{1,4} [A-Z]\w+ (?:Street|Road|Avenue|Lane|Square|Drive)\b")
DIGIT_RUN = re.compile(r"(?<![\w.,])(?:\+|\(?00|\(?0|\b)\(?\d(?:[ ()./–-]{0,3}\d){7,13}\b")
SPOKEN = re.compile(rf"\b(?:(?:{'|'.join(words.DIGITS)})[ ,-]*){{6,}}", re.IGNORECASE)
DATES = re.compile(
    r"(?<![\d./-])\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d{2}\b(?![-/.]\d)|\b(?:19|20)\d{2}-\d{2}-\d{2}\b|(?<![\d.])\b\d{1,2}[.:]\d{2}\b(?![.]?\d)"
)
DUTCH_PLATE = re.compile(
    r"(?<![\w-])(?:(?=[a-z0-9-]*\d)(?=[a-z0-9-]*[a-z])(?:[a-z]{1,3}|\d{1,3})-(?:[a-z]{2,3}|\d{2,3})-(?:[a-z]{1,2}|\d{1,2}))(?![\w-])",
    re.IGNORECASE,
)
BARE_PLATE = re.compile(
    r"\b(?:\d{2}[a-z]{3}\d|\d[a-z]{3}\d{2}|[a-z]{2}\d{3}[a-z]|[a-z]\d{3}[a-z]{2}|[a-z]{3}\d{2}[a-z]|[a-z]{2}\d{4}|\d{4}[a-z]{2}|\d{2}[a-z]{4}|[a-z]{2}\d{2}[a-z]{2})\b",
    re.IGNORECASE,
)
FOREIGN_PLATE = re.compile(
    r"\b[A-Z]{1,3}(?:[ -][A-Z]{1,2})?[ -]\d{2,5}(?: ?[A-Z]{1,3})?\b(?!-)|\b[A-Z]{1,2} \d{2,4} [A-Z]{1,3}\b"
)
PLATE_CUE = re.compile(
    r"\b(?:kenteken|nummerbord|nummerplaat|number ?plate|licence plate)s?:?"
    r" (?!van|is\b|niet|nog|of|dat|en)(?=[\w -]{0,10}\d)([\w-]+(?: \d+ ?\w*)?)",
    re.IGNORECASE,
)
ROAD = re.compile(r"^[ANE]-? ?\d{1,3}$")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@[\w.]{3,}")
FILE_NUMBER = re.compile(r"\b[A-Z]{2}\d{4}-\d{4,}|\b\d{9}\b|\bNL\d{2} ?[A-Z]{4}")
TITLE = re.compile(
    r"\b(?:mevrouw|mevr|meneer|dhr|de heer|mw|mr|mrs|ms|miss|juffrouw|tante|oom)\b\.?"
    r" ((?:(?:van|de|der|den|het|ter|ten|el|al) )*\w{3,})",
    re.IGNORECASE,
)
CALLED = re.compile(
    r"\b(?:heet|genaamd|noemt zich|naam is|named|called|name is|groeten? van|groet,|liefs,) ((?:van |de |der"
    r" )*[A-Z]\w+)"
)
BETWEEN = re.compile(r"[(\"“‘']([A-Z]\w{2,})[)\"”’']")
TOKEN = re.compile(r"[^\W\d_][\w'’-]*")
SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+|\n\s*|^[-•*]\s*|[\"“(]\s*)$")


def check(text: str) -> list[Finding]:
    """Return what may not go out to a reporter, each piece once; an empty list when the text may go."""
    found: dict[tuple[str, str], Finding] = {}
    for finding in _all(text):
        found.setdefault((finding.kind, finding.piece.casefold()), finding)
    return list(found.values())


def _all(text: str) -> Iterator[Finding]:
    quiet = _without_public(text)
    for kind, patterns in (
        (Kind.ACCOUNT, (MAIL, FILE_NUMBER)),
        (Kind.ADDRESS, (POSTCODE, STREET, STREET_WORDS, NUMBER_STREET, PLACE_NUMBER, HOUSE, LODGING)),
        (Kind.POLICE, words.POLICE),
        (Kind.PLATE, (DUTCH_PLATE, FOREIGN_PLATE, PLATE_CUE)),
    ):
        yield from (
            Finding(kind, piece)
            for pattern in patterns
            for piece in _pieces(pattern, quiet)
            if _counts(kind, piece)
        )
    yield from (
        Finding(Kind.PLATE, piece)
        for piece in _pieces(BARE_PLATE, quiet)
        if _mixed(piece) and not POSTCODE.fullmatch(piece)
    )
    yield from (
        Finding(Kind.PHONE, piece)
        for pattern in (DIGIT_RUN, SPOKEN)
        for piece in _pieces(pattern, DATES.sub("…", quiet))
    )
    yield from (Finding(Kind.NAME, piece) for piece in _names(quiet))


def _pieces(pattern, text: str) -> Iterator[str]:
    return (found.group(0).strip() for found in pattern.finditer(text))


def _counts(kind: Kind, piece: str) -> bool:
    """A road number is not a plate, and "op 3 Mei 12" is no address."""
    if kind == Kind.PLATE:
        return not ROAD.match(piece)
    if kind == Kind.ADDRESS:
        return not words.NOT_AN_ADDRESS.search(piece)
    return True


def _mixed(piece: str) -> bool:
    return any(letter.isdigit() for letter in piece) and any(letter.isalpha() for letter in piece)


def _without_public(text: str) -> str:
    """The text without what is meant for everyone: institutions, places, public numbers, references of
    signals."""
    return words.PUBLIC.sub(lambda found: "·" * len(found.group(0)), text)


def _names(text: str) -> Iterator[str]:
    yield from (
        found.group(1)
        for pattern in (TITLE, CALLED, BETWEEN)
        for found in pattern.finditer(text)
        if _is_a_person(found.group(1))
    )
    for found in TOKEN.finditer(text):
        if _is_name(
            found.group(0),
            starts=bool(SENTENCE_START.search(text[: found.start()])),
            after=text[found.end() :],
        ):
            yield found.group(0)


def _is_a_person(called: str) -> bool:
    """After "mevrouw" a capital is a name; without one it may be a word of every day ("mevrouw was weg")."""
    last = called.split()[-1]
    plain = last.casefold()
    if " " in called:
        return True
    return plain not in words.not_names() and (
        (last[0].isupper() and plain not in words.BEGINNINGS) or plain not in words.PLAIN
    )


def _is_name(token: str, *, starts: bool, after: str) -> bool:
    plain = token.casefold().removesuffix("'s")
    if plain in words.PLAIN or plain in words.not_names():
        return False
    if plain in known_names() and (token[0].isupper() or len(plain) >= words.SHORTEST_LOWER_NAME):
        return True
    if not token[0].isupper() or token.isupper():
        return False
    return not starts or (not plain.endswith("en") and bool(words.DOES_SOMETHING.match(after)))
