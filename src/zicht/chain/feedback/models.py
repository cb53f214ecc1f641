"""Feedback messages, and the mailbox an anonymous reporter opens with the receipt code."""

import uuid

from django.db import models

from zicht.chain.feedback.guard import Override
from zicht.chain.feedback.vocabulary import Recipient, Stage
from zicht.chain.signals.models import Signal
from zicht.foundation.vault.fields import DataKey, Sealed


class Feedback(models.Model):
    """One word to a reporter, an earlier link, or (from the reporter) to those at work. Insert only.

    `text` is an own addition, sealed under the signal's mailbox place; the default text follows from
    `stage` and `detail`. `number`, given by the database, is the order in which words came; of their
    moment only the day is kept. `override`: why a person let own words go out that the guard stopped. For
    a reporter without an account `account_id` and `organisation_id` are empty: the receipt opens it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="feedback")
    recipient = models.CharField(max_length=15, choices=Recipient)
    organisation_id = models.UUIDField(null=True)
    account_id = models.UUIDField(null=True)
    stage = models.CharField(max_length=12, choices=Stage)
    role = models.CharField(max_length=30, blank=True)
    detail = models.CharField(max_length=30, blank=True)
    text = Sealed(under=DataKey("signal_id"), null=True)
    override = models.CharField(max_length=15, choices=Override, null=True)
    given_on = models.DateField()
    by_organisation_id = models.UUIDField(null=True)
    by_person_id = models.UUIDField(null=True)
    number = models.BigIntegerField(null=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["signal", "given_on"]),
            models.Index(
                fields=["account_id", "-given_on"], condition=models.Q(account_id__isnull=False), name="inbox"
            ),
        ]


class FeedbackRead(models.Model):
    """The person in the inbox opened the word."""

    feedback = models.OneToOneField(Feedback, primary_key=True, on_delete=models.PROTECT, related_name="read")
    account_id = models.UUIDField()
    at = models.DateTimeField()


class MailNotice(models.Model):
    """A word to an account that an e-mail must still announce. The database adds the row with the word
    itself.

    `tries` counts how often a mail about it was begun, `mail_id` is the same at every try.
    """

    feedback = models.OneToOneField(
        Feedback, primary_key=True, on_delete=models.PROTECT, related_name="notice"
    )
    account_id = models.UUIDField()
    handled_at = models.DateTimeField(null=True)
    mailed = models.BooleanField(default=False)
    mail_id = models.UUIDField(null=True)
    tried_at = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0, db_default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["account_id"], condition=models.Q(handled_at__isnull=True), name="waiting_notices"
            ),
            models.Index(
                fields=["account_id", "-handled_at"], condition=models.Q(mailed=True), name="last_mails"
            ),
        ]


class Mailbox(models.Model):
    """Where the receipt code leads. `lookup` is derived from the code with Argon2id; the code itself is
    nowhere.
    """

    lookup = models.BinaryField(primary_key=True)
    signal = models.OneToOneField(Signal, on_delete=models.PROTECT, related_name="mailbox")
