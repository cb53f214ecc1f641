"""How Zicht uses django-allauth: no self-registration, sealed second-factor secrets, sign-ins on record,
plain mails.
"""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.utils import user_email
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from zicht.foundation.access import acting
from zicht.foundation.accounts import devices, limits, recording
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.vault import sealing
from zicht.foundation.vault.keys import root_key

SECRET_PLACE = "mfa_authenticator|secret"
BY_MAIL = "account/email/password_reset"


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": (
            "Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk of alles goed is getypt."
        ),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not when the person signed in a moment ago: setting up the second factor follows on the first
        sign-in."""
        records = get_authentication_records(self.request, self.request.user)
        fresh = any(
            time.time() - record["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for record in records
        )
        return not fresh

    def post_login(self, request, user, **kwargs):
        recording.put_on_record(user.pk, Action.SIGNED_IN)
        response = super().post_login(request, user, **kwargs)
        devices.remember(request, response, user.email)
        return response

    def authenticate(self, request, **credentials):
        """Return who this is, or None; a wrong password counts. Refuses (ValidationError) who has to wait."""
        taken = limits.take("sign-in", request, credentials["email"])
        user = super().authenticate(request, **credentials)
        if user:
            limits.give_back(taken)
        return user

    def authentication_failed(self, request, **credentials):
        recording.refused()

    def logout(self, request):
        recording.put_on_record(request.user.pk, Action.SIGNED_OUT)
        super().logout(request)

    def set_password(self, user, password):
        with acting(recording.oneself(user.pk)):
            super().set_password(user, password)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Security mails say what changed and nothing about the device or network. That a password came by
        way of the mail is also put on record."""
        if template_prefix == BY_MAIL:
            recording.put_on_record(user.pk, Action.PASSWORD_RESET)
        self.send_mail(template_prefix, email or user_email(user), {})

    def add_message(
        self, request, level, message_template=None, message_context=None, extra_tags="", message=None
    ):
        """Messages of the library stay away; our pages say themselves what happened."""


class MFAAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return sealing.seal(root_key("second-factor"), SECRET_PLACE, text).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.open_sealed(root_key("second-factor"), SECRET_PLACE, bytes.fromhex(encrypted_text))
