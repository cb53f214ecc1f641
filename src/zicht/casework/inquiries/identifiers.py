"""Phones, plates, addresses and persons in one way of writing, and finding them in a text. Pure.

Dutch plates: six letters and digits in three groups (RDW sidecodes). Addresses: postcode with house number.
"""

import hashlib
import hmac
import re
from collections.abc import Iterator

from zicht.casework.inquiries.vocabulary import Kind
from zicht.casework.register.persons.numbers import phone
from zicht.foundation.vault.keys import root_key

PHONE = re.compile(r"(?<![\w+])(?:\+|00)[1-9][\d\s().\-]{7,18}\d|(?<![\w+])0[1-9][\d\s\-]{7,12}\d")
PLATE = re.compile(r"\b([A-Za-z]{1,3}|\d{1,3})-([A-Za-z]{1,3}|\d{1,3})-([A-Za-z]{1,3}|\d{1,3})\b")
POSTCODE = r"([1-9]\d{3})(?:\s?([A-Z]{2})|([a-z]{2}))"
"""Small letters only right behind the digits: "2024 om 10 uur" is no address."""
ADDRESS = re.compile(rf"\b{POSTCODE}\s*,?\s*(\d{{1,5}})\s?([A-Za-z]?)\b")
ADDRESS_TURNED = re.compile(rf"\b(\d{{1,5}})\s?([A-Za-z]?),?\s+{POSTCODE}\b")
PLATE_SIGNS = 6


def plate(text: str) -> str:
    """Return a plate as six signs without dashes; nothing for what is no Dutch plate."""
    signs = re.sub(r"[^A-Za-z0-9]", "", text).upper()
    mixed = re.search(r"[A-Z]", signs) and re.search(r"\d", signs)
    return signs if len(signs) == PLATE_SIGNS and mixed else ""


def address(text: str) -> str:
    """Return an address as 6711AB12A (postcode, house number, letter); nothing when one of both is
    missing."""
    found = ADDRESS.search(text)
    if found:
        digits, large, small, number, extra = found.groups()
    else:
        found = ADDRESS_TURNED.search(text)
        if not found:
            return ""
        number, extra, digits, large, small = found.groups()
    return f"{digits}{large or small}{int(number)}{extra}".upper()


NORMAL = {Kind.PHONE: phone, Kind.PLATE: plate, Kind.ADDRESS: address}


def found_in(text: str) -> Iterator[tuple[Kind, str]]:
    """Yield every phone, plate and address in a text, in one way of writing."""
    yield from ((Kind.PHONE, value) for value in map(phone, PHONE.findall(text)) if value)
    yield from (
        (Kind.PLATE, value) for value in (plate("".join(parts)) for parts in PLATE.findall(text)) if value
    )
    for pattern in (ADDRESS, ADDRESS_TURNED):
        yield from ((Kind.ADDRESS, address(match.group())) for match in pattern.finditer(text))


def under_first_key(kind: str, value: str) -> bytes:
    """Return a value under the first key, which lives outside the database; the second is put on inside
    it."""
    return hmac.new(root_key("inquiries"), f"{kind}|{value}".encode(), hashlib.sha256).digest()
