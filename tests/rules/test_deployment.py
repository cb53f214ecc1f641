"""How a real installation is served: Django's own deployment checks, cookies, headers (SH2)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASK = """
import django, json
django.setup()
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in %r}))
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """As an organisation would run it: behind TLS, without demonstration or test settings."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("ZICHT_", "DJANGO_"))}
    return mine | {
        "ZICHT_HOME": str(tmp_path_factory.mktemp("home")),
        "ZICHT_HTTPS": "1",
        "ZICHT_HOSTS": "zicht.example",
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "zicht.settings",
    }


def settings_of(environment, *names) -> dict:
    import json

    done = subprocess.run(
        [sys.executable, "-c", ASK % (names,)], env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_SH2_djangos_deployment_checks_have_nothing_to_say(environment):
    """SH2: `manage check --deploy` without a warning."""
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_SH2_cookies_and_transport_are_as_strict_as_they_can_be(environment):
    """SH2: secure, bound to this host, and a year of HTTPS only, for all subdomains."""
    found = settings_of(
        environment,
        "DEBUG",
        "DEMO",
        "SESSION_COOKIE_NAME",
        "CSRF_COOKIE_NAME",
        "SESSION_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "SESSION_COOKIE_SAMESITE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    )
    assert (found["DEBUG"], found["DEMO"]) == (False, False)
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert found["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert found["SESSION_COOKIE_SECURE"]
    assert found["SESSION_COOKIE_HTTPONLY"]
    assert found["SESSION_COOKIE_SAMESITE"] in ("Lax", "Strict")
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
