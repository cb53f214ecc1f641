"""`zicht check`: is this installation in order?"""

from zicht.doors.cli import answer, checks, session


def register(subparsers) -> None:
    parser = subparsers.add_parser("check", help="look whether this installation is in order")
    answer.add_json(parser)
    parser.set_defaults(run=run)


def run(args) -> int:
    with session.ready():
        found = checks.look()
    answer.show(found, args.json, _lines)
    return 0 if found["ok"] else 1


def _lines(found: dict) -> list[str]:
    rows = [("in order" if each["ok"] else "WRONG", each["name"], each["detail"]) for each in found["checks"]]
    return answer.table(rows)
