"""What lets someone in without a password: sessions, invitations and links for a new password.

None of them stands in the database: of the first two it keeps a keyed digest, the third is signed. The key is
a file outside the database. So a copy of the database opens nothing, and after a new key nothing from before
does, in whatever copy it stands. Decision: docs/decisions/0114-forward-only.md.
"""

import hashlib
import hmac

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.contrib.sessions.models import Session
from django.utils import timezone

from zicht.foundation.access.actor import Actor
from zicht.foundation.accounts.models import Invitation
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.vault import keys

ENTRANCES = "entrances"


def key() -> bytes:
    """Return the key of now; read anew each time, for another process may have begun a new one."""
    return keys.versioned_key(ENTRANCES, keys.current_version(ENTRANCES))


def digest(purpose: str, secret: str) -> bytes:
    """Return the 32 bytes to keep of a secret, separate for each purpose."""
    return hmac.new(key(), f"{purpose}|{secret}".encode(), hashlib.sha256).digest()


class ResetTokens(PasswordResetTokenGenerator):
    """Links for a new password, signed with the same key."""

    @property
    def secret(self) -> str:
        return key().hex()


def end_all(*, actor: Actor) -> dict[str, int]:
    """End every session, invitation and link for a new password; return how many of the first two there were.

    Needs a transaction of jobs: after a restore or when a standby takes over nobody is signed in."""
    keys.destroy_version(keys.begin_version(ENTRANCES) - 1, ENTRANCES)
    now = timezone.now()
    waiting = Invitation.objects.filter(accepted_at__isnull=True, expires_at__gt=now)
    sessions, _ = Session.objects.all().delete()
    ended = {"sessions": sessions, "invitations": waiting.update(expires_at=now)}
    audit.record(actor, Action.ENTRANCES_ENDED, "database", "", **ended)
    return ended
