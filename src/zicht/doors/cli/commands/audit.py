"""`zicht audit verify`: has the audit trail been edited, shortened or reordered? `zicht audit head`: its
signed head, to keep elsewhere.
"""

import json
from pathlib import Path

from zicht.doors.cli import answer, session
from zicht.foundation.database.errors import UserError


def register(subparsers) -> None:
    acts = subparsers.add_parser("audit", help="prove the audit trail").add_subparsers(
        metavar="ACT", required=True
    )
    parser = acts.add_parser(
        "verify", help="look for an event that was edited, deleted, reordered or cut off"
    )
    parser.add_argument(
        "--head", type=Path, metavar="FILE", help="a head that was exported earlier and kept elsewhere"
    )
    answer.add_json(parser)
    parser.set_defaults(run=run, act=verify)
    parser = acts.add_parser(
        "head", help="print the signed head of the log, as JSON, to keep in another place"
    )
    parser.set_defaults(run=run, act=head)


def run(args) -> int:
    return args.act(args)


def verify(args) -> int:
    """0: whole; 1: something was changed, or the head that was kept elsewhere is not in the log."""
    elsewhere = _read(args.head) if args.head else None
    with session.ready():
        from zicht.foundation.audit import services

        found = services.verify(elsewhere)
    answer.show(found, args.json, lambda found: [f"{name}: {value}" for name, value in found.items()])
    return 0 if found["ok"] else 1


def head(args) -> int:
    with session.ready():
        from zicht.foundation.audit import services

        answer.say(json.dumps(services.exported_head()))
    return 0


def _read(file: Path) -> dict:
    try:
        found = json.loads(file.read_text())
        return {
            "number": int(found["number"]),
            "head": str(found["head"]),
            "signature": str(found["signature"]),
        }
    except (OSError, ValueError, KeyError) as error:
        raise UserError(f"{file} holds no head of a log.") from error
