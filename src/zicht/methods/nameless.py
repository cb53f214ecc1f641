"""Words that people fill in when a name is not known: they are no name, in whatever language or form.

Pure. One list for the linkage of files, the score and keys of the register, and what is still missing.
"""

from functools import lru_cache

from zicht.methods.folding import plain_words

_NOT_DECOMPOSED = str.maketrans({"ł": "l", "đ": "d", "ı": "i", "ø": "o"})
_SAID = """
onbekend|onbekende|niet bekend|naam onbekend|anoniem|geen|geen naam|nvt|niet van toepassing|nb|naamloos
unknown|not known|anonymous|anon|no name|nameless|none|null|not available|not given|fnu|lnu|first name unknown
last name unknown|nn|nomen nescio|x|xx|xxx|xxxx|tbd|unbekannt|unbekannte|anonym
nieznany|nieznana|nieznane|nie podano|nie znany|anonim|anonimowy|anonimowa|bez nazwiska|bez imienia
necunoscut|necunoscuta|anonima|fara nume|неизвестен|неизвестна|неизвестно|анонимен|анонимна|без име
ismeretlen|nevtelen|nem ismert|desconocido|desconocida|anonimo|sin nombre|no consta
desconhecido|desconhecida|sem nome|مجهول|مجهولة|غير معروف|غير معروفة|بدون اسم|بلا اسم
невідомо|невідомий|невідома|анонім|анонімно|без імені|bilinmiyor|bilinmeyen|isimsiz|adsiz
inconnu|inconnue|anonyme|sans nom|không rõ|không biết|vô danh|ẩn danh
不详|不詳|未知|无名|無名|不明|匿名|无名氏|ዘይፍለጥ|ኣይፍለጥን|ስም የብሉን
"""


def _plain(text: str) -> str:
    return plain_words(text.casefold().translate(_NOT_DECOMPOSED).replace("_", " "))


UNKNOWN = frozenset(_plain(word) for line in _SAID.split("\n") for word in line.split("|") if word)
_JOINED = frozenset(word.replace(" ", "") for word in UNKNOWN)


@lru_cache(maxsize=100_000)
def is_unknown(name: str) -> bool:
    """Return whether a text names nobody: empty, signs only, or a word for "unknown" (also said twice)."""
    plain = _plain(name)
    if not plain or name.strip().casefold() in ("n/a", "n.a."):
        return True
    return plain.replace(" ", "") in _JOINED or all(word in UNKNOWN for word in plain.split())
