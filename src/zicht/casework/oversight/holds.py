"""What oversight holds: questions about access to a subject, their answers, and who knows somebody in it."""

from zicht.casework.oversight.models import AccessAnswer, AccessQuestion, ConflictOfInterest, Honeytoken
from zicht.foundation.vault.declared import Seen, holds

holds(
    AccessQuestion,
    of="object_id",
    seen=Seen.OWN_RULE,
    emptied=("text",),
    words={"text": ("question about access",)},
    made={"object_kind": "code"},
)
holds(
    AccessAnswer,
    of="question__object_id",
    seen=Seen.OWN_RULE,
    emptied=("text",),
    words={"text": ("answer about access",)},
)
holds(ConflictOfInterest, of="subject_id", seen=Seen.OWN_RULE)
holds(Honeytoken, of="signal_id", seen=Seen.OWN_RULE)
