"""`zicht standby make FOLDER` and `zicht standby promote FOLDER`: a second database that knows every
commit, and its taking over.
"""

import os
from pathlib import Path

from zicht.doors.cli import answer, session
from zicht.foundation.database import external, launcher, roles, standby
from zicht.foundation.database.connections import database_name
from zicht.foundation.database.errors import UserError

NOBODY_SIGNED_IN = (
    "Everybody was signed out: {sessions} sessions and {invitations} open invitations ended, and links for a"
    " new password."
)


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
    """Nobody goes on with a session of before: who took the first database away may hold it."""
    address = standby.promote(args.folder.absolute())
    if not external.is_chosen():
        os.environ[external.URL] = address.dsn(database_name(), roles.MIGRATE)
    with session.ready():
        from zicht.foundation.operating.restoring import continue_after_promotion

        return _tell(args, address, ended=continue_after_promotion())


def _tell(args, address, **more) -> int:
    found = {"host": address.host, "port": address.port, **more}
    answer.show(found, args.json, lambda found: _lines(args.folder, found))
    return 0


def _lines(folder, found: dict) -> list[str]:
    ended = [NOBODY_SIGNED_IN.format(**found["ended"])] if "ended" in found else []
    return [f"The database in {folder} answers at {found['host']}.", *ended]
