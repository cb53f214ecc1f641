"""Reading the register: only what row-level security shows the acting person. Unknown and invisible are
the same: 404.
"""

import json
import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Subquery, TextField
from django.db.models.expressions import RawSQL
from django.http import Http404

from zicht.casework.register.models import (
    CriterionQuestion,
    Notification,
    NotificationCriterion,
    Obligation,
    PresumedVictim,
    RegistrationDecision,
    VictimSignal,
)
from zicht.casework.register.persons import identity as identities
from zicht.casework.register.persons.identity import Identity
from zicht.chain.agreements.vocabulary import Level
from zicht.chain.grants.models import Grant
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.foundation.access import Actor
from zicht.foundation.vault import sealing
from zicht.foundation.vault import services as vault
from zicht.foundation.vault.models import SubjectKey

LATEST_GRANTS = 750
HEAD = """coalesce((SELECT r.after FROM register_regroupedperson r
    WHERE r.victim_id = register_presumedvictim.id ORDER BY r.id DESC
    LIMIT 1), register_presumedvictim.id)"""
# Everyone who counts as the same person (see `linkage.regrouping`), each with the wrapped key where it is
# visible.
TOGETHER = f"""(SELECT coalesce(json_agg(json_build_array(k.subject_id, encode(k.wrapped, 'hex'))),
    '[]')::text FROM vault_subjectkey k
    WHERE k.subject_id = register_presumedvictim.id OR k.subject_id = {HEAD} OR k.subject_id IN (
        SELECT latest.victim_id FROM (SELECT DISTINCT ON (p.victim_id) p.victim_id, p.after
            FROM register_regroupedperson p
            WHERE p.victim_id IN (SELECT q.victim_id FROM register_regroupedperson q WHERE q.after = {HEAD})
            ORDER BY p.victim_id, p.id DESC) latest
        WHERE latest.after = {HEAD}))"""


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


def opened(victim_ids) -> dict:
    """Return {id: (victim, identity)} of the visible persons among these, in one query."""
    wrapped = SubjectKey.objects.filter(pk=OuterRef("pk")).values("wrapped")
    people = PresumedVictim.objects.annotate(wrapped=Subquery(wrapped)).filter(pk__in=list(victim_ids))
    return {
        who.pk: (who, identities.opened(sealing.unwrap(who.wrapped, who.pk), who.pk, who.identity))
        for who in people
        if who.wrapped is not None
    }


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


def open_victim(victim_id) -> tuple[PresumedVictim, dict]:
    """Return a visible person with {id: data key} of everyone visible who counts as the same, in one
    query; `question_id` and `question_due` are the open question to the own organisation. Raises
    Http404."""
    together = RawSQL(TOGETHER, [], output_field=TextField())
    asked = CriterionQuestion.objects.filter(
        victim=OuterRef("pk"), answered_at__isnull=True, organisation_id=RawSQL("(SELECT sec.org())", [])
    )
    victim = (
        PresumedVictim.objects.annotate(
            together=together,
            question_id=Subquery(asked.values("pk")[:1]),
            question_due=Subquery(asked.values("due_on")[:1]),
        )
        .filter(pk=victim_id)
        .first()
    )
    keys = (
        {uuid.UUID(key): bytes.fromhex(wrapped) for key, wrapped in json.loads(victim.together)}
        if victim
        else {}
    )
    if victim_id not in keys:
        raise Http404
    return victim, {key: sealing.unwrap(wrapped, key) for key, wrapped in keys.items()}


def identity_with(data_key: bytes, victim: PresumedVictim) -> Identity:
    """Return the identity opened with a data key that was read already."""
    return identities.opened(data_key, victim.pk, victim.identity)


def file_of(victim: PresumedVictim, together: list) -> File:
    """Return the signals, duties and decisions of a person and the notifications of everyone counted as
    the same person (`together`, ids), in four queries, newest first."""
    label = NotificationCriterion.objects.filter(
        code=OuterRef("criterion"),
        organisation_kind=OuterRef("organisation__kind"),
        valid_from__lte=OuterRef("notified_on"),
    ).order_by("-valid_from")
    about = Notification.objects.filter(victim_id__in=together)
    notifications = about.select_related("organisation", "municipality", "victim").annotate(
        criterion_label=Subquery(label.values("label")[:1])
    )
    return File(
        signals=list(
            VictimSignal.objects.filter(victim=victim).select_related("signal__municipality").order_by("-at")
        ),
        notifications=list(notifications.order_by("-notified_on", "-filed_at")),
        duties=list(victim.obligations.select_related("organisation").order_by("fulfilled_on", "due_on")),
        decisions=list(victim.decisions.select_related("reporting_organisation").order_by("-at")),
    )


def own(actor: Actor):
    """Return the presumed victims the actor came to see last (some five hundred at most), the newest
    registration first.

    Found from the latest own grants: a list of everyone would read a register of a million for its first
    page."""
    latest = (
        Grant.objects.filter(
            Q(function__isnull=True) | Q(function__in=actor.functions),
            organisation_id=actor.organisation_id,
            subject_kind=SubjectKind.VICTIM,
            ended_at__isnull=True,
            level__gte=Level.FULL,
        )
        .order_by("-granted_on", "subject_id")
        .values("subject_id")[:LATEST_GRANTS]
    )
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


def persons_in(signal) -> list[PresumedVictim]:
    """Return the persons of a signal whom the actor sees."""
    return list(PresumedVictim.objects.filter(signals__signal=signal))


def fully_seen(signal_ids) -> set:
    """Return which of these signals the actor sees in full: those whose data key is visible."""
    return set(SubjectKey.objects.filter(pk__in=list(signal_ids)).values_list("pk", flat=True))


def words_of(notification: Notification, data_key: bytes) -> dict:
    """Return the opened words of a notification: period, remarks and the name as the notifier wrote it,
    where given."""
    if notification.body is None:
        return {}
    return Notification.body.open(data_key, notification.pk, notification.body)
