"""Moments that may be emptied or set again, each with its reason; every other one only moves forward.

A signal that is opened again, a consent that is given again, a function that someone takes up again, sight
that is given again and an invitation that is sent again are new rows: `custody_reopening`, `sharing_consent`,
`organisations_functionassignment`, `sharing_grant` and `accounts_invitation` themselves never go back."""

AGAIN = "asked or shown again after a while: the last time counts"
PLAN = "a plan, not an end: it may be planned anew"
COUNTED = "made anew from the other tables"
DRAFT = "a draft that is changed must be looked at again; its workflow is a trigger of its own"

MAY_MOVE_BACK = {
    "accounts_invitation.expires_at": "a proposal that was agreed to becomes a link for a week",
    "accounts_account.last_login": "the last time, no end",
    "account_emailconfirmation.sent": "of the library; Zicht sends no such mail",
    "agreements_agreement.end_asked_at": "who asked to end it may take that back",
    "agreements_agreement.ends_on": DRAFT
    + " (`sec.agreements_keep_order`: what was reviewed does not change)",
    "agreements_agreement.reviewed_at": DRAFT + " (`sec.agreements_keep_order`)",
    "custody_holding.due_at": "danger that is told later makes it sooner, taking it up sets the next one",
    "custody_holding.overdue_since": "taking it up ends being too late",
    "django_session.expire_date": "moves on with each page; a session that ended is a row that is gone",
    "feedback_mailnotice.tried_at": AGAIN,
    "mfa_authenticator.last_used_at": AGAIN,
    "organisations_absence.ends_on": "who comes back sooner takes the absence back: the row goes",
    "register_criterionquestion.due_on": PLAN,
    "register_criterionquestion.reminded_on": AGAIN,
    "register_obligation.due_on": PLAN,
    "register_obligation.reminded_on": AGAIN,
    "routes_routeversion.checked_at": DRAFT + " (`sec.routes_keep_final`)",
    "sharing_breakglass.reminded_at": AGAIN + "; also asked of the next officer when the first left",
    "signals_searchentry.received_on": COUNTED,
    "tables_agendaitem.next_look_on": PLAN,
    "tables_itemaction.due_on": PLAN,
}
