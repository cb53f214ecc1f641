"""A number, plate, address or person that belongs to nobody, in every form in which people ask."""

from datetime import date

from zicht.casework.inquiries import identifiers
from zicht.casework.inquiries import services as inquiries
from zicht.casework.inquiries.vocabulary import Kind
from zicht.casework.register.persons import identity, numbers
from zicht.chain.signals.keys import About


def inner(kind: str, text: str, given: str, family: str, born: date | None) -> bytes:
    """Return what a question to other regions would carry. Refuses (NotPossible) what cannot be read."""
    return identifiers.under_first_key(kind, inquiries.read(kind, text, given, family, born))


def digests(kind: str, text: str, given: str, family: str, born: date | None) -> list[bytes]:
    """Return the keyed digests by which plans and the register look for it."""
    if kind == Kind.PERSON:
        about = About(person=f"{given} {family}", birth_year=born.year if born else None)
        person = identity.Identity(given_name=given, family_name=family, birth_date=born)
    else:
        about = About(**{kind: text})
        person = identity.Identity(phone=numbers.phone(text) if kind == Kind.PHONE else "")
    planned = about.keys()
    return [*(digest for _, digest in planned), *identity.keys(person)]
