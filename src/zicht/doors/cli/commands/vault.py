"""`zicht vault`: would a thief find words in these files (scan-dump); wrap data keys under a new key
(rotate).
"""

from pathlib import Path

from zicht.doors.cli import answer, session
from zicht.foundation.database.errors import UserError

SHOWN = 50


def register(subparsers) -> None:
    acts = subparsers.add_parser("vault", help="what a stolen database must not tell").add_subparsers(
        metavar="ACT", required=True
    )
    parser = acts.add_parser("scan-dump", help="search files for words that must not be in them")
    parser.add_argument("path", type=Path, help="a dump, a copy of the data folder, logs: a file or a folder")
    parser.add_argument(
        "--canaries",
        type=Path,
        required=True,
        metavar="FILE",
        help="the words, one a line, eight characters or more",
    )
    answer.add_json(parser)
    parser.set_defaults(run=run, act=scan_dump)
    parser = acts.add_parser(
        "rotate", help="wrap every data key under a new key; can be stopped and run again"
    )
    parser.add_argument(
        "--only-finish", action="store_true", help="finish an unfinished rotation, begin no new one"
    )
    parser.add_argument(
        "--destroy-old", action="store_true", help="then destroy older keys: older backups never open again"
    )
    answer.add_json(parser)
    parser.set_defaults(run=run, act=rotate)


def run(args) -> int:
    return args.act(args)


def scan_dump(args) -> int:
    """0: nothing found and everything opened; 1: a word was found, or a file could not be opened."""
    from zicht.foundation.operating import scanning

    if not args.canaries.is_file():
        raise UserError(f"There is no file {args.canaries}.")
    words = [line.strip() for line in args.canaries.read_text().splitlines() if line.strip()]
    if not words:
        raise UserError(f"{args.canaries} holds no words.")
    try:
        found = scanning.scan(args.path, words)
    except (FileNotFoundError, scanning.WordTooShort) as error:
        raise UserError(str(error)) from error
    answer.show(_told(found), args.json, _lines)
    return 0 if found.clean else 1


def rotate(args) -> int:
    """0: everything hangs on the newest key; 1: something is left for another run."""
    with session.ready():
        from zicht.foundation.operating import rotation

        found = rotation.rotate(fresh=not args.only_finish, destroy_old=args.destroy_old).as_dict()
    answer.show(found, args.json, lambda found: [f"{name}: {value}" for name, value in found.items()])
    return 1 if found["left"] else 0


def _told(found) -> dict:
    return {
        "ok": found.clean,
        "files": found.files,
        "bytes": found.bytes,
        "canaries": found.words,
        "hits": len(found.hits),
        "unopened": [{"file": file, "form": form} for file, form in found.unopened],
        "where": [
            {"file": file, "form": form, "canary": number + 1} for file, form, number in found.hits[:SHOWN]
        ],
    }


def _lines(told: dict) -> list[str]:
    counts = [f"{name}: {value}" for name, value in told.items() if not isinstance(value, list)]
    unopened = [f"not opened: {row['file']} ({row['form']})" for row in told["unopened"]]
    return [
        *counts,
        *unopened,
        *(f"{row['file']}: canary {row['canary']}, {row['form']}" for row in told["where"]),
    ]
