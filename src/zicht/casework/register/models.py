"""Presumed victims, their notifications, who must notify and what was decided. All case data, under forced
row-level security.
"""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from zicht.casework.register import linkage_models  # noqa: F401 (found by Django through this module)
from zicht.casework.register.vocabulary import (
    CriterionAnswer,
    DecisionKind,
    DecisionReason,
    Item,
    Missing,
    NotificationBasis,
    NotifierKind,
    ObligationKind,
    Sex,
)
from zicht.chain.signals.models import Signal
from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.foundation.organisations.models import Municipality, Organisation
from zicht.foundation.organisations.vocabulary import Function, OrganisationKind
from zicht.foundation.vault.fields import DataKey, Sealed


class PresumedVictim(models.Model):
    """A person registered at the slightest indication. Who it is stands sealed in `identity`; unknown stays
    unknown.

    What is learned later replaces the row; the database itself keeps the version before (`VictimVersion`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    registered_on = models.DateField(db_index=True)
    version = models.IntegerField(default=1)
    sex = models.CharField(max_length=10, choices=Sex, default=Sex.UNKNOWN)
    birth_year = models.SmallIntegerField(null=True)
    nationalities = ArrayField(models.CharField(max_length=2), default=list)
    country_of_origin = models.CharField(max_length=2, blank=True)
    missing = ArrayField(models.CharField(max_length=20, choices=Missing), default=list)
    identity = Sealed(under=DataKey("id"))


class VictimVersion(models.Model):
    """How a presumed victim stood in the register before a completion. Written by the database, insert
    only.
    """

    victim = models.ForeignKey(PresumedVictim, on_delete=models.PROTECT, related_name="versions")
    version = models.IntegerField()
    sex = models.CharField(max_length=10, choices=Sex)
    birth_year = models.SmallIntegerField(null=True)
    nationalities = ArrayField(models.CharField(max_length=2))
    country_of_origin = models.CharField(max_length=2, blank=True)
    identity = Sealed(under=DataKey("victim_id"), copy_of=PresumedVictim.identity, row="victim_id")
    replaced_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["victim", "version"], name="one_row_per_version")]


class IdentityKey(models.Model):
    """A keyed digest of a piece of identity, for the exact duplicate warning."""

    victim = models.ForeignKey(PresumedVictim, on_delete=models.CASCADE, related_name="identity_keys")
    digest = models.BinaryField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["victim", "digest"], name="one_key_per_digest")]


class VictimSignal(models.Model):
    """A presumed victim appears in a signal."""

    victim = models.ForeignKey(PresumedVictim, on_delete=models.PROTECT, related_name="signals")
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="victims")
    organisation_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["victim", "signal"], name="one_victim_per_signal")]


class NotificationCriterion(models.Model):
    """When organisations of a kind (or one organisation) must or may notify. Configurable; not case data."""

    code = models.SlugField(max_length=40)
    organisation_kind = models.CharField(max_length=20, choices=OrganisationKind)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    label = models.CharField(max_length=200)
    statutory = models.BooleanField(default=False)
    due_days = models.PositiveSmallIntegerField(default=28)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)


class CriterionProposal(models.Model):
    """A criterion, or a new version of one, that waits until a second person agrees. Configurable; not
    case data.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    replaces = models.ForeignKey(
        NotificationCriterion, null=True, on_delete=models.PROTECT, related_name="proposals"
    )
    made = models.OneToOneField(
        NotificationCriterion, null=True, on_delete=models.PROTECT, related_name="proposal"
    )
    code = models.SlugField(max_length=40)
    organisation_kind = models.CharField(max_length=20, choices=OrganisationKind)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=200)
    due_days = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    because = models.CharField(max_length=200)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    judged_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agreed__isnull=True)
                | models.Q(agreed=False)
                | models.Q(judged_by__isnull=False) & ~models.Q(judged_by=models.F("proposed_by")),
                name="a_second_person_agrees",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=models.Q(judged_at__isnull=True),
                name="one_open_proposal_per_criterion",
            ),
        ]


