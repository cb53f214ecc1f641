"""Reading custody: only what row-level security shows the acting person. Unknown and invisible are the
same: 404.
"""

from django.db.models import Exists, OuterRef
from django.http import Http404

from zicht.chain.custody.models import Custody, Handover, HandoverReply, Holding
from zicht.chain.custody.vocabulary import HoldingRole
from zicht.chain.grants.models import Grant
from zicht.chain.grants.vocabulary import SubjectKind


def lock_visible(signal_id) -> Custody:
    """Return the custody row of a signal the actor sees in full, locked until the commit. Raises Http404."""
    custody = Custody.objects.select_for_update().filter(pk=signal_id).first()
    if custody is None:
        raise Http404
    return custody


def running(signal_id):
    """Return the running holdings of a signal, responsible first."""
    return Holding.objects.filter(signal_id=signal_id, ended_at__isnull=True).order_by("-role", "due_at")


def untaken(signal_id) -> bool:
    """Return whether a signal is acute and no responsible holder took it up yet."""
    responsible = running(signal_id).filter(role=HoldingRole.RESPONSIBLE, acute=True)
    return responsible.exists() and not responsible.filter(taken_up_at__isnull=False).exists()


def held_by(signal_id, actor) -> Holding | None:
    """Return the actor's own running holding of a signal, responsible before informed; None without one."""
    mine = running(signal_id).filter(organisation_id=actor.organisation_id, function__in=actor.functions)
    return mine.first()


def responsible_by(signal_id, actor) -> Holding | None:
    """Return the actor's own running responsible holding of a signal; None without one."""
    mine = running(signal_id).filter(organisation_id=actor.organisation_id, function__in=actor.functions)
    return mine.filter(role=HoldingRole.RESPONSIBLE).first()


def open_handovers():
    """Return visible hand-overs that wait for an answer."""
    answered = HandoverReply.objects.filter(handover=OuterRef("pk"))
    return Handover.objects.filter(~Exists(answered), holding__ended_at__isnull=True)


def offered_to(actor):
    """Return the hand-overs that wait for the actor's answer, the most urgent first."""
    return (
        open_handovers()
        .filter(to_organisation_id=actor.organisation_id, to_function__in=actor.functions)
        .select_related("signal", "holding__organisation")
        .order_by("due_at")
    )


def visible_ids():
    """Return the ids of the signals on which the acting organisation has a running grant, as a query to
    filter with."""
    return Grant.objects.filter(subject_kind=SubjectKind.SIGNAL, ended_at=None).values("subject_id")
