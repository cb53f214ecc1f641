"""`zicht vault scan-dump`: would a thief of these files find words that must not be in them?"""

from pathlib import Path

from zicht.doors.cli import answer
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


def run(args) -> int:
    return args.act(args)


def scan_dump(args) -> int:
    """0: nothing found and everything opened; 1: a word was found, or a file could not be opened."""
    from zicht.foundation.vault import scanning

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


def _told(found) -> dict:
    return {
        "ok": found.clean, "files": found.files, "bytes": found.bytes, "canaries": found.words,
        "hits": len(found.hits), "unopened": [{"file": file, "form": form} for file, form in found.unopened],
        "where": [{"file": file, "form": form, "canary": number + 1} for file, form, number in found.hits[:SHOWN]],
    }  # fmt: skip


def _lines(told: dict) -> list[str]:
    counts = [f"{name}: {value}" for name, value in told.items() if not isinstance(value, list)]
    unopened = [f"not opened: {row['file']} ({row['form']})" for row in told["unopened"]]
    return [
        *counts,
        *unopened,
        *(f"{row['file']}: canary {row['canary']}, {row['form']}" for row in told["where"]),
    ]