class Notification(models.Model):
    """One organisation's report of a presumed victim to the national register. Corrections are new
    versions.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    victim = models.ForeignKey(PresumedVictim, on_delete=models.PROTECT, related_name="notifications")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    notifier = models.CharField(max_length=20, choices=NotifierKind)
    notified_on = models.DateField()
    forms = ArrayField(models.CharField(max_length=20, choices=ExploitationForm))
    sector = models.CharField(max_length=40, blank=True)
    municipality = models.ForeignKey(Municipality, null=True, on_delete=models.PROTECT)
    criterion = models.CharField(max_length=40, blank=True)
    basis = models.CharField(max_length=20, choices=NotificationBasis)
    consent = models.BooleanField(default=False)
    body = Sealed(under=DataKey("victim_id"), null=True)
    filed_by = models.UUIDField()
    filed_at = models.DateTimeField()
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")

    class Meta:
        indexes = [models.Index(fields=["victim", "notified_on"])]


class RegistrationDecision(models.Model):
    """Why a presumed victim in a signal is, will be or is not reported, and when that is looked at again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="registration_decisions")
    victim = models.ForeignKey(PresumedVictim, null=True, on_delete=models.PROTECT, related_name="decisions")
    decision = models.CharField(max_length=15, choices=DecisionKind)
    reason = models.CharField(max_length=20, choices=DecisionReason)
    reporting_organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    review_on = models.DateField(null=True)
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    at = models.DateTimeField()


class Obligation(models.Model):
    """An organisation still has to report a presumed victim, by a day. Ends with a notification, or with the
    organisation's own decision why not (then `fulfilled_by` stays empty)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, null=True, on_delete=models.PROTECT, related_name="obligations")
    victim = models.ForeignKey(
        PresumedVictim, null=True, on_delete=models.PROTECT, related_name="obligations"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=ObligationKind)
    because = models.CharField(max_length=200)
    due_on = models.DateField()
    created_at = models.DateTimeField()
    reminded_on = models.DateField(null=True)
    fulfilled_by = models.ForeignKey(Notification, null=True, on_delete=models.PROTECT, related_name="+")
    fulfilled_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "victim"],
                condition=models.Q(fulfilled_on__isnull=True, victim__isnull=False),
                name="one_open_duty_per_victim",
            ),
            models.UniqueConstraint(
                fields=["organisation", "signal"],
                condition=models.Q(fulfilled_on__isnull=True, victim__isnull=True),
                name="one_open_duty_per_signal",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due_on"],
                condition=models.Q(fulfilled_on__isnull=True),
                name="open_duty",
            )
        ]


class CriterionQuestion(models.Model):
    """Whether one of an organisation's own criteria is met for a presumed victim: put to one function there.

    A duty, and sight of who the person is, begin with yes (`sec.answer_question`); no ends it with a reason.
    `met_on` is the day of the facts. `lapsed`: the person concerned wants no investigators.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    victim = models.ForeignKey(PresumedVictim, on_delete=models.PROTECT, related_name="criterion_questions")
    signal = models.ForeignKey(Signal, null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    function = models.CharField(max_length=30, choices=Function)
    because = models.CharField(max_length=200)
    due_on = models.DateField()
    created_at = models.DateTimeField()
    reminded_on = models.DateField(null=True)
    answer = models.CharField(max_length=10, choices=CriterionAnswer, blank=True)
    criterion = models.CharField(max_length=40, blank=True)
    met_on = models.DateField(null=True)
    reason = models.CharField(max_length=20, choices=DecisionReason, blank=True)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "victim"],
                condition=models.Q(answered_at__isnull=True),
                name="one_open_question_per_victim",
            ),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at__isnull=True)
                | models.Q(answer="met", answered_at__isnull=False, met_on__isnull=False)
                & ~models.Q(criterion="")
                | models.Q(answer="not_met", answered_at__isnull=False) & ~models.Q(reason="")
                | models.Q(answer="lapsed", answered_at__isnull=False),
                name="an_answer_says_which_or_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due_on"],
                condition=models.Q(answered_at__isnull=True),
                name="open_question",
            )
        ]


class NotKnown(models.Model):
    """An organisation said that it does not know something CoMensha asks; it is not asked again. Insert
    only.
    """

    victim = models.ForeignKey(PresumedVictim, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=20, choices=Item)
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["victim", "organisation_id", "item"], name="said_unknown_once")
        ]


class Edition(models.Model):
    """The figures of a closed year as known at a moment. Insert only; `changes` tells what was new since
    the one before.
    """

    year = models.SmallIntegerField()
    number = models.SmallIntegerField()
    as_of = models.DateTimeField()
    changes = models.JSONField()
    figures = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="one_edition_per_number")]
