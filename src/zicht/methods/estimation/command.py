"""`zicht estimate FILE.csv`: the estimate as a command, for people and for programs."""

import argparse
import json
import sys

from .errors import EstimationError
from .estimate import INTERVALS, METHODS, Settings, estimate_table
from .table import read
from .wording import report

REFUSED = 2


def register(subparsers) -> None:
    """Mount `estimate` on the subparsers of a command line; the parsed arguments carry `run`."""
    parser = subparsers.add_parser(
        "estimate",
        help="schat hoeveel mensen niemand ziet, uit overlappende lijsten",
        description="Schat de omvang van een verborgen groep uit lijsten die elkaar gedeeltelijk overlappen.",
    )
    arguments(parser)
    parser.set_defaults(run=run)


def arguments(parser: argparse.ArgumentParser) -> None:
    defaults = Settings()
    parser.add_argument("file", metavar="FILE.csv", help="een 0/1-kolom per lijst en een kolom `count`")
    parser.add_argument("--method", choices=METHODS, default=defaults.method)
    parser.add_argument("--order", type=int, default=defaults.order, help="grootste aantal lijsten in een verband")
    parser.add_argument("--threshold", type=float, default=defaults.threshold, help="p-waarde voor stepwise")
    parser.add_argument("--interval", choices=INTERVALS, default=defaults.interval)
    parser.add_argument("--boot", type=int, default=defaults.boot, help="aantal herhalingen")
    parser.add_argument("--seed", type=int, default=defaults.seed, help="startgetal: zelfde getal, zelfde uitkomst")
    parser.add_argument("--level", type=float, default=defaults.level)
    parser.add_argument("--merge", action="append", default=[], metavar="A+B", help="voeg lijsten samen")
    parser.add_argument("--json", action="store_true", help="antwoord voor een programma")


def run(args: argparse.Namespace) -> int:
    """Print the answer. Exit code 0, or 2 with one line on stderr when the input or the data refuse."""
    try:
        settings = Settings(
            args.method, args.order, args.threshold, args.interval, args.boot, args.seed, args.level
        )
        table = read(args.file)
        if args.merge:
            table = table.merged([group.split("+") for group in args.merge])
        result = estimate_table(table, settings)
    except EstimationError as error:
        print(f"zicht estimate: {error}", file=sys.stderr)  # noqa: T201
        return REFUSED
    answer = json.dumps(result.as_dict(), ensure_ascii=False) if args.json else report(result, table)
    print(answer)  # noqa: T201
    return 0


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="zicht estimate")
    arguments(parser)
    return run(parser.parse_args(argv))
