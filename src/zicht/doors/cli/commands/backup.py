"""`zicht backup FOLDER`: a whole copy of the database, and its log from now on. The keys are kept apart,
by you.
"""

from pathlib import Path

from zicht.doors.cli import answer
from zicht.foundation.database import backup, launcher
from zicht.foundation.database.errors import UserError


def register(subparsers) -> None:
    parser = subparsers.add_parser("backup", help="copy the database, and keep its log from now on")
    parser.add_argument("folder", type=Path, help="where backups go: another disk, best another place")
    parser.add_argument(
        "--keep", type=int, default=backup.KEEP, help="how many whole copies stay (default %(default)s)"
    )
    answer.add_json(parser)
    parser.set_defaults(run=run)


def run(args) -> int:
    if not launcher.is_made():
        raise UserError("There is no database yet. Make it with `zicht migrate` (or `zicht demo`).")
    with launcher.running():
        found = backup.take(args.folder, keep=args.keep)
    answer.show(found, args.json, _lines)
    return 0


def _lines(found: dict) -> list[str]:
    return [
        f"Backup made: {found['backup']} ({found['kept']} kept).",
        (
            f"From now on the log goes there too. Without the keys in {launcher.home() / 'keys'} nobody can"
            " read it:"
        ),
        "keep a copy of that folder in another place, not beside the backup.",
    ]
