"""`zicht import FILE`: the list of a tip line, as CSV or XLSX. A second time it changes nothing."""

from pathlib import Path

from zicht.doors.cli import answer, session
from zicht.foundation.database.errors import UserError


def register(subparsers) -> None:
    parser = subparsers.add_parser("import", help="import the list of a tip line (CSV or XLSX)")
    parser.add_argument("file", type=Path)
    parser.add_argument("--preview", action="store_true", help="show what would happen, keep nothing")
    answer.add_json(parser)
    parser.set_defaults(run=run)


def run(args) -> int:
    if not args.file.is_file():
        raise UserError(f"There is no file {args.file}.")
    with session.ready():
        from zicht.chain.intake.service import import_file

        found = import_file(args.file, preview=args.preview)
    answer.show(found, args.json, _lines)
    return 1 if found.get("errors") else 0


def _lines(found: dict) -> list[str]:
    counts = [f"{name}: {value}" for name, value in found.items() if name != "errors"]
    return [*counts, *(f"row {error['row']}: {error['reason']}" for error in found.get("errors", ()))]
