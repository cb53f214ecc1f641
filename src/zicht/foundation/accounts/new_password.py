"""A new password by mail, in a way that tells nobody who has an account.

The page only puts a job aside, for a known and an unknown address alike; the job looks and mails.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import connection
from django.urls import reverse

from zicht.foundation.accounts.models import Account

SUBJECT = "Een nieuw wachtwoord voor Zicht"
MAIL = """Iemand vroeg een nieuw wachtwoord voor uw account bij Zicht. Was u dat? Open dan deze pagina:
{address}

Was u het niet? Dan hoeft u niets te doen. Uw wachtwoord blijft zoals het is.
"""


def ask(email: str) -> None:
    """Put the mail aside; the same work for every address."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.ask_new_password(%s)", [email.strip().lower()])


def send(account_id: str | None) -> bool:
    """Mail the way to a new password; return whether there was an account to mail. For the worker."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        return False
    parts = {"uidb36": user_pk_to_url_str(account), "key": default_token_generator.make_token(account)}
    address = settings.ADDRESS + reverse("account_reset_password_from_key", kwargs=parts)
    send_mail(SUBJECT, MAIL.format(address=address), None, [account.email])
    return True
