"""What custody holds of a person: who holds a signal, and what was said on the way."""

from zicht.chain.custody.models import (
    AlarmCall,
    Assessment,
    Closure,
    Custody,
    Handover,
    HandoverReply,
    Holding,
    Reopening,
    RouteEvaluation,
)
from zicht.foundation.vault.declared import Seen, holds

holds(Custody, of="signal_id", seen=Seen.CORE)
holds(
    RouteEvaluation,
    of="signal_id",
    seen=Seen.CORE,
    made={"document": "coded facts and the rules that held"},
)
holds(Holding, of="signal_id", seen=Seen.CORE, made={"because": "words of the published route"})
holds(
    Handover,
    of="signal_id",
    seen=Seen.CORE,
    emptied=("reason",),
    words={"reason": ("hand-over question",)},
)
holds(HandoverReply, of="signal_id", seen=Seen.CORE, emptied=("note",), words={"note": ("return note",)})
holds(Reopening, of="signal_id", seen=Seen.CORE, emptied=("reason",), words={"reason": ("reason to reopen",)})
holds(Assessment, of="signal_id", seen=Seen.FULL, words={"note": ("assessment note",)})
holds(AlarmCall, of="signal_id", seen=Seen.CORE)
holds(Closure, of="signal_id", seen=Seen.CORE, words={"note": ("closing note",)})
