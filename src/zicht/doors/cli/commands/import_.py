"""`zicht import FILE`: the list of a tip line, as CSV or XLSX. A second time it changes nothing."""

from pathlib import Path

from zicht.doors.cli import answer, session
from zicht.foundation.database.errors import UserError

SOURCES = ("tip_line",)


def register(subparsers) -> None:
    parser = subparsers.add_parser("import", help="import the list of a tip line (CSV or XLSX)")
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--organisation", required=True, metavar="SLUG", help="the organisation whose list it is"
    )
    parser.add_argument("--source", choices=SOURCES, default="tip_line", help="what kind of list it is")
    parser.add_argument("--preview", action="store_true", help="show what would happen, keep nothing")
    answer.add_json(parser)
    parser.set_defaults(run=run)


def run(args) -> int:
    """0: every row was read; 1: some rows were not (the others are kept), or the file was refused."""
    if not args.file.is_file():
        raise UserError(f"There is no file {args.file}.")
    with session.ready():
        from zicht.chain.intake.importing.command import import_file
        from zicht.chain.intake.importing.files import MOST_BYTES

        with args.file.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        found = import_file(content, source=args.source, organisation=args.organisation, preview=args.preview)
    answer.show(found, args.json, _lines)
    return 1 if found["errors"] else 0


def _lines(found: dict) -> list[str]:
    counts = [f"{name}: {value}" for name, value in found.items() if name != "errors"]
    return [*counts, *(_error_line(error) for error in found["errors"])]


def _error_line(error: dict) -> str:
    where = f"row {error['row']}" + (f", {error['column']}" if error["column"] else "")
    return f"{where}: {error['reason']}" + (f" [{error['value']}]" if error["value"] else "")
