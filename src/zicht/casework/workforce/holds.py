"""Counts of people at work per sector; nothing of a person."""

from zicht.foundation.vault.declared import no_case

no_case(
    "workforce_sectorsize",
    open={"source": "the source of a public number"},
    made={"section": "a letter of the SBI"},
)
