"""How destroying a subject reaches every sealed column: data, so that a new column is not forgotten (SH7).

`tests/rules/test_retention.py` compares this with the database: a column that is not here fails, and so
does one that is said to be emptied of which `sec.destroy_subject` does not speak.
"""

from enum import StrEnum


class Reach(StrEnum):
    """Why nothing can be read in a column after the subject was destroyed."""

    KEY = "sealed under the data key of the subject, which is destroyed"
    EMPTIED = "emptied or removed by sec.destroy_subject"
    SHORT = "removed as soon as it was used, or by the person whose it is; not about a stored subject yet"
    NO_WORDS = "a keyed digest of something random or of a whole submission; nothing to read"


SEALED = {
    "custody_assessment.note": Reach.KEY,
    "custody_closure.note": Reach.KEY,
    "custody_handover.reason": Reach.EMPTIED,
    "custody_handoverreply.note": Reach.EMPTIED,
    "custody_reopening.reason": Reach.EMPTIED,
    "deconfliction_work.body": Reach.EMPTIED,
    "deconfliction_work.wrapped": Reach.EMPTIED,
    "deconfliction_workkey.digest": Reach.EMPTIED,
    "feedback_feedback.text": Reach.KEY,
    "feedback_mailbox.lookup": Reach.NO_WORDS,
    "inquiries_inquiryvalue.value": Reach.SHORT,
    "inquiries_pseudonym.value": Reach.EMPTIED,
    "intake_draft.body": Reach.SHORT,
    "intake_importfile.body": Reach.SHORT,
    "intake_importrow.digest": Reach.NO_WORDS,
    "intake_importrun.file_digest": Reach.NO_WORDS,
    "intake_receivedpart.digest": Reach.NO_WORDS,
    "oversight_accessanswer.text": Reach.EMPTIED,
    "oversight_accessquestion.text": Reach.EMPTIED,
    "register_identitykey.digest": Reach.EMPTIED,
    "register_linkagemodel.content": Reach.NO_WORDS,
    "register_notification.body": Reach.KEY,
    "register_presumedvictim.identity": Reach.KEY,
    "register_victimversion.identity": Reach.EMPTIED,
    "sharing_breakglass.words": Reach.KEY,
    "signals_attachment.content": Reach.EMPTIED,
    "signals_attachment.name": Reach.EMPTIED,
    "signals_observation.body": Reach.KEY,
    "signals_signal.submission_digest": Reach.NO_WORDS,
    "signals_signalcontent.body": Reach.KEY,
    "tables_itemaction.text": Reach.EMPTIED,
    "tables_itemtext.text": Reach.EMPTIED,
}
