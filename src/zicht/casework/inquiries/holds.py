"""What blind questions hold of a person: pseudonyms of what stands in signals and the register."""

from zicht.casework.inquiries.models import (
    ContactRequest,
    IndexedSource,
    Inquiry,
    InquiryValue,
    Overrun,
    Pseudonym,
)
from zicht.foundation.vault.declared import End, Seen, holds

holds(
    Pseudonym,
    of="subject_id",
    seen=Seen.NOBODY,
    end=End.REMOVED,
    words={"value": ("telephone in an observation",)},
)
holds(IndexedSource, seen=Seen.NOBODY, made={"source_id": "an id"})
holds(Inquiry, seen=Seen.OWN_RULE)
holds(InquiryValue, seen=Seen.NOBODY, end=End.SHORT, words={"value": ("asked telephone", "asked name")})
holds(ContactRequest, of="subject_id", seen=Seen.OWN_RULE)
holds(Overrun, seen=Seen.OWN_RULE)
