"""Settings, read from the environment once. One module: trial, tests and production differ by environment
only.

Database roles (see foundation/database): every alias is one PostgreSQL role. `default` is the runtime role
for signed-in people, `intake` the one for the public door, `worker` for jobs, `migrate` for schema
changes, `figures` for the fact tables. Jobs run domain code on `worker` through
`foundation.access.as_worker`; nothing else chooses an alias.
"""

import os
from ipaddress import ip_network
from pathlib import Path

from zicht.foundation.database.launcher import home
from zicht.foundation.database.roles import connection_settings
from zicht.foundation.vault import keys

BASE = Path(__file__).resolve().parent
HOME = home()
DEMO = os.environ.get("ZICHT_DEMO") == "1"
DEBUG = os.environ.get("ZICHT_DEBUG") == "1"
TESTING = os.environ.get("ZICHT_TESTING") == "1"

SECRET_KEY = keys.text_key("django")
ALLOWED_HOSTS = os.environ.get("ZICHT_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
HTTPS = os.environ.get("ZICHT_HTTPS") == "1"
TRUSTED_PROXIES = tuple(
    ip_network(each.strip())
    for each in os.environ.get("ZICHT_TRUSTED_PROXIES", "").split(",")
    if each.strip()
)
"""Networks of the proxies in front of this installation: only they can vouch for a visitor's address."""
PUBLISHER_NAME = os.environ.get("ZICHT_PUBLISHER", "De beheerder van dit register")
PUBLISHER_URI = os.environ.get("ZICHT_PUBLISHER_URI", "")
"""Who publishes the open data: name, and identifier in a national list of organisations when there is one."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "procrastinate.contrib.django",
    "zicht.foundation.ui",
    "zicht.foundation.organisations",
    "zicht.foundation.accounts",
    "zicht.foundation.access",
    "zicht.foundation.audit",
    "zicht.foundation.vault",
    "zicht.foundation.jobs",
    "zicht.foundation.asking",
    "zicht.foundation.operating",
    "zicht.chain.door",
    "zicht.chain.signals",
    "zicht.chain.routes",
    "zicht.chain.agreements",
    "zicht.chain.grants",
    "zicht.chain.sharing",
    "zicht.chain.custody",
    "zicht.chain.feedback",
    "zicht.chain.messages",
    "zicht.chain.intake",
    "zicht.casework.register",
    "zicht.casework.inquiries",
    "zicht.casework.survey",
    "zicht.casework.workforce",
    "zicht.casework.oversight",
    "zicht.casework.retention",
    "zicht.casework.deconfliction",
    "zicht.casework.tables",
    "zicht.sight.figures",
    "zicht.sight.effects",
    "zicht.sight.picture",
    "zicht.sight.funnel",
    "zicht.doors.public",
    "zicht.doors.workplace",
    "zicht.doors.exchange",
    # After our rooms, so that our templates come before theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zicht.foundation.accounts.middleware.ActorMiddleware",
]

# Reporting and reading an answer: no session, no sign-in, no messages (see wsgi.py).
PUBLIC_DOOR = tuple(f"{language}/{page}/" for language in ("", "/en") for page in ("melden", "antwoord"))
PUBLIC_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "zicht.doors.urls"
WSGI_APPLICATION = "zicht.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "zicht.doors.workplace.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "zicht.foundation.ui.renderers.FormRenderer"

DATABASE_NAME = os.environ.get("ZICHT_DATABASE", "zicht")
DATABASES = {
    alias: connection_settings(role, DATABASE_NAME)
    for alias, role in {
        "default": "zicht_app",
        "intake": "zicht_intake",
        "worker": "zicht_worker",
        "figures": "zicht_figures",
        "audit": "zicht_audit",
        "migrate": "zicht_migrate",
    }.items()
}
DATABASES["migrate"].setdefault("OPTIONS", {})["options"] = "-c role=zicht_owner"
# The one statement of the public door is prepared once and gets its rows as a parameter.
DATABASES["intake"].setdefault("OPTIONS", {})["server_side_binding"] = True
if not TESTING:
    # The public door keeps its connection: borrowing one from a pool costs a tenth of storing a signal.
    DATABASES["intake"]["CONN_MAX_AGE"] = None
    for alias in ("default", "worker"):
        DATABASES[alias].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8, "timeout": 20}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "zicht.foundation.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {
    "login": "zicht.foundation.accounts.forms.SignInForm",
    "reset_password": "zicht.foundation.accounts.forms.NewPasswordForm",
    "change_password": "zicht.foundation.accounts.forms.OwnPasswordForm",
}
# The library counts per process and per network address; `foundation/accounts/limits.py` counts instead.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# Not the library's own: that one notes an address as not confirmed, and then refuses a second factor.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "zicht.foundation.accounts.entrances.ResetTokens"
MFA_ADAPTER = "zicht.foundation.accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "zicht.foundation.accounts.forms.CodeForm",
    "reauthenticate": "zicht.foundation.accounts.forms.CodeAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an address is known to work: the invitation was sent to it
MFA_TOTP_ISSUER = "Zicht"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/inloggen/"
SECOND_FACTOR_URL = "/account/beveiliging/"
LOGIN_REDIRECT_URL = "/werk/"
LOGOUT_REDIRECT_URL = "/"

SESSION_ENGINE = "zicht.foundation.accounts.session_store"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (
    ("__Host-sessionid", "__Host-csrftoken") if HTTPS else ("sessionid", "csrftoken")
)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone with the session: it would tell that someone signed in here
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# Not "no-referrer": browsers would then send forms with origin "null", which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
USE_I18N = True
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# Without a mail server nothing is sent. A server that hangs is let go after ten seconds.
EMAIL_HOST = os.environ.get("ZICHT_EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'locmem'}.EmailBackend"
EMAIL_PORT = int(os.environ.get("ZICHT_EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("ZICHT_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ZICHT_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("ZICHT_EMAIL_TLS", "1") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("ZICHT_EMAIL_FROM", "zicht@zicht.example")
ADDRESS = os.environ.get("ZICHT_ADDRESS", f"http://localhost:{os.environ.get('ZICHT_PORT', '8000')}")

PROCRASTINATE_DATABASE_ALIAS = "worker"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
# A finished job leaves nothing behind: its row would tell the moment at which an anonymous reporter was
# there. Two at a time, so that a mail that hangs leaves a place for an escalation. A worker that was killed
# is missed within 20 seconds.
PROCRASTINATE_WORKER_DEFAULTS = {
    "delete_jobs": "successful",
    "concurrency": 2,
    "update_heartbeat_interval": 5,
    "stalled_worker_timeout": 20,
}

# No request line, address or person ever reaches a log: only our own structured lines and errors without
# values.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"nothing_personal": {"()": "zicht.foundation.audit.logging.NothingPersonal"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["nothing_personal"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
        "procrastinate": {"level": "WARNING"},
    },
}
