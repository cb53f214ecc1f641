"""What sharing holds of a person: who may see, by what consent, and why glass was broken."""

from zicht.chain.grants.models import Grant
from zicht.chain.sharing.models import BreakGlass, Consent
from zicht.foundation.vault.declared import Seen, holds

holds(
    Grant,
    of="subject_id",
    seen=Seen.OWN_RULE,
    by_grant=True,
    open={"because": "names the agreement and the organisation; the product writes the sentence"},
    made={"ended_because": "a fixed sentence"},
)
holds(
    Consent,
    of="subject_id",
    seen=Seen.OWN_RULE,
    by_grant=True,
    made={"language": "code from a list: consent has no words of its own"},
)
holds(
    BreakGlass,
    of="subject_id",
    seen=Seen.OWN_RULE,
    words={"words": ("break-glass: own", "break-glass: shown")},
)
