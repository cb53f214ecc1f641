"""What stands in the tables of accounts and sessions: no cases, but secrets and traces of work on cases."""

from zicht.foundation.vault.declared import no_case

COLLEAGUES = "names and addresses of colleagues: who acts is no secret inside the chain"

no_case("accounts_account", words={"password": ("password",)}, open={"email": COLLEAGUES, "name": COLLEAGUES})
no_case(
    "accounts_invitation",
    open={"email": COLLEAGUES, "name": COLLEAGUES},
    secrets={"digest": ("invitation code",)},
)
no_case("accounts_tries", made={"digest": "keyed digest"})
no_case("account_emailaddress", open={"email": COLLEAGUES})
no_case("account_emailconfirmation", made={"key": "random"})
no_case("mfa_authenticator", words={"data": ("second factor", "recovery codes")})
no_case(
    "django_session",
    words={
        "session_data": (
            "searched word",
            "name in a check while typing",
            "phone in a check while typing",
            "second factor that is being set up",
            "link for a new password",
        )
    },
    secrets={"session_key": ("session id",)},
)
no_case("auth_*", made="rights of the framework, not used for people")
no_case("django_content_type", made="names of models")
