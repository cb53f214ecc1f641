"""The child: reads one file from standard input, in the limits, and writes one answer.

The first line is `read` or `refused`; then the picture, or the rows or the reason as JSON.
"""

import json
import resource
import signal
import sys
from collections.abc import Callable

from zicht.foundation.documents.apart import limits
from zicht.foundation.documents.apart.refusal import Unreadable


def main() -> None:
    _bind()
    head, answer = _answer(sys.argv[1], sys.stdin.buffer.read(), sys.argv[2:])
    sys.stdout.buffer.write(head + b"\n" + answer)
    sys.stdout.buffer.flush()


def _bind() -> None:
    """Before anything of the file is looked at; nobody can widen these again."""
    for what, most in (
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_FSIZE, limits.OUTPUT + 1),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    signal.alarm(limits.SECONDS)


def _answer(kind: str, content: bytes, more: list[str]) -> tuple[bytes, bytes]:
    try:
        return b"read", _reader(kind)(content, *more)
    except Unreadable as refusal:
        return b"refused", json.dumps([refusal.code, refusal.where]).encode()
    except MemoryError:
        return b"refused", json.dumps(["too_much", ""]).encode()


def _reader(kind: str) -> Callable[..., bytes]:
    """Only what this file needs is loaded."""
    if kind == "picture":
        from zicht.foundation.documents.apart import pictures

        return pictures.anew
    from zicht.foundation.documents.apart import lists, sheets

    read = {"sheet": sheets.rows, "separated": lists.rows}[kind]
    return lambda *given: json.dumps(lists.within_limits(read(*given)), ensure_ascii=False).encode()


if __name__ == "__main__":
    main()
