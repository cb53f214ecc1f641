"""Sign-in by e-mail address and password; the second factor is asked afterwards (see `views`)."""

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password

from zicht.foundation.accounts.models import Account


class AccountBackend(BaseBackend):
    def authenticate(self, request, email=None, password=None, **other):
        account = Account.objects.filter(email=(email or "").strip().lower(), is_active=True).first()
        if account is None:
            make_password(password)  # the same work for an unknown address
            return None
        return account if account.check_password(password or "") else None

    def get_user(self, user_id):
        return Account.objects.filter(pk=user_id, is_active=True).first()
