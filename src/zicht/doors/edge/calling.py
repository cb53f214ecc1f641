"""Calling Django (WSGI) in a slot, with a request that is there in whole."""

import io
import sys
from collections.abc import Callable
from typing import Any

Answer = tuple[int, list[tuple[str, str]], bytes]
PEER = "x-zicht-peer"
"""Who is at the other end, told by the public door's processes to those of the workplace, by nobody else."""


def plain_headers(scope) -> list[tuple[str, str]]:
    """What may be passed on. A name with an underscore would pose as one with a hyphen."""
    dropped = (PEER, "content-length", "transfer-encoding", "connection", "expect")
    return [(name, text) for name, text in scope.headers.items() if "_" not in name and name not in dropped]


def peer(scope) -> str:
    return scope.client.rpartition(":")[0].strip("[]")


def environment(scope, body: bytes) -> dict[str, Any]:
    """The request as WSGI has it (PEP 3333)."""
    host, _, port = scope.server.rpartition(":")
    return {
        **_of_headers(plain_headers(scope)),
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "REMOTE_ADDR": peer(scope),
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def _of_headers(headers: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, text in headers:
        key = "CONTENT_TYPE" if name == "content-type" else f"HTTP_{name.upper().replace('-', '_')}"
        between = "; " if name == "cookie" else ","
        found[key] = f"{found[key]}{between}{text}" if key in found else text
    return found


def answer(application: Callable, environ: dict[str, Any]) -> Answer:
    """What the application says, in whole."""
    told: list[Any] = []

    def start_response(status, headers, exc_info=None):
        told[:] = [int(status.partition(" ")[0]), headers]

    parts = application(environ, start_response)
    try:
        content = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    return told[0], told[1], content
