"""The workplace behind its socket: who is at the other end is told by the processes of the public door."""

from zicht.doors.edge.calling import PEER
from zicht.wsgi import application as django

KEY = f"HTTP_{PEER.upper().replace('-', '_')}"


def application(environ, start_response):
    """Answer (WSGI) with the address of the visitor instead of that of the socket."""
    environ["REMOTE_ADDR"] = environ.pop(KEY, "")
    return django(environ, start_response)
