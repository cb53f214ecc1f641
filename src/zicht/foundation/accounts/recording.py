"""Acts on the own account on record: signing in and out, the password, the second factor.

Who signs in acts for no organisation yet. A changed password, and a second factor that comes or goes, is
put on record by PostgreSQL itself (`rules.sql`), whichever way it was changed.
"""

import functools
import uuid

from zicht.foundation.access import Actor, acting
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

CHANNEL = "sign-in"


def oneself(account_id: uuid.UUID) -> Actor:
    """Return a person as who acts on the own account."""
    return Actor(person_id=account_id, channel=CHANNEL)


def put_on_record(account_id: uuid.UUID, action: Action, **detail) -> None:
    """Record an act of a person on the own account."""
    with acting(oneself(account_id)):
        audit.record(oneself(account_id), action, "account", account_id, **detail)


def refused() -> None:
    """Record that somebody could not sign in; nothing of who it was is kept."""
    nobody = Actor(channel=CHANNEL)
    with acting(nobody):
        audit.record(nobody, Action.SIGN_IN_REFUSED, "account", result="refused")


def as_oneself(view):
    """A page that changes the own account: what it changes and the line in the log are one transaction."""

    @functools.wraps(view)
    def done(request, *args, **kwargs):
        if request.method != "POST" or not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        with acting(oneself(request.user.pk)):
            return view(request, *args, **kwargs)

    return done
