"""Sessions as the database keeps them: under a keyed digest of their id, and sealed.

The id stands in the cookie alone, so that nobody enters with a copy of the database. What is kept in a
session meanwhile, such as a second factor that is being set up, opens with the keys only.
"""

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from zicht.foundation.accounts import entrances
from zicht.foundation.vault import sealing
from zicht.foundation.vault.keys import root_key

LENGTH = 40
"""Characters that the table of Django has room for: 160 bits of the digest."""
PLACE = "django_session|session_data|"


class SessionStore(db.SessionStore):
    """Django's, with another name for each row. For pages that wait; nothing here runs asynchronously."""

    def load(self) -> dict[str, Any]:
        """Return what is kept of the session; nothing where there is none, or where it does not open."""
        found = self.model.objects.filter(pk=name(self.session_key), expire_date__gt=timezone.now()).first()
        if found is None:
            self._session_key = None
            return {}
        try:
            return dict(
                sealing.open_sealed(root_key("session"), PLACE + found.pk, bytes.fromhex(found.session_data))
            )
        except sealing.CannotOpen:
            return {}

    def exists(self, session_key: str) -> bool:
        return self.model.objects.filter(pk=name(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]):
        kept = name(self._get_or_create_session_key())
        sealed = sealing.seal(root_key("session"), PLACE + kept, data).hex()
        return self.model(pk=kept, session_data=sealed, expire_date=self.get_expiry_date())

    def delete(self, session_key: str | None = None) -> None:
        gone = session_key or self.session_key
        if gone is not None:
            self.model.objects.filter(pk=name(gone)).delete()


def name(session_key: str | None) -> str:
    """Return under what name the session with this id is kept."""
    return entrances.digest("session", session_key or "").hex()[:LENGTH]
