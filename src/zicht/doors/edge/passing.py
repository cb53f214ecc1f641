"""Passing a request on to the workplace: a socket in the home, one plain HTTP request on each connection.

Both ends are ours. HTTP/1.0, so that the answer ends where the connection ends.
"""

import asyncio
import os
from urllib.parse import quote

from zicht.doors.edge.calling import PEER, Answer, peer, plain_headers
from zicht.doors.edge.limits import ANSWER_SECONDS, SOCKET

KEY = f"HTTP_{PEER.upper().replace('-', '_')}"
OWN = ("connection", "date", "server", "transfer-encoding", "content-length")


class NoAnswer(Exception):
    """The workplace is not there, or did not say everything."""


def knowing_the_visitor(application):
    """The application (WSGI) behind the socket, told the address of the visitor instead of the socket's."""

    def told(environ, start_response):
        environ["REMOTE_ADDR"] = environ.pop(KEY, "")
        return application(environ, start_response)

    return told


async def pass_on(scope, body: bytes) -> Answer:
    """Return what the workplace answers. Refuses: it is not there, breaks off, or takes too long."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            return _read(await _exchanged(_head(scope, len(body)) + body), scope.method == "HEAD")
    except (OSError, TimeoutError, ValueError) as error:
        raise NoAnswer from error


async def _exchanged(request: bytes) -> bytes:
    reader, writer = await asyncio.open_unix_connection(os.environ[SOCKET])
    try:
        writer.write(request)
        return await reader.read()
    finally:
        writer.close()


def _head(scope, length: int) -> bytes:
    query = f"?{scope.query_string}" if scope.query_string else ""
    headers = [*plain_headers(scope), (PEER, peer(scope)), ("content-length", str(length))]
    lines = [
        f"{scope.method} {quote(scope.path)}{query} HTTP/1.0",
        *(f"{name}: {text}" for name, text in headers),
    ]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def _read(answer: bytes, head_only: bool) -> Answer:
    head, end, content = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = [(name.lower(), text.strip()) for name, _, text in (line.partition(":") for line in lines)]
    length = dict(headers).get("content-length")
    if not end or (length and int(length) != len(content) and not head_only):
        raise ValueError("the answer broke off")
    return int(first.split(" ")[1]), [pair for pair in headers if pair[0] not in OWN], content
