"""Agreements hold nothing of a person."""

from zicht.foundation.vault.declared import no_case

no_case(
    "agreements_*",
    open="what an agreement says is read by every party; it is about organisations, never about a person",
)
