"""What a signal or work is about, in a form that is the same however it is written: the input of the keyed
digests. Pure, except the key.

An address has up to two forms (postcode with number; street, number and place), so that either meets the
other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zicht.chain.signals.vocabulary import KeyKind
from zicht.foundation.vault import sealing
from zicht.methods.folding import without_accents

POSTCODE = re.compile(r"\b([1-9]\d{3}) ?([A-Z]{2})\b")
NUMBER = re.compile(r"^(.*?\D)\s*(\d{1,5})\s*-?\s*([a-z]?)\b", re.IGNORECASE)
PHONE = re.compile(r"(?<![\w.])(?:\+|00|0)\(?\d(?:[ ().-]{0,2}\d){8,12}\b")
PLATE = re.compile(
    r"\b(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{2,3}|\d{2,3})-(?:[A-Z]{1,2}|\d{1,2})\b"
)
STREET = re.compile(
    r"\b((?:(?:[A-Z][\w'-]*|van|de|den|der|het|ter)"
    r" )*[A-Z][\w'-]*(?:straat|laan|weg|plein|gracht|kade|singel|dijk|hof|"
    r"steeg|markt|brink|pad|park|dreef|haven))"
    r" (\d{1,5})\s?-?([a-z]?)\b(?:,? +([1-9]\d{3}) ?([A-Z]{2})\b)?"
)
LEGAL_FORMS = re.compile(r"\b(?:b ?v|n ?v|v ?o ?f|stichting|holding|eenmanszaak|ltd|gmbh)\b")
Key = tuple[KeyKind, bytes]


@dataclass(frozen=True)
class About:
    """What work is about; what is not known stays empty. `address` is one line: street, number, postcode,
    place.
    """

    address: str = ""
    place: str = ""
    phone: str = ""
    plate: str = ""
    company: str = ""
    person: str = ""
    birth_year: int | None = None

    def keys(self) -> set[Key]:
        """Return the keyed digests of everything that is known."""
        return {
            (kind, sealing.digest(f"deconfliction|{kind}", plain)) for kind, plain in self._plain() if plain
        }

    def _plain(self) -> Iterator[tuple[KeyKind, str]]:
        yield from ((KeyKind.ADDRESS, form) for form in address_forms(self.address, self.place))
        yield KeyKind.PHONE, phone_form(self.phone)
        yield KeyKind.PLATE, re.sub(r"[^A-Z0-9]", "", self.plate.upper())
        yield KeyKind.COMPANY, company_form(self.company)
        if self.person and self.birth_year:
            yield KeyKind.PERSON, f"{_letters(self.person)}|{self.birth_year}"


def address_forms(line: str, place: str = "") -> list[str]:
    """Return the comparable forms of an address line: none without a house number."""
    found = POSTCODE.search(line.upper())
    rest = POSTCODE.sub(",", line.upper()) if found else line.upper()
    street = NUMBER.match(rest.strip(" ,"))
    number = f"{street[2]}{street[3]}" if street else _bare_number(rest)
    town = _letters(place or (rest[street.end() :] if street else ""))
    forms = [f"{found[1]}{found[2]}|{number}"] if found and number else []
    return forms + ([f"{_letters(street[1])}|{number}|{town}"] if street and town else [])


def phone_form(number: str) -> str:
    """Return the digits with the country, Dutch without one: 06-1234 5678 is 31612345678."""
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    if number.strip().startswith("+"):
        return digits
    if digits.startswith("00"):
        return digits[2:]
    return f"31{digits[1:]}" if digits.startswith("0") else digits


def company_form(company: str) -> str:
    """Return the Chamber of Commerce number when it is one, else the name without its legal form."""
    digits = re.sub(r"\D", "", company)
    return digits if len(digits) == 8 else _letters(LEGAL_FORMS.sub(" ", _spaced(company)))


def mentioned(text: str, place: str = "") -> set[Key]:
    """Return the keys of telephone numbers, Dutch number plates and addresses that stand in a text."""
    found: set[Key] = set()
    for number in PHONE.findall(text):
        found |= About(phone=number).keys()
    for plate in PLATE.findall(text):
        found |= About(plate=plate).keys()
    for street in STREET.finditer(text):
        postcode = f", {street[4]} {street[5]}" if street[4] else ""
        for name in _names(street[1]):
            found |= About(address=f"{name} {street[2]}{street[3]}{postcode}", place=place).keys()
    return found


def _names(street: str) -> list[str]:
    """A capital before a street may begin the sentence: "Kijk Van Goghstraat" is also tried without its
    first words."""
    words = street.split()
    return [" ".join(words[start:]) for start in range(len(words)) if words[start][0].isupper()]


def _bare_number(text: str) -> str:
    found = re.search(r"\b(\d{1,5})\s*-?\s*([A-Z]?)\b", text)
    return f"{found[1]}{found[2]}" if found else ""


def _spaced(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", without_accents(text.casefold())).strip()


def _letters(text: str) -> str:
    return _spaced(text).replace(" ", "")
