"""After migrations: the database learns the key that signs tokens. Run under the `migrate` alias."""

from django.db import connections

from zicht.foundation.access.actor import key_pads


def install_context_key() -> None:
    """Place the pads of the context key in `sec.context_key`, replacing older ones; a second run changes
    nothing."""
    with connections["migrate"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO sec.context_key (inner_pad, outer_pad) VALUES (%s, %s) ON CONFLICT (one) DO UPDATE"
            " SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad",
            list(key_pads()),
        )
