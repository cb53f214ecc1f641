"""Words that people fill in when a name is not known: they are no name, in whatever language or form.

Pure. One list for the linkage of files, the score and keys of the register, and what is still missing.
"""

from functools import lru_cache
from importlib import resources

from zicht.methods.folding import plain_words

_NOT_DECOMPOSED = str.maketrans({"ł": "l", "đ": "d", "ı": "i", "ø": "o"})
_SAID = resources.files("zicht.methods").joinpath("data/words_for_unknown.txt").read_text(encoding="utf-8")


def _plain(text: str) -> str:
    return plain_words(text.casefold().translate(_NOT_DECOMPOSED).replace("_", " "))


UNKNOWN = frozenset(_plain(word) for word in _SAID.splitlines())
_JOINED = frozenset(word.replace(" ", "") for word in UNKNOWN)


@lru_cache(maxsize=100_000)
def is_unknown(name: str) -> bool:
    """Return whether a text names nobody: empty, signs only, or a word for "unknown" (also said twice)."""
    plain = _plain(name)
    if not plain or name.strip().casefold() in ("n/a", "n.a."):
        return True
    joined = plain.replace(" ", "")
    half = joined[: len(joined) // 2]
    twice = half * 2 == joined and half in _JOINED
    return twice or joined in _JOINED or all(word in UNKNOWN for word in plain.split())
