"""Reading a body before it takes a slot: not too long, not too slow, not too much at once."""

import asyncio
from collections.abc import AsyncIterable, Iterator
from contextlib import contextmanager

from zicht.doors.edge.limits import MOST_WAITING, SMALL, Kind


class Refused(Exception):
    """The body is not taken in; `status` says why: 408 too slow, 413 too long, 503 too much at once."""

    def __init__(self, status: int):
        super().__init__(status)
        self.status = status


class Body:
    """The bytes of one request. What all of them hold in this process is counted."""

    waiting = 0

    def __init__(self, most: int):
        self.most, self.parts, self.size = most, [], 0

    def add(self, part: bytes) -> None:
        """Refuses: longer than `most`; more than small while the process holds enough."""
        self.size += len(part)
        Body.waiting += len(part)
        self.parts.append(part)
        if self.size > self.most:
            raise Refused(413)
        if self.size > SMALL and Body.waiting > MOST_WAITING:
            raise Refused(503)

    def forget(self) -> None:
        Body.waiting -= self.size
        self.parts, self.size = [], 0


@contextmanager
def counted(kind: Kind) -> Iterator[Body]:
    """A body that counts for as long as it is held."""
    body = Body(kind.most_bytes)
    try:
        yield body
    finally:
        body.forget()


async def read(headers, parts: AsyncIterable[bytes], kind: Kind, body: Body) -> bytes:
    """Return the whole body. Refuses what is announced too long before anything of it is read."""
    length = headers.get("content-length")
    if length is None and headers.get("transfer-encoding") is None:
        return b""
    if length is not None and (not length.isdecimal() or int(length) > kind.most_bytes):
        raise Refused(413)
    try:
        async with asyncio.timeout(kind.seconds):
            async for part in parts:
                body.add(part)
    except TimeoutError as error:
        raise Refused(408) from error
    return b"".join(body.parts)
