"""What intake holds of a person before there is a signal: drafts and files to read in."""

from zicht.chain.intake.models import Draft, ImportFile, ImportProblem, ImportRow, ImportRun, ReceivedPart
from zicht.foundation.vault.declared import End, Seen, holds

holds(Draft, seen=Seen.PERSONAL, end=End.SHORT, words={"body": ("draft", "draft: contact")})
holds(ImportRun, seen=Seen.OWN, made={"file_digest": "keyed digest"})
holds(ImportFile, seen=Seen.OWN_RULE, end=End.SHORT, words={"body": ("offered file",)})
holds(ImportRow, of="signal_id", seen=Seen.OWN_RULE, made={"digest": "keyed digest"})
holds(
    ImportProblem,
    seen=Seen.OWN_RULE,
    made={"reason": "a fixed sentence"},
    words={"column": ("unknown heading of a file",), "shape": ("wrong date in a file",)},
)
holds(ReceivedPart, of="signal_id", seen=Seen.NOBODY, made={"digest": "keyed digest"})
