"""Keys by which a person is found, pairs that may be one person, and what people said of them. All case
data.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from zicht.casework.register.vocabulary import (
    CandidateSource,
    CandidateState,
    Judged,
    RegroupingKind,
    RegroupingReason,
)
from zicht.foundation.vault.fields import Fixed, Sealed


class BlockingKey(models.Model):
    """A keyed digest of a part of an identity that likely records of one person share (63 bits)."""

    victim = models.ForeignKey(
        "register.PresumedVictim", on_delete=models.CASCADE, related_name="blocking_keys"
    )
    digest = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "victim"], name="one_blocking_key_per_digest")
        ]


class _Pair(models.Model):
    """Two persons, the smaller id on the left, so that a pair has one form."""

    left = models.ForeignKey("register.PresumedVictim", on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey("register.PresumedVictim", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class MatchJudgement(_Pair):
    """What a person said of two persons. The latest counts; earlier ones stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    verdict = models.CharField(max_length=10, choices=Judged)
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["left", "right", "-at"])]
        constraints = [
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="a_judgement_has_one_form")
        ]


class MatchCandidate(_Pair):
    """Two persons in the register who may be one, for CoMensha to look at. `reasons` are those of the
    score, without values.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    weight = models.FloatField()
    probability = models.FloatField()
    reasons = ArrayField(models.CharField(max_length=100))
    source = models.CharField(max_length=10, choices=CandidateSource)
    state = models.CharField(max_length=10, choices=CandidateState, default=CandidateState.WAITING)
    found_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state", "-probability"])]
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="a_pair_waits_once"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="a_candidate_has_one_form"),
        ]


class Regrouping(models.Model):
    """An act that makes persons count as one, or apart again. Never changed; taken back by another act."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=RegroupingKind)
    reason = models.CharField(max_length=20, choices=RegroupingReason)
    despite_conflict = models.BooleanField(default=False)
    undoes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="undone_by")
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    at = models.DateTimeField(db_index=True)

    def stands(self) -> bool:
        """Return whether the act was not taken back, or was, and that was taken back in turn."""
        return not any(act.stands() for act in self.undone_by.all())


class RegroupedPerson(models.Model):
    """As whom a person counted before and after an act. The latest row of a person holds; without one it
    counts as itself.
    """

    regrouping = models.ForeignKey(Regrouping, on_delete=models.PROTECT, related_name="persons")
    victim = models.ForeignKey(
        "register.PresumedVictim", on_delete=models.PROTECT, related_name="regroupings"
    )
    before = models.UUIDField()
    after = models.UUIDField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["victim", "-id"])]


class LinkageSetting(models.Model):
    """The likelihood from which the nightly comparison may merge by itself; none: a person decides on
    every pair.

    A likelihood counts from when a second registrar agreed (`judged_at`); none counts at once.
    """

    threshold = models.FloatField(null=True)
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    at = models.DateTimeField()
    agreed = models.BooleanField(null=True)
    judged_by = models.UUIDField(null=True)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed__isnull=True)
                | Q(agreed=False)
                | Q(judged_by__isnull=False) & ~Q(judged_by=F("person_id")),
                name="two_persons_set_a_threshold",
            )
        ]


class LinkageModel(models.Model):
    """The weights as counted in this register at one comparison; the check while typing reads the latest.
    Sealed: common names stand in it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(db_index=True)
    records = models.IntegerField()
    content = Sealed(under=Fixed("linkage-model", "content"), holds=bytes)


class LinkageRun(models.Model):
    """One comparison of the whole register, with the weights used (none: those that come with Zicht).
    `evidence`: number of pairs per step of posterior evidence, no persons."""

    at = models.DateTimeField()
    model = models.ForeignKey(LinkageModel, null=True, on_delete=models.PROTECT)
    seconds = models.FloatField()
    records = models.IntegerField()
    pairs = models.IntegerField()
    merged = models.IntegerField()
    threshold = models.FloatField(null=True)
    evidence = models.JSONField()
