"""Reading the register: only what row-level security shows the acting person. Unknown and invisible are the same: 404."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import Http404

from zicht.casework.register import identity as identities
from zicht.casework.register.identity import Identity
from zicht.casework.register.models import (
    IdentityKey,
    Notification,
    NotificationCriterion,
    Obligation,
    PresumedVictim,
    RegistrationDecision,
    VictimSignal,
)
from zicht.chain.custody import deadlines
from zicht.chain.sharing.models import Grant
from zicht.chain.sharing.vocabulary import Level, SubjectKind
from zicht.foundation.access import Actor
from zicht.foundation.audit import service as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.vault import sealing
from zicht.foundation.vault import service as vault
from zicht.foundation.vault.models import SubjectKey

LATEST_GRANTS = 750


@dataclass(frozen=True)
class Known:
    """A person the actor sees who may be the same, with why."""

    victim: PresumedVictim
    identity: Identity
    because: str


@dataclass(frozen=True)
class DuplicateWarning:
    """`visible`: persons the actor sees; `elsewhere`: the register knows such a person whom the actor does not see."""

    visible: list[Known]
    elsewhere: bool

    def __bool__(self):
        return bool(self.visible) or self.elsewhere


def access_victim(victim_id) -> PresumedVictim:
    """Return a presumed victim the actor sees. Raises Http404."""
    victim = PresumedVictim.objects.filter(pk=victim_id).first()
    if victim is None:
        raise Http404
    return victim


def lock_visible(victim_id) -> PresumedVictim:
    """Return a presumed victim the actor sees, locked until the commit. Raises Http404."""
    victim = PresumedVictim.objects.select_for_update().filter(pk=victim_id).first()
    if victim is None:
        raise Http404
    return victim


def access_notification(notification_id) -> Notification:
    """Return a notification the actor sees. Raises Http404."""
    notification = Notification.objects.select_related("victim").filter(pk=notification_id).first()
    if notification is None:
        raise Http404
    return notification


def identity_of(victim: PresumedVictim) -> Identity:
    """Return the opened identity of a visible victim."""
    return identities.opened(vault.data_key(victim.pk), victim.pk, victim.identity)


def identities_of(victims) -> dict:
    """Return the opened identities of visible victims by id, in one query."""
    keys = vault.data_keys(victim.pk for victim in victims)
    return {v.pk: identities.opened(keys[v.pk], v.pk, v.identity) for v in victims if v.pk in keys}


@dataclass(frozen=True)
class File:
    """What is written beside a person, as far as the actor sees it."""

    signals: list[VictimSignal]
    notifications: list[Notification]
    duties: list[Obligation]
    decisions: list[RegistrationDecision]

    @property
    def current(self) -> list[Notification]:
        corrected = {row.corrects_id for row in self.notifications}
        return [row for row in self.notifications if row.pk not in corrected]


def open_victim(victim_id) -> tuple[PresumedVictim, bytes]:
    """Return a visible person with the data key, in one query. Raises Http404."""
    wrapped = SubjectKey.objects.filter(pk=OuterRef("pk")).values("wrapped")
    victim = PresumedVictim.objects.annotate(wrapped=Subquery(wrapped)).filter(pk=victim_id).first()
    if victim is None or victim.wrapped is None:
        raise Http404
    return victim, sealing.unwrap(victim.wrapped, victim.pk)


def identity_with(data_key: bytes, victim: PresumedVictim) -> Identity:
    """Return the identity opened with a data key that was read already."""
    return identities.opened(data_key, victim.pk, victim.identity)


def file_of(victim: PresumedVictim) -> File:
    """Return the signals, notifications, duties and decisions of a person, in four queries, newest first."""
    label = NotificationCriterion.objects.filter(
        code=OuterRef("criterion"), organisation_kind=OuterRef("organisation__kind"), valid_from__lte=OuterRef("notified_on")
    ).order_by("-valid_from")
    notifications = victim.notifications.select_related("organisation", "municipality").annotate(
        criterion_label=Subquery(label.values("label")[:1])
    )
    return File(
        signals=list(VictimSignal.objects.filter(victim=victim).select_related("signal__municipality").order_by("-at")),
        notifications=list(notifications.order_by("-notified_on", "-filed_at")),
        duties=list(victim.obligations.select_related("organisation").order_by("fulfilled_on", "due_on")),
        decisions=list(victim.decisions.select_related("reporting_organisation").order_by("-at")),
    )


def duplicate_warning(identity: Identity, actor: Actor, other_than=None) -> DuplicateWarning:
    """Return who in the register may be the same person by exact keys; the question itself is on record."""
    wanted = identities.keys(identity)
    found = IdentityKey.objects.filter(digest__in=list(wanted)).exclude(victim_id=other_than).select_related("victim")
    because = {}
    for row in found:
        because.setdefault(row.victim, []).append(wanted[bytes(row.digest)])
    opened = identities_of(list(because))
    visible = [Known(victim, opened[victim.pk], " en ".join(why)) for victim, why in because.items()]
    elsewhere = bool(wanted) and _elsewhere(list(wanted))
    audit.record(actor, Action.VICTIMS_SEARCHED, "victim", "", visible=len(visible), elsewhere=elsewhere)
    return DuplicateWarning(visible, elsewhere)


def current_notifications():
    """Return visible notifications that were not corrected; only these count."""
    return Notification.objects.filter(corrected_by__isnull=True)


def own(actor: Actor):
    """Return the presumed victims the actor came to see last (some five hundred at most), the newest registration first.

    Found from the latest own grants: a list of everyone would read a register of a million for its first page.
    """
    latest = (
        Grant.objects.filter(
            Q(function__isnull=True) | Q(function__in=actor.functions),
            organisation_id=actor.organisation_id, subject_kind=SubjectKind.VICTIM, ended_at__isnull=True,
            level__gte=Level.FULL,
        )
        .order_by("-granted_on", "subject_id")
        .values("subject_id")[:LATEST_GRANTS]
    )  # fmt: skip
    return PresumedVictim.objects.filter(pk__in=latest).order_by("-registered_on", "reference")


def still_to_report(actor: Actor):
    """Return the victims the actor's organisation still has to report and sees, the first day first."""
    duty = Obligation.objects.filter(
        victim=OuterRef("pk"), organisation_id=actor.organisation_id, fulfilled_on__isnull=True
    ).values("due_on")
    mine = Obligation.objects.filter(organisation_id=actor.organisation_id, fulfilled_on__isnull=True)
    return (
        PresumedVictim.objects.filter(pk__in=mine.values("victim_id"))
        .annotate(due_on=Subquery(duty[:1]))
        .order_by("due_on", "reference")
    )


