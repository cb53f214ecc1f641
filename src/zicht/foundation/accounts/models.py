"""Accounts and invitations. Names and addresses of colleagues, never case data."""

import uuid

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import OPEN_NOTHING, Function


class AccountManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())


class Account(AbstractBaseUser):
    """A person who can sign in. Rights come from functions in organisations only; there is no superuser."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    showcase = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = AccountManager()

    def __str__(self):
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Invitation(models.Model):
    """An invitation to take up a function; only a digest of its secret is kept.

    A function that opens something waits for a second person (`agreed_by`): until then there is no secret,
    and `expires_at` is the end of the proposal. Either may be taken back (`withdrawn_by`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.BinaryField(unique=True, null=True)
    email = models.EmailField()
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    function = models.CharField(max_length=30, choices=Function)
    deputy = models.BooleanField(default=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agreed_by__isnull=True) | ~models.Q(agreed_by=models.F("invited_by")),
                name="two_persons_give_a_function",
            )
        ]

    @property
    def waits(self) -> bool:
        """Whether a second person still has to agree."""
        return self.function not in OPEN_NOTHING and self.agreed_at is None


class Tries(models.Model):
    """How often a try at sign-in was wrong under one key, and from when the next one is taken. The digest is
    keyed and tells neither account nor network.
    """

    digest = models.BinaryField(primary_key=True)
    wrong = models.PositiveIntegerField()
    last_at = models.DateTimeField(db_index=True)
    next_at = models.DateTimeField()
