"""Every act that is recorded. The kind follows NEN 7513 eventActionCode: C create, R read, U update, D
delete, E execute.
"""

from enum import StrEnum


class Action(StrEnum):
    def __new__(cls, value: str, kind: str):
        member = str.__new__(cls, value)
        member._value_ = value
        member.kind = kind
        return member

    SIGNAL_SUBMITTED = "signal_submitted", "C"
    SIGNAL_READ = "signal_read", "R"
    SIGNALS_LISTED = "signals_listed", "R"
    SIGNALS_SEARCHED = "signals_searched", "R"
    ATTACHMENT_READ = "attachment_read", "R"
    OBSERVATION_ADDED = "observation_added", "C"
    ASSESSMENT_ADDED = "assessment_added", "C"
    HOLDING_TAKEN_UP = "holding_taken_up", "U"
    HOLDING_ESCALATED = "holding_escalated", "U"
    HOLDING_REMINDED = "holding_reminded", "E"
    HANDOVER_OFFERED = "handover_offered", "C"
    HANDOVER_ACCEPTED = "handover_accepted", "U"
    HANDOVER_RETURNED = "handover_returned", "U"
    HANDOVER_WITHDRAWN = "handover_withdrawn", "U"
    SIGNAL_CLOSED = "signal_closed", "U"
    SIGNAL_REOPENED = "signal_reopened", "U"
    SIGNALS_LINKED = "signals_linked", "C"
    SIGNALS_IMPORTED = "signals_imported", "C"
    DRAFT_KEPT = "draft_kept", "U"
    GRANT_GIVEN = "grant_given", "C"
    GRANT_ENDED = "grant_ended", "U"
    AGREEMENT_DRAFTED = "agreement_drafted", "C"
    AGREEMENT_REVIEWED = "agreement_reviewed", "U"
    AGREEMENT_STARTED = "agreement_started", "U"
    AGREEMENT_ENDED = "agreement_ended", "U"
    SHARING_ASKED = "sharing_asked", "R"
    CONSENT_STATED = "consent_stated", "C"
    WISH_CHANGED = "wish_changed", "C"
    CRITERION_ASKED = "criterion_asked", "C"
    CRITERION_ANSWERED = "criterion_answered", "U"
    BREAK_GLASS_USED = "break_glass_used", "C"
    BREAK_GLASS_REVIEWED = "break_glass_reviewed", "U"
    BREAK_GLASS_LATE = "break_glass_late", "E"
    INQUIRY_ASKED = "inquiry_asked", "E"
    INQUIRIES_LISTED = "inquiries_listed", "R"
    CONTACT_REQUESTED = "contact_requested", "C"
    CONTACT_ANSWERED = "contact_answered", "U"
    FEEDBACK_GIVEN = "feedback_given", "C"
    FEEDBACK_LET_GO = "feedback_let_go", "E"
    FEEDBACK_READ = "feedback_read", "R"
    MAILBOX_OPENED = "mailbox_opened", "R"
    MAILBOX_WRITTEN = "mailbox_written", "C"
    VICTIM_REGISTERED = "victim_registered", "C"
    VICTIM_COMPLETED = "victim_completed", "U"
    VICTIM_LINKED = "victim_linked", "C"
    VICTIM_READ = "victim_read", "R"
    VICTIMS_LISTED = "victims_listed", "R"
    VICTIMS_SEARCHED = "victims_searched", "R"
    MATCH_JUDGED = "match_judged", "C"
    THRESHOLD_SET = "threshold_set", "U"
    REGISTER_COMPARED = "register_compared", "E"
    VICTIM_MERGED = "victim_merged", "U"
    VICTIM_SPLIT = "victim_split", "U"
    NOTIFICATION_FILED = "notification_filed", "C"
    NOTIFICATION_CORRECTED = "notification_corrected", "U"
    REGISTRATION_DECIDED = "registration_decided", "C"
    OBLIGATION_CREATED = "obligation_created", "C"
    OBLIGATION_FULFILLED = "obligation_fulfilled", "U"
    REGISTER_IMPORTED = "register_imported", "C"
    NOT_KNOWN_SAID = "not_known_said", "C"
    OBLIGATION_REMINDED = "obligation_reminded", "E"
    EDITION_MADE = "edition_made", "C"
    EDITION_READ = "edition_read", "R"
    CRITERIA_CHANGED = "criteria_changed", "U"
    TABLE_MADE = "table_made", "C"
    MEETING_PLANNED = "meeting_planned", "C"
    MEETING_STARTED = "meeting_started", "U"
    MEETING_JOINED = "meeting_joined", "C"
    MEETING_READ = "meeting_read", "R"
    MEETING_CONFIRMED = "meeting_confirmed", "U"
    MINUTES_READ = "minutes_read", "R"
    AGENDA_PROPOSED = "agenda_proposed", "R"
    AGENDA_CHANGED = "agenda_changed", "U"
    ITEM_PLACED = "item_placed", "C"
    ITEM_WRITTEN = "item_written", "C"
    ITEM_CHANGED = "item_changed", "U"
    ITEM_CLOSED = "item_closed", "U"
    WORK_PLANNED = "work_planned", "C"
    WORK_ENDED = "work_ended", "U"
    WORK_ASKED = "work_asked", "R"
    OVERLAPS_READ = "overlaps_read", "R"
    ROUTE_DRAFTED = "route_drafted", "C"
    ROUTE_CHECKED = "route_checked", "U"
    ROUTE_PUBLISHED = "route_published", "U"
    SIGNED_IN = "signed_in", "E"
    SIGN_IN_REFUSED = "sign_in_refused", "E"
    SIGNED_OUT = "signed_out", "E"
    ORGANISATION_CHOSEN = "organisation_chosen", "E"
    INVITATION_SENT = "invitation_sent", "C"
    INVITATION_ACCEPTED = "invitation_accepted", "U"
    FUNCTION_GIVEN = "function_given", "C"
    FUNCTION_ENDED = "function_ended", "U"
    ABSENCE_SET = "absence_set", "C"
    OVERVIEW_READ = "overview_read", "R"
    FIGURES_BUILT = "figures_built", "E"
    WORKFORCE_FILLED = "workforce_filled", "U"
    SURVEY_ANSWERED = "survey_answered", "C"
    AUDIT_SEARCHED = "audit_searched", "R"
    ACCESS_REPORT_MADE = "access_report_made", "R"
    ACCESS_QUESTION_ASKED = "access_question_asked", "C"
    ACCESS_QUESTION_ANSWERED = "access_question_answered", "C"
    ACCESS_QUESTION_CLOSED = "access_question_closed", "U"
    CONFLICT_DECLARED = "conflict_declared", "C"
    CONFLICT_ENDED = "conflict_ended", "U"
    HONEYTOKEN_PLACED = "honeytoken_placed", "C"
    PRINTED = "printed", "R"
    KEYS_ROTATED = "keys_rotated", "E"
    DATA_DESTROYED = "data_destroyed", "D"
    RETENTION_TERM_SET = "retention_term_set", "U"
    EXPORTED = "exported", "R"
    BACKUP_RESTORED = "backup_restored", "E"


# What is done to watch over others, whatever else the acting person does; it is recorded with that purpose.
OVERSIGHT = frozenset(
    {
        Action.AUDIT_SEARCHED,
        Action.ACCESS_REPORT_MADE,
        Action.ACCESS_QUESTION_ASKED,
        Action.ACCESS_QUESTION_CLOSED,
        Action.HONEYTOKEN_PLACED,
        Action.RETENTION_TERM_SET,
        Action.CONFLICT_ENDED,
    }
)
