"""After migrations: the database learns the key that signs tokens, and which acts there are. Run under the
`migrate` alias.
"""

from django.db import connections

from zicht.foundation.access.actor import key_pads
from zicht.foundation.audit.vocabulary import OVERSIGHT, Action


def install() -> None:
    """Place what PostgreSQL checks against: the key and the vocabulary."""
    install_context_key()
    install_actions()


def install_context_key() -> None:
    """Place the pads of the context key in `sec.context_key`, replacing older ones; a second run changes
    nothing."""
    with connections["migrate"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO sec.context_key (inner_pad, outer_pad) VALUES (%s, %s) ON CONFLICT (one) DO UPDATE"
            " SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad",
            list(key_pads()),
        )


def install_actions() -> None:
    """Place the vocabulary of the log in `sec.action`, so that no other act can be recorded; a second run
    changes nothing. One that is no longer in use stays: what was recorded is not rewritten."""
    with connections["migrate"].cursor() as cursor:
        cursor.executemany(
            "INSERT INTO sec.action (name, kind, oversight) VALUES (%s, %s, %s) ON CONFLICT (name) DO UPDATE"
            " SET kind = excluded.kind, oversight = excluded.oversight",
            [(str(action), action.kind, action in OVERSIGHT) for action in Action],
        )
