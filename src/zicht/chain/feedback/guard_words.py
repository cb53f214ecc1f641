"""The words behind the guard: what is public, what is plain language although a name looks the same, what
police and justice know.
"""

import re
from functools import lru_cache
from importlib.resources import files

from zicht.reference.codes import countries
from zicht.reference.places import read_edition

DIGITS = (
    "nul",
    "een",
    "één",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
)
SHORTEST_LOWER_NAME = 4

PUBLIC = re.compile(
    r"\b0900[ -]?8844\b|\b0800[ -]?(?:2000|7000|8112|0113)\b|\b033[ -]?448[ -]?11[ -]?86\b|\b11[23]\b"
    r"|\b[ZV]-[2-9A-Z]{4}-[2-9A-Z]{4}\b"
    r"|\b(?:CoMensha|FairWork|Zicht|Veilig Thuis|Leger des Heils|Meld Misdaad Anoniem|Juridisch"
    r" Loket|Slachtofferhulp(?: Nederland)?|"
    r"(?:Nederlandse )?Arbeidsinspectie|(?:Koninklijke )?Marechaussee|Zorg- en"
    r" Veiligheidshuis|GGD|RIEC|COA|IND|Politie|Gemeente|Drieluik|"
    r"Nederland|Holland|Europa|Europe|Netherlands|Google|Maps|WhatsApp|Signal|Facebook|Instagram|TikTok|Snapchat|Marktplaats|Booking|Airbnb|"
    r"Kerst(?:mis)?|Pasen|Pinksteren|Koningsdag|Nieuwjaar|Christmas|Easter|Ramadan)\b"
)

NOT_AN_ADDRESS = re.compile(
    r"^(?:nr\.?"
    r" ?1[12]\d?)$|\b(?:Januari|Februari|Maart|April|Mei|Juni|Juli|Augustus|September|Oktober|November"
    r"|December|January|February|March"
    r"|May|June|July|August|October|Artikel|Article|Bureau|Loket|Versie)\b|\b(?:onderweg|Onderweg|vandaan|Onderaan|Hieraan|Daaraan)\b"
)

POLICE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bverdachten?\b|\bsuspects?\b|\bdaders?\b|\bperpetrators?\b",
        (
            r"\baangehouden\b|\bgearresteerd\b|\barrest\w*\b|\bin hechtenis\b|\bzit(?:ten)?"
            r" vast\b|\bvoorgeleid\b|\bverhoord?\b|\bverhoren\b|\bin custody\b"
        ),
        (
            r"\binval(?:len)?\b|\bvalt \w+ binnen\b|\bvallen \w+ binnen\b|\braid\w*\b|\bgaat (?:\w+ )?naar"
            r" binnen\b|\bgaan (?:\w+ )?naar binnen\b|\bstaat \w+ klaar bij\b"
        ),
        (
            r"\bdoorzoek\w*\b|\bhuiszoeking\w*\b|\bsearch(?:ed)? (?:the|his|her|a)"
            r" (?:house|home|flat)\b|\bwarrants?\b"
        ),
        r"\b(?:ge)?tapt?\b|\btelefoontaps?\b|\bafgeluisterd\b|\bafluister\w*\b|\bwiretap\w*\b|\bpeilbaken\w*\b",
        (
            r"\bge?observeert?d?\b|\bgeobserveerd\b|\bobservatieteam\b|\bin de gaten\b|\bsurveillance\b|\bare"
            r" watching\b|\bis watching\b|\bundercover\b|\binfiltr\w*\b|\bcamerabeelden\b|\bbankgegevens\b"
        ),
        (
            r"\b(?:strafrechtelijk|opsporings)\s?-?onderzoek\w*\b|\brechercheurs?\b|\brecherche\b|\bdetectives?\b|\bcriminal"
            r" investigation\b|\bpolice investigation\b"
        ),
        (
            r"\bofficier van justitie\b|\bopenbaar ministerie\b|\bprosecut\w*\b|\bvervolg(?:en|d|ing)\b|\bde"
            r" rechter\b|\bstrafzaak\w*\b|\bstrafdossier\w*\b|\bveroordeeld\b|\bconvicted\b"
        ),
        (
            r"\bproces-?\s?verbaal\b|\bin het"
            r" pv\b|\bpv-?nummer\b|\bparketnummer\b|\bdossiernummer\b|\bzaaknummer\b|\bcase number\b"
        ),
        (
            r"\bstrafblad\b|\bantecedenten\b|\bcriminal record\b|\bpolitiesyste\w+\b|\bpolice"
            r" (?:system|records?)\b"
        ),
        (
            r"\bgetuigen? (?:heeft|hebben|verklaarde)\b|\bheeft aangifte gedaan\b|\baangifte (?:is )?gedaan"
            r" door\b|\bhebben aangifte gedaan\b"
        ),
        (
            r"\bpolitie"
            r" (?:doet|valt|houdt|zoekt|onderzoekt|volgt|observeert|kent|gaat|komt|weet|verdenkt)\b|\bpolice"
            r" (?:will|are|is|know|suspect|found|followed)\b"
        ),
        r"\bagenten hebben\b|\bofficers have\b",
    )
)

DOES_SOMETHING = re.compile(
    r"\s+(?:(?:is|was|heeft|had|wil|wilde|zit|woont|werkt|werkte|kan|kon|gaat|ging|komt|kwam|zegt|zei|vertelt|vertelde|vindt|bedankt|vraagt|belde|belt|schreef|weet|moet|mag|zal|has|wants|said|told|lives|works|went)\b|en"
    r" [A-Z]\w+|[A-Z]\w+)"
)
"""What follows a name at the start of a sentence; other words that start one stand in `PLAIN`."""

PLAIN = frozenset((files("zicht.chain.feedback") / "plain_words.txt").read_text(encoding="utf-8").split())
"""Words of every day that a name may look like, and words that start a sentence before a verb."""

BEGINNINGS = frozenset(
    {
        "ja",
        "nee",
        "een",
        "de",
        "het",
        "en",
        "of",
        "is",
        "was",
        "zo",
        "dank",
        "bedankt",
        "sorry",
        "wij",
        "we",
        "u",
        "ik",
        "hij",
        "zij",
        "dit",
        "dat",
        "als",
    }
)
"""What may stand in brackets or quotes, or after a title, with a capital and be no name."""


@lru_cache(maxsize=1)
def not_names() -> frozenset[str]:
    """Return the words of places, regions and countries: they may be named."""
    edition = read_edition()
    names = [row.short_name for row in edition.municipalities] + [row.name for row in edition.regions]
    names += [country.name_nl for country in countries()]
    return frozenset(
        part.casefold() for name in names for part in re.split(r"[\s/()-]+", name) if len(part) > 2
    ) | frozenset(name.casefold() for name in names)
