"""Every permission, and which functions hold it. The whole access policy over acts stands on this page.

Which rows a person sees is decided by grants and row-level security (see `rows`); a permission only opens
the door to an act. What is not listed is refused.
"""

from enum import StrEnum

from zicht.foundation.organisations.vocabulary import Function as F


class Permission(StrEnum):
    WORK_OWN = "work_own"
    """See the own work page, inbox and settings."""
    SIGNAL_REPORT = "signal_report"
    """Record a signal as a professional and see the own signals."""
    SIGNAL_READ = "signal_read"
    """Open signals the own function holds a grant on; search and list them."""
    SIGNAL_ADD = "signal_add"
    """Add an observation or an assessment."""
    SIGNAL_HOLD = "signal_hold"
    """Take up, hand over, accept, return and close signals one is responsible for."""
    SIGNAL_IMPORT = "signal_import"
    """Import a tip-line file for the own organisation."""
    SHARE = "share"
    """Ask whether something may be shared, share it, keep consent, and use emergency access."""
    WISH_NOTE = "wish_note"
    """Note that the person concerned changed the wish for no investigators."""
    BREAK_GLASS_REVIEW = "break_glass_review"
    """Review afterwards the emergency access that someone else used."""
    INQUIRE = "inquire"
    """Ask whether other regions know a phone, plate, address or person, and answer as a holder."""
    FEEDBACK_GIVE = "feedback_give"
    """Write to a reporter."""
    REGISTER_READ = "register_read"
    """Open presumed victims the own function holds a grant on."""
    REGISTER_NOTIFY = "register_notify"
    """Register a presumed victim and file a notification."""
    REGISTER_CRITERIA = "register_criteria"
    """Set the notification criteria of notifying organisations."""
    REGISTER_MERGE = "register_merge"
    """Decide which persons in the register are one, merge, split, and set the threshold of the nightly
    comparison."""
    REGISTER_DELIVER = "register_deliver"
    """Take the register out: CoMensha's list, the yearly delivery, the international standard, the public
    file."""
    TABLE_SIT = "table_sit"
    """Take part in the tables one has a seat at."""
    TABLE_CHAIR = "table_chair"
    """Make a table, plan its meetings, arrange the agenda and confirm what came out."""
    CHAIN_OVERVIEW = "chain_overview"
    """See where signals stand still in the own region."""
    ROUTE_READ = "route_read"
    """See reporting routes and try them."""
    ROUTE_EDIT = "route_edit"
    """Draft, check and publish the route of the own area."""
    WORKFORCE_FILL = "workforce_fill"
    """Fill in how many people work in which sector of the own municipality or region."""
    FIGURES_RAW = "figures_raw"
    """See figures without protection of small numbers."""
    FIGURES_READ = "figures_read"
    """See protected figures and the funnel."""
    AGREEMENT_READ = "agreement_read"
    """Read which agreements on sharing there are."""
    AGREEMENT_EDIT = "agreement_edit"
    """Draft, review, start and end agreements on sharing."""
    PEOPLE_MANAGE = "people_manage"
    """Invite colleagues and give functions in the own organisation."""
    PEOPLE_AGREE = "people_agree"
    """Agree, as a second person, to a function that a colleague proposed in the own organisation."""
    AUDIT_READ = "audit_read"
    """Read the log of access of the own organisation."""


P = Permission
_EVERYONE = {P.WORK_OWN, P.ROUTE_READ, P.FIGURES_READ}
_CASE = _EVERYONE | {P.AGREEMENT_READ, P.SIGNAL_REPORT, P.SIGNAL_READ, P.SIGNAL_ADD}
_HOLDER = (
    _CASE
    | {
        P.SIGNAL_HOLD,
        P.SHARE,
        P.INQUIRE,
        P.BREAK_GLASS_REVIEW,
        P.FEEDBACK_GIVE,
        P.REGISTER_READ,
        P.REGISTER_NOTIFY,
    }
    | {P.TABLE_SIT}
)

POLICY: dict[F, frozenset[Permission]] = {
    F.REPORTER: frozenset(_EVERYONE | {P.SIGNAL_REPORT}),
    F.AMBASSADOR: frozenset(_CASE | {P.TABLE_SIT}),
    F.CONTACT_OFFICER: frozenset(_HOLDER | {P.WORKFORCE_FILL, P.SIGNAL_IMPORT}),
    F.CHAIN_DIRECTOR: frozenset(
        _HOLDER | {P.WORKFORCE_FILL, P.SIGNAL_IMPORT, P.CHAIN_OVERVIEW, P.ROUTE_EDIT, P.TABLE_CHAIR}
    ),
    F.CARE_COORDINATOR: frozenset(_HOLDER | {P.CHAIN_OVERVIEW, P.WISH_NOTE}),
    F.TMM: frozenset(_HOLDER | {P.SIGNAL_IMPORT, P.CHAIN_OVERVIEW}),
    F.NLA: frozenset(_HOLDER | {P.SIGNAL_IMPORT}),
    F.KMAR: frozenset(_HOLDER | {P.SIGNAL_IMPORT}),
    F.SAFE_HOME: frozenset(_HOLDER),
    F.DUTY_OFFICER: frozenset(_HOLDER),
    F.FALLBACK_DESK: frozenset(_HOLDER | {P.SIGNAL_IMPORT, P.CHAIN_OVERVIEW, P.ROUTE_EDIT}),
    F.REGISTRAR: frozenset(
        _EVERYONE
        | {
            P.AGREEMENT_READ,
            P.SIGNAL_READ,
            P.REGISTER_READ,
            P.REGISTER_NOTIFY,
            P.REGISTER_CRITERIA,
            P.REGISTER_MERGE,
            P.REGISTER_DELIVER,
        }
        | {P.FIGURES_RAW}
    ),
    F.SHELTER_MANAGER: frozenset(_EVERYONE | {P.AGREEMENT_READ, P.REGISTER_READ}),
    F.RESEARCHER: frozenset(_EVERYONE),
    F.DATA_PROTECTION_OFFICER: frozenset(
        _EVERYONE | {P.AGREEMENT_READ, P.AGREEMENT_EDIT, P.BREAK_GLASS_REVIEW, P.AUDIT_READ, P.PEOPLE_AGREE}
    ),
    F.ADMINISTRATOR: frozenset(
        _EVERYONE | {P.AGREEMENT_READ, P.AGREEMENT_EDIT, P.PEOPLE_MANAGE, P.PEOPLE_AGREE, P.ROUTE_EDIT}
    ),
}


def may(functions, permission: Permission) -> bool:
    """Return whether any of the functions holds the permission; an unknown function holds none."""
    return any(permission in POLICY.get(function, frozenset()) for function in functions)
