"""A file that cannot be read."""

from .saying import Words

WORDS: Words = {
    "file_unreadable": (
        "{file}: bestand kan niet worden gelezen ({reason})",
        "{file} cannot be read ({reason})",
    ),
    "file_not_utf8": ("{file}: geen tekst in UTF-8", "{file} is not text in UTF-8"),
    "file_not_csv": ("{file} is geen CSV ({reason})", "{file} is not CSV ({reason})"),
    "file_empty": ("{file} is leeg", "{file} is empty"),
    "file_column_nameless": (
        "{file} regel {line}: kolom {position} heeft geen naam en kan dus niet worden gelezen",
        "{file} line {line}: column {position} has no name and so cannot be read",
    ),
    "file_column_twice": ("{file} heeft twee kolommen '{column}'", "{file} has two columns '{column}'"),
    "file_without_column": ("{file} heeft geen kolom '{column}'", "{file} has no column '{column}'"),
    "file_number_of_fields": (
        "{file} regel {line}: {found} velden, de kopregel heeft er {expected}",
        "{file} line {line}: {found} fields, the header has {expected}",
    ),
}
