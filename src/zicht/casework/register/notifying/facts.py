"""What a notification says. Places and sectors by code, periods as a year or a year and month."""

import re
from dataclasses import dataclass

from zicht.casework.register.models import Notification
from zicht.casework.register.persons.queries import words_of

PERIOD = re.compile(r"^(19|20)\d\d(-(0[1-9]|1[0-2]))?$")
"""A year, or a year and month."""


@dataclass(frozen=True)
class Facts:
    """What a notification says. Places and sectors by code; periods as `2024` or `2024-03`; `remarks` in
    words.
    """

    forms: tuple[str, ...]
    criterion: str
    basis: str
    consent: bool = False
    sector: str = ""
    municipality: str | None = None
    period_from: str = ""
    period_until: str = ""
    remarks: str = ""


def facts_of(notification: Notification, data_key: bytes) -> Facts:
    """Return what a notification says, to begin a correction with."""
    words = {
        name: value
        for name, value in words_of(notification, data_key).items()
        if name in Facts.__annotations__
    }
    return Facts(
        forms=tuple(notification.forms),
        criterion=notification.criterion,
        basis=notification.basis,
        consent=notification.consent,
        sector=notification.sector,
        municipality=notification.municipality_id,
        **words,
    )
