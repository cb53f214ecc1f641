"""What grants hold of a person: who may see a subject, and why."""

from zicht.chain.grants.models import Grant
from zicht.foundation.vault.declared import Seen, holds

holds(
    Grant,
    of="subject_id",
    seen=Seen.OWN_RULE,
    by_grant=True,
    open={"because": "names the agreement and the organisation; the product writes the sentence"},
    made={"ended_because": "a fixed sentence"},
)
