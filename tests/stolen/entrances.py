"""Secrets that let someone in, each made as people make it: nobody writes them, a thief would use them."""

import re

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.utils import decrypt
from django.core import mail
from django.test import Client

from tests.isolation.cast import EDE
from zicht.demo.people_in_place import PASSWORD
from zicht.foundation.access import as_worker
from zicht.foundation.accounts import new_password, services
from zicht.foundation.accounts.models import Account, Invitation

HOST = "http://localhost:8000"


class Entrances:
    """`use`: every way in, planted in the canaries; afterwards `take_away` what would outlive a test."""

    def __init__(self, canaries):
        self.planted, self.country = canaries.planted, canaries.country
        self.account = Account.objects.get(pk=canaries.neighbour.person_id)

    def use(self) -> None:
        client = Client()
        self._ask_for_a_new_password(client)
        client.post("/inloggen/", {"login": self.account.email, "password": PASSWORD})
        page = client.get("/account/beveiliging/code/").content.decode()
        self.planted[re.search(r"<code>([A-Z2-7]+)</code>", page)[1]] = "second factor that is being set up"
        self.planted[client.cookies["sessionid"].value] = "session id"
        codes = RecoveryCodes.activate(self.account)
        self.planted[decrypt(codes.instance.data["seed"])] = "recovery codes"
        self._invite()

    def take_away(self) -> None:
        with as_worker():
            Invitation.objects.all().delete()
        Authenticator.objects.filter(user=self.account).delete()

    def _ask_for_a_new_password(self, client: Client) -> None:
        client.post("/wachtwoord-vergeten/", {"email": self.account.email})
        new_password.send(str(self.account.pk))
        path, token = re.search(r"http\S+?(/wachtwoord-vergeten/\w+-(\S+)/)", mail.outbox[-1].body).groups()
        client.get(path)
        assert client.session["_password_reset_key"] == token
        self.planted[token] = "link for a new password"

    def _invite(self) -> None:
        administrator = self.country.actor("administrator", EDE)
        address = services.invite("kn@zicht.example", "Nieuw", "reporter", False, actor=administrator)
        self.planted[address.removeprefix(f"{HOST}/uitnodiging/").strip("/")] = "invitation code"
