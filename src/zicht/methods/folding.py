"""Names as people type them, folded to what they have in common: the one place where accents are dropped.

Pure. What is kept beside the letters differs per use (a place keeps its words apart, the look-up of a
person does not) and stored digests rest on it, so each caller says that at its own place.
"""

import re
import unicodedata


def without_accents(text: str) -> str:
    """Return the text without combining marks: "Zoë" gives "Zoe". Letters that Unicode does not take apart
    (ł, ø) stay."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def plain_words(name: str) -> str:
    """Return a name in lower case without accents and signs, so that "'s-Gravenhage" and "s gravenhage"
    are one."""
    return " ".join(re.findall(r"\w+", without_accents(name.casefold())))
