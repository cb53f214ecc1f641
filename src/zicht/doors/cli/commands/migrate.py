"""`zicht migrate`: makes the roles and the database, and brings its tables up to date."""

from zicht.doors.cli import answer, session


def register(subparsers) -> None:
    parser = subparsers.add_parser("migrate", help="make the database or bring it up to date")
    answer.add_json(parser)
    parser.set_defaults(run=run)


def run(args) -> int:
    with session.prepared(progress=lambda line: None if args.json else answer.say(line)):
        answer.show({"ok": True}, args.json, lambda _: ["The database is up to date."])
    return 0
