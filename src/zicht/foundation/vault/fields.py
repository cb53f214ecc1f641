"""A field whose value is sealed, and that knows its own place and key: said once, at the model.

    body = Sealed(under=DataKey("signal_id"))

In the database it is a column of bytes; on a row it is those bytes, still shut. The class opens and
closes them: `Observation.body.read(row)`, `Observation.body.write(row, text)`, or, where there is no row
yet or its key is at hand, `Observation.body.seal(key, pk, text)` and `.open(key, pk, stored)`.
Decision: docs/decisions/0065-what-a-room-holds.md.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from django.apps import apps
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from zicht.foundation.vault import sealing
from zicht.foundation.vault import services as vault
from zicht.foundation.vault.models import SubjectKey


class Key(Protocol):
    """Under which key a value is sealed, worked out from its row."""

    def of(self, row: Any) -> bytes:
        """Return the key of one row. Raises Http404 where the acting person has no sight of it."""


@dataclass(frozen=True)
class DataKey:
    """The data key of the subject that column `subject` names: for full sight, and gone when the subject is
    destroyed.
    """

    subject: str

    def of(self, row: Any) -> bytes:
        return vault.data_key(getattr(row, self.subject))


@dataclass(frozen=True)
class Derived:
    """A key that follows from the root keys, a purpose and column `column`: for whoever sees the row,
    without full sight.
    """

    purpose: str
    column: str

    def of(self, row: Any) -> bytes:
        return self.at(getattr(row, self.column))

    def at(self, value: Any) -> bytes:
        """Return the key of rows with this value in the column."""
        return sealing.digest(self.purpose, str(value))


@dataclass(frozen=True)
class Fixed:
    """One key for all rows, that follows from the root keys: what is about nobody in particular."""

    purpose: str
    name: str

    def of(self, row: Any) -> bytes:
        return sealing.digest(self.purpose, self.name)


@dataclass(frozen=True)
class OwnKey:
    """A data key that stands, wrapped, in column `wrapped` of the row itself."""

    wrapped: str

    def of(self, row: Any) -> bytes:
        return sealing.unwrap(getattr(row, self.wrapped), row.pk)


class SealedPlace(DeferredAttribute):
    """What a sealed field is at its class; on a row it gives the bytes that are stored."""

    @property
    def under(self) -> Key:
        return self.field.under

    def place(self, pk: Any) -> str:
        """Return the place of a row's value ("table|row|field"), to which it is bound."""
        original = self.field.copy_of.field if self.field.copy_of else self.field
        return f"{original.model._meta.db_table}|{pk}|{original.column}"

    def seal(self, key: bytes, pk: Any, value: Any) -> bytes:
        """Return a value sealed for the row `pk`."""
        closed = sealing.seal_bytes if self.field.holds is bytes else sealing.seal
        return closed(key, self.place(pk), value)

    def open(self, key: bytes, pk: Any, stored: bytes | None) -> Any:
        """Return the value stored for the row `pk`, "" where nothing is stored. Raises CannotOpen."""
        if stored is None:
            return ""
        opened = sealing.open_bytes if self.field.holds is bytes else sealing.open_sealed
        return opened(key, self.place(pk), stored)

    def write(self, row: Any, value: Any) -> None:
        """Seal a value into a row that is saved next; a field that may be empty stays so without words."""
        empty = not value and self.field.null
        sealed = None if empty else self.seal(self.under.of(row), getattr(row, self.field.row), value)
        setattr(row, self.field.attname, sealed)

    def read(self, row: Any) -> Any:
        """Return the value of a row, opened under one's own sight. Raises Http404, CannotOpen."""
        stored = getattr(row, self.field.attname)
        if stored is None:
            return ""
        return self.open(self.under.of(row), getattr(row, self.field.row), stored)


class Sealed(models.BinaryField):
    """Bytes sealed `under` a key. `holds=bytes`: the content of a file, else anything JSON can hold.
    `copy_of`: a field of which the database copies values to here, bound to the place they came from; its
    row is the one that column `row` names.
    """

    descriptor_class = SealedPlace

    def __init__(
        self,
        *,
        under: Key,
        holds: type | None = None,
        copy_of: SealedPlace | None = None,
        row: str = "pk",
        **more,
    ):
        self.under, self.holds, self.copy_of, self.row = under, holds, copy_of, row
        super().__init__(**more)

    def deconstruct(self):
        """For the database, and so for migrations, it is bytes and nothing else."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.BinaryField", args, kwargs

    def clone(self) -> models.BinaryField:
        """As migrations want it: plain bytes."""
        _, _, args, kwargs = self.deconstruct()
        return models.BinaryField(*args, **kwargs)


def wrapped_keys() -> list[tuple[type[models.Model], str]]:
    """Return where data keys stand wrapped under the root key: the keys of subjects, and those in rows."""
    own = {
        (model, field.under.wrapped)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, Sealed) and isinstance(field.under, OwnKey)
    }
    return [(SubjectKey, "wrapped"), *sorted(own, key=str)]
