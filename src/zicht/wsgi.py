"""The door for the web server: the public door and the workplace, each with its own middleware.

Reporting and reading an answer run without session, sign-in or messages: what is not there cannot leave a
trace or cost time.
"""

import contextlib
import gc
import logging
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zicht.settings")

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connections
from django.test.utils import override_settings

from zicht.doors import boot
from zicht.doors.closed import closed


class PublicDoor(WSGIHandler):
    """Django's handler, with the few middlewares of the public door."""

    def load_middleware(self, is_async=False):
        with override_settings(MIDDLEWARE=settings.PUBLIC_MIDDLEWARE):
            super().load_middleware(is_async)


workplace = get_wsgi_application()
public_door = PublicDoor()


gc.freeze()  # What was loaded stays: looking through it again and again holds up every request of the moment.
gc.set_threshold(20_000, 20, 50)


log = logging.getLogger("zicht.start")


class Start:
    """Nothing is served before the database was found safe; one that does not answer yet is asked again at
    the next request.
    """

    safe = False

    @classmethod
    def look(cls) -> None:
        try:
            boot.require_safe()
            cls.safe = True
        finally:
            connections.close_all()


with contextlib.suppress(OperationalError):
    Start.look()


def application(environ, start_response):
    """Hand a request to the public door or to the workplace, by its address."""
    if not Start.safe:
        try:
            Start.look()
        except (OperationalError, boot.NotSafe) as reason:
            log.error(
                "Zicht does not serve: %s",
                reason if isinstance(reason, boot.NotSafe) else "the database does not answer",
            )
            return closed(environ, start_response)
    public = environ["PATH_INFO"].startswith(settings.PUBLIC_DOOR)
    return (public_door if public else workplace)(environ, start_response)
