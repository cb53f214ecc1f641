import os
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
import pytest
from django.apps import apps
from django.test import override_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zicht.foundation.ui.tests.settings")
if not apps.ready:
    django.setup()

from zicht.foundation.ui.tests import settings as own

OVERRIDDEN = (
    "MIDDLEWARE",
    "ROOT_URLCONF",
    "TEMPLATES",
    "FORM_RENDERER",
    "MESSAGE_STORAGE",
    "CONTENT_SECURITY_POLICY",
    "ALLOWED_HOSTS",
)


@pytest.fixture(autouse=True, scope="module")
def only_the_look():
    """The shells are tested without the rooms above: no database, no session, no people."""
    with override_settings(**{name: getattr(own, name) for name in OVERRIDDEN}, LANGUAGE_CODE="nl"):
        yield


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def address(only_the_look):
    """The style page on a free loopback port."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.handlers.wsgi import WSGIHandler

    server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), WSGIServer, _Quiet)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
