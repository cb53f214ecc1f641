"""The second factor: its overview, and setting one up counts as having shown it. A password from a mail."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import PasswordResetFromKeyView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.shortcuts import render

from zicht.foundation.access import public_page, signed_in_page
from zicht.foundation.accounts import devices
from zicht.foundation.accounts.sessions import second_factor_done


@signed_in_page
def overview(request):
    """Which second factors this account has; for a new colleague the first thing to do."""
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    return render(
        request,
        "accounts/security.html",
        {
            "totp": Authenticator.Type.TOTP in kinds,
            "webauthn": Authenticator.Type.WEBAUTHN in kinds,
            "recovery": Authenticator.Type.RECOVERY_CODES in kinds,
            "done": second_factor_done(request.session),
        },
    )


class Activate(ActivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type=Authenticator.Type.TOTP)
        return response


class AddKey(AddWebAuthnView):
    def form_valid(self, form):
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type=Authenticator.Type.WEBAUTHN)
        return response


class NewPassword(PasswordResetFromKeyView):
    """Who reads the mail of an account is no guesser: this device is known from now on."""

    def form_valid(self, form):
        response = super().form_valid(form)
        devices.remember(self.request, response, self.reset_user.email)
        return response


password_from_mail = public_page(NewPassword.as_view())
activate_totp = signed_in_page(Activate.as_view())
add_webauthn = signed_in_page(AddKey.as_view())
