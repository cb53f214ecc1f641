"""Which acts reach beyond the own organisation, and how one person tries each of them alone.

Every act of the code stands here: among those that reach further (ACTS, each with a reason and a run), as a
step on the way to one (STEPS), or in a file whose acts stay with the own organisation (WITHIN)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.urls import reverse

from zicht.casework.register.duties.services import changing as criteria
from zicht.casework.register.linkage.services import thresholds
from zicht.casework.register.linkage_models import LinkageRun
from zicht.casework.register.models import NotificationCriterion
from zicht.casework.retention.services import changing as terms
from zicht.chain.agreements import services as agreements
from zicht.chain.agreements.library import BY_SLUG
from zicht.chain.routes import services as routes
from zicht.chain.routes.queries import Area
from zicht.foundation.access import acting, as_worker
from zicht.foundation.accounts import services as accounts
from zicht.foundation.accounts.models import Invitation
from zicht.foundation.acts import clock

Post = tuple[str, str]
REGISTRAR, DESK = ("registrar", "comensha"), ("fallback_desk", "landelijk-vangnet")
OFFICER = ("data_protection_officer", "comensha")
ADMINISTRATOR, OWN_OFFICER = ("administrator", "gemeente-ede"), ("data_protection_officer", "gemeente-ede")


@dataclass(frozen=True)
class Act:
    """An act that takes two persons. `prepare` is what the first may do alone and returns what is judged;
    `act`, the page and the statements are the rest of it; `counts` reads what is in force."""

    reason: str
    first: Post
    second: Post
    prepare: Callable[[Any], Any]
    act: Callable[[Any, Any], Any]
    page: str
    data: dict[str, str]
    counts: str
    statements: tuple[str, ...]
    national: bool = True


def _term(actor):
    return terms.propose("report", "Selectielijst 2020, nr. 7", 30, None, actor=actor).pk


def _criterion(actor):
    old = NotificationCriterion.objects.filter(organisation_kind="ggd", valid_until=None).get()
    said = {"label": "Een ernstig vermoeden", "due_days": 14, "because": "Afgesproken."}
    return criteria.propose_change(old.pk, **said, valid_from=clock.today(), actor=actor).pk


def _threshold(actor):
    with as_worker():
        counted = {"at": clock.now(), "seconds": 1, "records": 1, "pairs": 0, "merged": 0, "evidence": {}}
        LinkageRun.objects.create(**counted)
    return thresholds.choose(0.99, actor=actor).pk


def _route(actor):
    version = routes.draft(Area(), routes.starting_text(Area()), actor=actor)
    assert routes.check_version(version.pk, actor=actor) == ()
    return version.pk


def _draft(actor):
    return agreements.from_template(BY_SLUG["zvh-covenant"], actor=actor).pk


def _ending(actor):
    row = _draft(actor)
    second = accounts_second(actor)
    agreements.review(row, actor=second)
    agreements.start(row, actor=actor)
    return agreements.ask_to_end(row, "Wij stoppen.", actor=actor).pk


def accounts_second(actor):
    """Return the data-protection officer of Ede."""
    from zicht.testing.base import Country

    return Country().actor(*OWN_OFFICER)


def _function(actor):
    accounts.invite("puppet@zicht.example", "P", "contact_officer", False, actor=actor)
    return Invitation.objects.get(email="puppet@zicht.example").pk


ACTS = {
    "casework.retention.services.changing.agree": Act(
        "a term destroys what other organisations keep",
        OFFICER,
        OFFICER,
        _term,
        lambda pk, actor: terms.agree(pk, actor=actor),
        "oversight:judge_term",
        {"answer": "agree"},
        "SELECT count(*) FROM retention_retentionterm",
        (
            "SELECT sec.agree_to_term(%(pk)s)",
            "UPDATE retention_termproposal SET agreed = true, judged_at = now(), judged_by_id = %(other)s",
            "DELETE FROM retention_retentionterm",
        ),
    ),
    "casework.register.duties.services.changing.agree": Act(
        "a criterion tells other organisations when to notify",
        REGISTRAR,
        REGISTRAR,
        _criterion,
        lambda pk, actor: criteria.agree(pk, actor=actor),
        "register:judge_proposal",
        {"oordeel": "akkoord"},
        "SELECT count(*) FROM register_notificationcriterion",
        (
            "SELECT sec.agree_to_criterion(%(pk)s)",
            """UPDATE register_criterionproposal SET agreed = true, judged_at = now(),
                judged_by_id = %(other)s""",
            "UPDATE register_notificationcriterion SET due_days = 365",
        ),
    ),
    "casework.register.linkage.services.thresholds.agree": Act(
        "above a threshold persons of other organisations are merged at night",
        REGISTRAR,
        REGISTRAR,
        _threshold,
        lambda pk, actor: thresholds.agree(pk, actor=actor),
        "register:judge_threshold",
        {"answer": "agree"},
        "SELECT count(*) FROM register_linkagesetting WHERE agreed",
        (
            "SELECT sec.agree_to_threshold(%(pk)s)",
            "UPDATE register_linkagesetting SET agreed = true, judged_at = now(), judged_by = %(other)s",
            "UPDATE register_linkagesetting SET threshold = 0.9",
            """INSERT INTO register_linkagesetting (threshold, organisation_id, person_id, at, agreed,
                judged_by, judged_at)
                VALUES (0.9, %(organisation)s, %(me)s, now(), true, %(other)s, now())""",
        ),
    ),
    "chain.routes.services.publish": Act(
        "the route of the nation chooses the holders of every signal",
        DESK,
        DESK,
        _route,
        lambda pk, actor: routes.publish(pk, actor=actor),
        "routes:publish",
        {},
        "SELECT max(number) FROM routes_routeversion WHERE level = 'nation' AND state = 'published'",
        (
            """UPDATE routes_routeversion SET state = 'retired'
                WHERE level = 'nation' AND state = 'published'""",
            """UPDATE routes_routeversion SET state = 'published', published_by = %(me)s, published_at = now()
                WHERE id = %(pk)s""",
            """UPDATE routes_routeversion SET revised_by = %(other)s, state = 'published',
                published_by = %(me)s WHERE id = %(pk)s""",
        ),
    ),
    "chain.agreements.services.start": Act(
        "an agreement lets other organisations share",
        ADMINISTRATOR,
        OWN_OFFICER,
        _draft,
        lambda pk, actor: _reviewed_and_started(pk, actor),
        "agreements:review",
        {},
        "SELECT count(*) FROM agreements_agreement WHERE state = 'in_force'",
        (
            """UPDATE agreements_agreement SET state = 'in_force', reviewed_by = %(other)s,
                started_by = %(me)s""",
            "UPDATE agreements_agreement SET state = 'reviewed', reviewed_by = %(other)s",
            "UPDATE agreements_agreement SET state = 'reviewed', reviewed_by = %(me)s",
        ),
        national=False,
    ),
    "chain.agreements.services.end": Act(
        "with an agreement the sight that others gave under it ends",
        ADMINISTRATOR,
        OWN_OFFICER,
        _ending,
        lambda pk, actor: agreements.end(pk, actor=actor),
        "agreements:judge_end",
        {"answer": "end"},
        "SELECT count(*) FROM agreements_agreement WHERE state = 'ended'",
        (
            "UPDATE agreements_agreement SET state = 'ended', ended_by = %(me)s, ended_at = now()",
            "UPDATE agreements_agreement SET state = 'ended', ended_by = %(other)s, ended_at = now()",
            """UPDATE agreements_agreement SET state = 'ended', end_asked_by = %(other)s, ended_by = %(me)s,
                ended_at = now()""",
            "UPDATE agreements_agreement SET end_asked_by = %(other)s",
        ),
        national=False,
    ),
    "foundation.accounts.services.agree": Act(
        "a function opens what other organisations shared with this one",
        ADMINISTRATOR,
        OWN_OFFICER,
        _function,
        lambda pk, actor: accounts.agree(pk, actor=actor),
        "accounts:judge",
        {"answer": "agree"},
        "SELECT count(*) FROM accounts_invitation WHERE digest IS NOT NULL",
        (
            "SELECT sec.agree_to_function(%(pk)s, 'abc')",
            "UPDATE accounts_invitation SET agreed_by_id = %(other)s, agreed_at = now(), digest = 'abc'",
            """INSERT INTO organisations_functionassignment (account_id, organisation_id, function, deputy,
                starts_on) VALUES (%(me)s, %(organisation)s, 'contact_officer', false, CURRENT_DATE)""",
        ),
        national=False,
    ),
}
"""By the name of the act: why it reaches further, who acts, and how one person tries it alone."""

_PROPOSES = "waits until a second person agrees"
_STOPS = "takes back or stops, which gives nobody more"
STEPS = {
    "casework.retention.services.changing.propose": _PROPOSES,
    "casework.retention.services.changing.decline": _STOPS,
    "casework.register.duties.services.changing.propose_change": _PROPOSES,
    "casework.register.duties.services.changing.propose_new": _PROPOSES,
    "casework.register.duties.services.changing.decline": _STOPS,
    "casework.register.linkage.services.thresholds.choose": _PROPOSES,
    "casework.register.linkage.services.thresholds.decline": _STOPS,
    "chain.routes.services.draft": _PROPOSES,
    "chain.routes.services.revise": _PROPOSES,
    "chain.routes.services.check_version": _PROPOSES,
    "chain.routes.services.adopt": "publishes, and so is refused as `publish` is",
    "chain.agreements.services.draft": _PROPOSES,
    "chain.agreements.services.revise": _PROPOSES,
    "chain.agreements.services.review": "is the second person of `start`",
    "chain.agreements.services.ask_to_end": _PROPOSES,
    "chain.agreements.services.keep_on": _STOPS,
    "foundation.accounts.services.invite": _PROPOSES,
    "foundation.accounts.services.withdraw": _STOPS,
    "foundation.accounts.services.end_function": _STOPS,
    "foundation.accounts.services.set_absence": "of the own organisation",
    "foundation.accounts.services.end_absence": "of the own organisation",
}

_GRANT = "acts on a signal or person with a running grant"
_SEAT = "acts at a table where the organisation has a seat"
_READS = "reads, and leaves its event"
_OWN = "changes what is of the own organisation or person"
WITHIN = {
    "casework.register.duties.services.asking": "answers a question in the name of the own organisation",
    "foundation.asking.services": "lets a colleague ask more today, or places what belongs to nobody",
    "chain.sharing.services.wishes": _GRANT,
    "casework.deconfliction.services": _OWN,
    "casework.inquiries.services": "asks and answers in the name of the own function",
    "casework.oversight.services": _OWN,
    "casework.register.delivering.services.deliveries": _READS,
    "casework.register.delivering.services.exporting": _READS,
    "casework.register.delivering.services.importing": "adds notifications of the own organisation",
    "casework.register.delivering.services.public_file": _READS,
    "casework.register.linkage.services.judging": _GRANT,
    "casework.register.linkage.services.regrouping": "merges persons seen whole; each act can be undone",
    "casework.register.linkage.services.reviewing": "decides on pairs seen whole; each act can be undone",
    "casework.register.notifying.services.answering": _GRANT,
    "casework.register.notifying.services.deciding": _GRANT,
    "casework.register.notifying.services.filing": _GRANT,
    "casework.register.persons.services": _GRANT,
    "casework.survey.services": _OWN,
    "casework.tables.services.deciding": _SEAT,
    "casework.tables.services.placing": _SEAT,
    "casework.tables.services.writing": _SEAT,
    "casework.workforce.services": _OWN,
    "chain.custody.services.adding": _GRANT,
    "chain.custody.services.handovers": _GRANT,
    "chain.custody.services.holding": _GRANT,
    "chain.intake.importing.services": "gives signals",
    "chain.intake.services.drafts": _OWN,
    "chain.intake.services.quick": "gives a signal",
    "chain.intake.services.storing": "gives a signal",
    "chain.messages.services": _OWN,
    "chain.sharing.services.break_glass": "opens one subject, and is reviewed by another",
    "chain.sharing.services.consents": _GRANT,
    "chain.sharing.services.deciding": _GRANT,
}


def _reviewed_and_started(pk, actor):
    agreements.review(pk, actor=actor)
    return agreements.start(pk, actor=actor)


def address(act: Act, pk) -> str:
    """Return the address of the page on which a second person acts."""
    return reverse(act.page, args=[pk])


def in_force(act: Act, actor=None):
    """Return what counts now, as the actor reads it in the running transaction or as a job does."""
    if actor is None:
        with as_worker(), connections["default"].cursor() as cursor:
            return cursor.execute(act.counts).fetchone()
    with acting(actor), connections["default"].cursor() as cursor:
        return cursor.execute(act.counts).fetchone()
