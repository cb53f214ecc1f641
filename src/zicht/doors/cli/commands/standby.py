"""`zicht standby make FOLDER` and `zicht standby promote FOLDER`: a second database that knows every
commit, and its taking over.
"""

from pathlib import Path

from zicht.doors.cli import answer
from zicht.foundation.database import launcher, standby
from zicht.foundation.database.errors import UserError


def register(subparsers) -> None:
    acts = subparsers.add_parser("standby", help="a second database that takes over").add_subparsers(
        metavar="ACT", required=True
    )
    for name, act, words in (
        ("make", _make, "make a standby in FOLDER; every commit then waits for it"),
        ("promote", _promote, "let the standby in FOLDER take over from a database that is gone"),
    ):
        parser = acts.add_parser(name, help=words)
        parser.add_argument("folder", type=Path)
        answer.add_json(parser)
        parser.set_defaults(run=run, act=act)


def run(args) -> int:
    return args.act(args)


def _make(args) -> int:
    if not launcher.is_made() or not launcher.is_running():
        raise UserError("Start Zicht first (`zicht serve`): the standby follows a running database.")
    return _tell(args, standby.make(args.folder.absolute()))


def _promote(args) -> int:
    return _tell(args, standby.promote(args.folder.absolute()))


def _tell(args, address) -> int:
    found = {"host": address.host, "port": address.port}
    answer.show(
        found, args.json, lambda found: [f"The database in {args.folder} answers at {found['host']}."]
    )
    return 0
