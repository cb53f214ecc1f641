"""Limits at sign-in that cost the guesser and not the owner.

Wrong tries are counted per address that was typed, whether it exists or not, in PostgreSQL, so for all
processes together. After five each next try waits longer, up to a quarter of an hour: at most twelve tries
an hour and 104 a day for one account, from however many places. A known device and a session have counters
of their own that nobody else can use up; a passkey cannot be guessed and is not counted. A network address
is counted only where a trusted proxy vouches for it. Decision: docs/decisions/0116-limits-at-sign-in.md.
"""

import math
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import connection

from zicht.foundation.accounts import devices, networks
from zicht.foundation.vault.sealing import digest

FREE, FREE_FOR_A_NETWORK = 5, 100
WAIT = {
    "sign-in": (
        "Voor dit adres is vaak een verkeerd wachtwoord ingevuld. Wacht nog {wait} en probeer het dan"
        " opnieuw. Met een passkey, of op een apparaat waarop u al eens inlogde, hoeft u niet te"
        " wachten. U kunt ook een nieuw wachtwoord kiezen; dan kunt u op dit apparaat meteen verder."
    ),
    "second-factor": "De code klopte een paar keer niet. Wacht nog {wait} en typ dan een nieuwe code.",
    "own-password": "Het wachtwoord klopte een paar keer niet. Wacht nog {wait} en probeer het dan opnieuw.",
    "new-password": (
        "Voor dit adres is al een paar keer een nieuw wachtwoord gevraagd. Kijk in uw e-mail, ook bij"
        " ongewenste e-mail. Niets gekregen? Probeer het over {wait} opnieuw."
    ),
}


@contextmanager
def trying(purpose: str, request, email: str):
    """Count a try while it lasts; one that ends without an error is given back. Refuses (ValidationError)
    who has to wait, with how long."""
    taken = take(purpose, request, email)
    yield
    give_back(taken)


def take(purpose: str, request, email: str) -> list[bytes]:
    """Count a try and return its counters. Refuses (ValidationError) who has to wait; that costs no try."""
    taken: list[bytes] = []
    for counter, free in _counters(purpose, request, email):
        wait = _ask("SELECT sec.take_try(%s, %s)", counter, free)
        if wait:
            give_back(taken)
            raise ValidationError(WAIT[purpose].format(wait=in_words(wait)), code="too_soon")
        taken.append(counter)
    return taken


def give_back(taken: list[bytes]) -> None:
    """The tries were right ones: they do not count."""
    for counter in taken:
        _ask("SELECT sec.give_back_try(%s)", counter)


def in_words(seconds: int) -> str:
    """Return a wait in whole minutes, rounded up."""
    minutes = math.ceil(seconds / 60)
    return "1 minuut" if minutes == 1 else f"{minutes} minuten"


def _counters(purpose: str, request, email: str) -> list[tuple[bytes, int]]:
    """The counters of a try: where somebody is known, an own one; else the account's and the network's."""
    own = "session" if request.user.is_authenticated else devices.known(request, email)
    counters = [(digest("tries", f"{purpose}|{email.lower()}|{own}"), FREE)]
    network = "" if own else networks.vouched_for(request)
    return counters + ([(digest("tries", f"{purpose}|{network}"), FREE_FOR_A_NETWORK)] if network else [])


def _ask(sql: str, *values) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]