def reported(victims):
    """Keep the victims of whom at least one notification was filed."""
    return victims.filter(Exists(Notification.objects.filter(victim=OuterRef("pk"))))


def incomplete(victims):
    """Keep the victims of whom CoMensha still misses something."""
    return victims.exclude(missing=[])


def open_duties():
    """Return every visible open duty, the most urgent first."""
    return (
        Obligation.objects.filter(fulfilled_on__isnull=True)
        .select_related("organisation", "signal", "victim")
        .order_by("due_on", "created_at")
    )


def to_look_at_again():
    """Return visible decisions "not yet" whose day has come and that no later decision replaced."""
    later = RegistrationDecision.objects.filter(signal=OuterRef("signal"), at__gt=OuterRef("at"))
    return (
        RegistrationDecision.objects.filter(~Exists(later), decision="not_yet", review_on__lte=deadlines.today())
        .select_related("signal", "victim")
        .order_by("review_on")
    )


def persons_in(signal) -> list[PresumedVictim]:
    """Return the persons of a signal whom the actor sees."""
    return list(PresumedVictim.objects.filter(signals__signal=signal))


def undecided(signal_id) -> list[VictimSignal]:
    """Return the persons in a signal of whom nobody said yet who reports, or why not: a table cannot close the item (TB2)."""
    decided = RegistrationDecision.objects.filter(signal_id=signal_id)
    links = VictimSignal.objects.filter(signal_id=signal_id)
    for_person = decided.filter(victim_id=OuterRef("victim_id"))
    return [] if decided.filter(victim__isnull=True).exists() else list(links.exclude(Exists(for_person)))


def fully_seen(signal_ids) -> set:
    """Return which of these signals the actor sees in full: those whose data key is visible."""
    return set(SubjectKey.objects.filter(pk__in=list(signal_ids)).values_list("pk", flat=True))


def _elsewhere(digests: list[bytes]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.identity_elsewhere(%s)", [digests])
        return cursor.fetchone()[0]
