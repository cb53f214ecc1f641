"""What sharing holds of a person: by what consent something was shared, and why glass was broken."""

from zicht.chain.sharing.models import BreakGlass, Consent
from zicht.foundation.vault.declared import Seen, holds

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
