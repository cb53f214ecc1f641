"""The library's sign-in pages under Dutch addresses, with the names the library looks for. No sign-up, no
e-mail pages.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path

from zicht.foundation.accounts.recording import as_oneself
from zicht.foundation.accounts.views import security

urlpatterns = [
    path("inloggen/", account.login, name="account_login"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("inloggen/code/", mfa.authenticate, name="mfa_authenticate"),
    path("inloggen/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("account/bevestigen/", account.reauthenticate, name="account_reauthenticate"),
    path("account/bevestigen/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/bevestigen/sleutel/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/wachtwoord/", as_oneself(account.password_change), name="account_change_password"),
    path("account/wachtwoord/nieuw/", as_oneself(account.password_set), name="account_set_password"),
    path("wachtwoord-vergeten/", account.password_reset, name="account_reset_password"),
    path("wachtwoord-vergeten/verstuurd/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^wachtwoord-vergeten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        security.password_from_mail,
        name="account_reset_password_from_key",
    ),
    path(
        "wachtwoord-gewijzigd/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/geblokkeerd/", account.account_inactive, name="account_inactive"),
    path("account/beveiliging/", security.overview, name="mfa_index"),
    path("account/beveiliging/code/", as_oneself(security.activate_totp), name="mfa_activate_totp"),
    path("account/beveiliging/code/uit/", as_oneself(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/beveiliging/sleutels/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("account/beveiliging/sleutels/nieuw/", as_oneself(security.add_webauthn), name="mfa_add_webauthn"),
    path(
        "account/beveiliging/sleutels/<int:pk>/weg/",
        as_oneself(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/beveiliging/sleutels/<int:pk>/naam/",
        as_oneself(webauthn.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
    path("account/beveiliging/noodcodes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/beveiliging/noodcodes/nieuw/",
        as_oneself(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/beveiliging/noodcodes/bestand/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
