"""What the web server calls for each request (RSGI): read the body, then answer in a slot or pass it on."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor

from zicht.doors import closed
from zicht.doors.edge import bodies, calling, passing, warming
from zicht.doors.edge.limits import PUBLIC, REPORT, SOCKET, Kind, kind_of
from zicht.wsgi import application as django

SLOTS = {kind.name: ThreadPoolExecutor(kind.slots, kind.name) for kind in (REPORT, PUBLIC)}
warming.warm()


async def application(scope, protocol) -> None:
    """Answer one request. What is refused gets a calm page that needs no slot."""
    kind = kind_of(scope.path)
    try:
        with bodies.counted(kind) as body:
            content = await bodies.read(scope.headers, protocol, kind, body)
            status, headers, page = await _answer(scope, content, kind)
    except bodies.Refused as refusal:
        status, headers, page = closed.refused(refusal.status, scope.path)
    except passing.NoAnswer:
        status, headers, page = closed.refused(503, scope.path)
    protocol.response_bytes(status, headers, page)


async def _answer(scope, content: bytes, kind: Kind) -> calling.Answer:
    if not kind.slots and SOCKET in os.environ:
        return await passing.pass_on(scope, content)
    environ = calling.environment(scope, content)
    slots = SLOTS[kind.name if kind.slots else PUBLIC.name]
    return await asyncio.get_running_loop().run_in_executor(slots, calling.answer, django, environ)
