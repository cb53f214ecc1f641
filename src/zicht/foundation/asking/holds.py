"""What asking holds: no words, and nothing of a stored subject."""

from zicht.foundation.asking.models import Alarm, Allowance, Asked, Decoy
from zicht.foundation.vault.declared import End, Seen, holds

holds(Asked, seen=Seen.NOBODY, end=End.SHORT, made={"token": "keyed digest"})
holds(Decoy, seen=Seen.NOBODY, made={"digest": "keyed digest of what belongs to nobody"})
holds(Alarm, seen=Seen.OWN_RULE)
holds(Allowance, seen=Seen.NOBODY)
