"""What planned work holds of a person: what it is about, for who planned it."""

from zicht.casework.deconfliction.models import Overlap, Work, WorkKey
from zicht.foundation.vault.declared import End, Seen, holds

holds(
    Work,
    of=("id", "signal_id"),
    seen=Seen.OWN_RULE,
    emptied=("wrapped", "body"),
    words={
        "body": (
            "work: address",
            "work: place",
            "work: phone",
            "work: plate",
            "work: company",
            "work: person",
        )
    },
    made={"wrapped": "a wrapped key"},
)
holds(
    WorkKey,
    of=("work_id", "work__signal_id"),
    seen=Seen.OWN_RULE,
    end=End.REMOVED,
    made={"digest": "keyed digest"},
)
holds(Overlap, of=("work_id", "work__signal_id"), seen=Seen.OWN_RULE)
