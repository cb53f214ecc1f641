"""A partial identity as an organisation gave it: text, possibly incomplete, nothing judged yet."""

from dataclasses import dataclass, field

from zicht.methods.codes import Refused

FIELDS = (
    "given_name",
    "family_name",
    "initials",
    "birth_date",
    "birth_year",
    "age",
    "noted_on",
    "sex",
    "nationality",
    "country",
    "municipality",
    "phone",
    "document",
)


class LinkageError(Refused):
    """Records, a model or a setting cannot be used; the code says why."""


@dataclass(frozen=True)
class Record:
    """What is known of one person in one notification. Every field is text or None; None and "" mean unknown.

    `birth_date`: 1994-03-12, 1994-03, 1994, 12-03-1994 or 19940312; parts given as 00 or ?? are unknown.
    `age` counts only with `noted_on` (the date or year in which it was noted). `nationality`: one or more
    codes or names parted by ";", stateless as "stateless", "staatloos" or XXA. `extra`: further fields
    that are compared for equality only.
    """

    given_name: str | None = None
    family_name: str | None = None
    initials: str | None = None
    birth_date: str | None = None
    birth_year: str | None = None
    age: str | None = None
    noted_on: str | None = None
    sex: str | None = None
    nationality: str | None = None
    country: str | None = None
    municipality: str | None = None
    phone: str | None = None
    document: str | None = None
    extra: dict[str, str | None] = field(default_factory=dict)

    def get(self, name: str) -> str | None:
        """The text of a field or extra field, stripped; None when unknown."""
        value = getattr(self, name) if name in FIELDS else self.extra.get(name)
        return (str(value).strip() or None) if value is not None else None
