"""Telephone numbers and document numbers in one way of writing. Pure.

A citizen service number is not kept: only bodies with a legal ground may process one (UAVG art. 46), and
the register has none.
"""

import re

COUNTRY = "+31"
SHORTEST_DOCUMENT, LONGEST_DOCUMENT = 4, 20
# From so many signs on a document number is a whole one; fewer are its last ones.
WHOLE_DOCUMENT = 6
CITIZEN_DIGITS = 9


def phone(text: str) -> str:
    """Return a telephone number as +31612345678; nothing for what is no number."""
    digits = re.sub(r"[^\d+]", "", text)
    digits = re.sub(r"^00", "+", digits)
    digits = re.sub(r"^\+310", COUNTRY, digits)
    digits = re.sub(r"^0", COUNTRY, digits)
    return digits if re.fullmatch(r"\+[1-9]\d{7,14}", digits) else ""


def readable(number: str) -> str:
    """Return a telephone number as people here write it: 06 12345678, or with its country in front."""
    return (
        f"0{number[3:4]} {number[4:]}"
        if number.startswith(f"{COUNTRY}6")
        else number.replace(COUNTRY, "0", 1)
    )


def document(text: str) -> str:
    """Return a document number, or its last signs, as letters and digits in capitals; nothing when there
    are too few or too many."""
    signs = re.sub(r"[^A-Z0-9]", "", text.upper())
    return signs if SHORTEST_DOCUMENT <= len(signs) <= LONGEST_DOCUMENT and re.search(r"\d", signs) else ""


def may_be_citizen_number(text: str) -> bool:
    """Return whether the digits pass the check of a citizen service number (9, 8 … 2 and -1 times the
    digits, divisible by 11)."""
    digits = re.sub(r"[\s.\-]", "", text)
    if not re.fullmatch(rf"\d{{{CITIZEN_DIGITS}}}", digits):
        return False
    weights = (*range(CITIZEN_DIGITS, 1, -1), -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0
