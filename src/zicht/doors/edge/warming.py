"""Loading what a report needs before a process listens: its first visitors must not wait for that."""

import gc
from types import SimpleNamespace

from zicht.doors.edge import calling
from zicht.foundation.acts import clock
from zicht.wsgi import application as django

OWN_VISIT = SimpleNamespace(
    method="GET",
    path="/melden/",
    query_string="",
    scheme="http",
    http_version="1.1",
    client="127.0.0.1:0",
    server="127.0.0.1:80",
    headers={"host": "localhost"},
)


def warm() -> None:
    """Make the first page once, and know the holidays; what was loaded is left out of garbage collection."""
    clock.next_working_day(clock.today())
    calling.answer(django, calling.environment(OWN_VISIT, b""))
    gc.freeze()
