"""`zicht figures`: persons and notifications of a year, divided by one characteristic."""

import sys

from zicht.doors.cli import answer, session

DIVISIONS = ("notifier", "form", "continent", "nationality", "month", "region", "sex", "age", "sector")


def register(subparsers) -> None:
    parser = subparsers.add_parser("figures", help="show the figures of a year")
    parser.add_argument("--year", type=int, required=True)
    parser.add_argument("--by", choices=DIVISIONS, default="notifier", help="what the figures are divided by")
    parser.add_argument(
        "--count", choices=("persons", "notifications"), help="what is counted; without it what is usual"
    )
    parser.add_argument("--form", help="only this form of exploitation")
    answer.add_json(parser)
    parser.set_defaults(run=run)


def run(args) -> int:
    with session.ready():
        from zicht.foundation.access import as_worker
        from zicht.sight.figures.queries import NoSuchFigure, figures

        try:
            with as_worker():
                found = figures(year=args.year, by=args.by, count=args.count, form=args.form)
        except NoSuchFigure as refusal:
            sys.stderr.write(f"zicht figures: {refusal}\n")
            return 2
    answer.show(found, args.json, _lines)
    return 0


def _lines(found: dict) -> list[str]:
    return answer.table([*found["cells"].items(), ("total", found["total"])])
