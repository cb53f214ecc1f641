"""Running what waits, in a thread of its own: the one of the tests may have a loop already, of a browser."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def ran(task: Coroutine) -> Any:
    """Return what `task` returns; its error is raised here."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, task).result()
