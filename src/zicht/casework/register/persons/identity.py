"""Who a presumed victim is, as far as known: the words, what is missing, and the keyed digests by which a
person is recognised.

Exact recognition only: the full name with the birth date, the initials with birth year and nationality, or
a telephone or whole document number with the birth year. A number alone is not one: a phone passes from
hand to hand, and nobody should learn from a number they hold that its owner is known. Accents, capitals
and the tussenvoegsel do not count, because they are written differently at every desk. `linkage` weighs
likeness.
"""

import re
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from zicht.casework.register.models import PresumedVictim
from zicht.casework.register.persons import numbers
from zicht.casework.register.vocabulary import ImmigrationStatus, Missing, Sex
from zicht.foundation.vault import sealing
from zicht.methods.folding import without_accents
from zicht.methods.nameless import is_unknown

PREFIXES = frozenset(
    [
        "van",
        "von",
        "vom",
        "de",
        "den",
        "der",
        "des",
        "d",
        "het",
        "t",
        "s",
        "te",
        "ten",
        "ter",
        "in",
        "op",
        "aan",
        "la",
        "le",
        "du",
        "del",
        "di",
        "el",
        "al",
        "bin",
        "ben",
    ]
)
NOT_DECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
SAME_NAME = "dezelfde naam en geboortedatum"
SAME_INITIALS = "dezelfde voorletters, hetzelfde geboortejaar en dezelfde nationaliteit"
SAME_PHONE = "hetzelfde telefoonnummer en geboortejaar"
SAME_DOCUMENT = "hetzelfde documentnummer en geboortejaar"


@dataclass(frozen=True)
class Identity:
    """What is known of a person; every field may be unknown. Countries are ISO 3166-1 alpha-2; `phone` and
    `document` (a number, or its last signs) are there to recognise someone by, written as `numbers` gives
    them."""

    given_name: str = ""
    infix: str = ""
    family_name: str = ""
    initials: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    sex: str = Sex.UNKNOWN
    nationalities: tuple[str, ...] = field(default=())
    country_of_origin: str = ""
    immigration_status: str = ImmigrationStatus.UNKNOWN
    phone: str = ""
    document: str = ""

    @property
    def year_of_birth(self) -> int | None:
        return self.birth_date.year if self.birth_date else self.birth_year

    @property
    def name(self) -> str:
        """The name as far as known, as one would write it; empty when nothing is known."""
        first = self.given_name or self.initials
        return " ".join(part for part in (first, self.infix, self.family_name) if part)


def without_unknown_names(identity: Identity) -> Identity:
    """Return the identity without words that only say that a name is not known ("Anoniem", "N. N.")."""
    given, family = identity.given_name, identity.family_name
    if is_unknown(f"{given} {family}"):
        given = family = ""
    given, family = ("" if is_unknown(name) else name for name in (given, family))
    infix = identity.infix if family else ""
    return replace(identity, given_name=given, infix=infix, family_name=family)


def missing(identity: Identity) -> list[str]:
    """Return what CoMensha needs and is not known, in the order of the vocabulary."""
    known = {
        Missing.NAME: without_unknown_names(identity).name,
        Missing.BIRTH: identity.year_of_birth,
        Missing.SEX: identity.sex != Sex.UNKNOWN,
        Missing.NATIONALITY: identity.nationalities,
        Missing.ORIGIN: identity.country_of_origin,
        Missing.IMMIGRATION_STATUS: identity.immigration_status not in ("", ImmigrationStatus.UNKNOWN),
    }
    return [str(kind) for kind, value in known.items() if not value]


def coded(identity: Identity) -> dict:
    """Return the part of an identity that is kept in codes, for figures and filters: columns of
    `PresumedVictim`."""
    return {
        "sex": identity.sex,
        "birth_year": identity.year_of_birth,
        "nationalities": list(identity.nationalities),
        "country_of_origin": identity.country_of_origin,
        "missing": missing(identity),
    }


def keys(identity: Identity) -> dict[bytes, str]:
    """Return the keyed digests of an identity, each with why it means "the same"; none when too little is
    known."""
    found = {}
    identity = without_unknown_names(identity)
    given, family = plain(identity.given_name), _without_prefix(identity.family_name)
    if given and family and identity.birth_date:
        found[_digest("name", given, family, identity.birth_date.isoformat())] = SAME_NAME
    letters, year = _letters(identity), identity.year_of_birth
    if len(letters) == 2 and year:
        found |= {
            _digest("initials", letters, str(year), land): SAME_INITIALS for land in identity.nationalities
        }
    return found | _number_keys(identity)


def plain(name: str) -> str:
    """Return the letters of a name, lower case, without accents, spaces and signs."""
    folded = without_accents(name.casefold().translate(NOT_DECOMPOSED))
    return "".join(letter for letter in folded if letter.isalpha())


def sealed(key: bytes, victim_id, identity: Identity) -> bytes:
    """Return the identity sealed under the person's own data key."""
    content = {name: value for name, value in asdict(identity).items() if value}
    if identity.birth_date:
        content["birth_date"] = identity.birth_date.isoformat()
    return PresumedVictim.identity.seal(key, victim_id, content)


def opened(key: bytes, victim_id, content: bytes) -> Identity:
    """Return the identity that was sealed. Raises CannotOpen."""
    known = PresumedVictim.identity.open(key, victim_id, content)
    born = known.pop("birth_date", None)
    nationalities = tuple(known.pop("nationalities", ()))
    return Identity(
        **known, nationalities=nationalities, birth_date=date.fromisoformat(born) if born else None
    )


def _number_keys(identity: Identity) -> dict[bytes, str]:
    phone, document, year = (
        numbers.phone(identity.phone),
        numbers.document(identity.document),
        identity.year_of_birth,
    )
    found = {}
    if phone and year:
        found[_digest("phone", phone, str(year))] = SAME_PHONE
    if len(document) >= numbers.WHOLE_DOCUMENT and year:
        found[_digest("document", document, str(year))] = SAME_DOCUMENT
    return found


def _without_prefix(family_name: str) -> str:
    parts = [plain(part) for part in re.split(r"[\s'’]+", family_name)]
    while len(parts) > 1 and parts[0] in PREFIXES | {""}:
        parts.pop(0)
    return "".join(parts)


def _letters(identity: Identity) -> str:
    """The first letters of given and family name; two initials alone (as FairWork often has) stand for
    both."""
    first, family = plain(identity.given_name or identity.initials), _without_prefix(identity.family_name)
    if family:
        return first[:1] + family[:1]
    return first if len(first) == 2 and not identity.given_name else ""


def _digest(kind: str, *parts: str) -> bytes:
    return sealing.digest("identity", "|".join((kind, *parts)))
