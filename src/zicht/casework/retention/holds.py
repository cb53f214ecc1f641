"""What retention holds: that something was destroyed, and when; nothing of what it was."""

from zicht.casework.retention.models import RetentionRun, Tombstone
from zicht.foundation.vault.declared import Seen, holds, no_case

holds(Tombstone, of="subject_id", seen=Seen.NOBODY, open={"basis": "the law or list a term rests on"})
holds(
    RetentionRun,
    seen=Seen.OWN_RULE,
    made={"resisted": "counts by kind, step and kind of error"},
)
no_case("retention_retentionterm", open={"basis": "the law or list a term rests on"})
no_case("retention_termproposal", open={"basis": "the law or list a term rests on"})
