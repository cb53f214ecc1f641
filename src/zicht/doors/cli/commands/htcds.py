"""`zicht htcds export|import`: the register in the IOM Human Trafficking Case Data Standard 2.0."""

from pathlib import Path

from zicht.doors.cli import answer, session
from zicht.foundation.database.errors import UserError


def register(subparsers) -> None:
    parser = subparsers.add_parser(
        "htcds", help="export or import in the Human Trafficking Case Data Standard 2.0"
    )
    acts = parser.add_subparsers(metavar="export|import", required=True)
    out = acts.add_parser("export", help="write the notifications that hold as CSV")
    out.add_argument("file", type=Path)
    out.add_argument("--year", type=int, help="only notifications of this year")
    out.add_argument("--organisation", metavar="SLUG", help="only those of this organisation")
    answer.add_json(out)
    out.set_defaults(run=export)
    into = acts.add_parser("import", help="read a CSV file in, whole or not at all")
    into.add_argument("file", type=Path)
    into.add_argument("--organisation", required=True, metavar="SLUG", help="the organisation that notifies")
    answer.add_json(into)
    into.set_defaults(run=import_)


def export(args) -> int:
    """0: written, readable by the owner only."""
    with session.ready():
        from zicht.casework.register.delivering import command

        text, found = command.export(args.year, args.organisation)
        args.file.touch(mode=0o600)
        args.file.write_text(text, encoding="utf-8")
    answer.show(found, args.json, _lines)
    return 0


def import_(args) -> int:
    """0: read in; 1: something in the file could not be read and nothing was stored."""
    if not args.file.is_file():
        raise UserError(f"There is no file {args.file}.")
    with session.ready():
        from zicht.casework.register.delivering import command

        found = command.read_in(args.file.read_bytes(), args.organisation)
    answer.show(found, args.json, _lines)
    return 1 if found["errors"] else 0


def _lines(found: dict) -> list[str]:
    lines = [f"{name}: {value}" for name, value in found.items() if not isinstance(value, list)]
    lines += [f"not mapped: {', '.join(found['unmapped'])}"] if found["unmapped"] else []
    return lines + [f"row {row['row']}, {row['column']}: {row['reason']}" for row in found.get("errors", [])]
