"""`zicht home`: which data folder is used, and whether its database runs."""

from zicht.doors.cli import answer
from zicht.foundation.database import external, launcher
from zicht.foundation.database.home import recorded_address


def register(subparsers) -> None:
    parser = subparsers.add_parser("home", help="show the data folder (ZICHT_HOME) and its database")
    answer.add_json(parser)
    parser.set_defaults(run=run)


def run(args) -> int:
    answer.show(_found(), args.json, lambda found: answer.table(list(found.items())))
    return 0


def _found() -> dict[str, object]:
    folder = launcher.home()
    if external.is_chosen():
        return {"home": str(folder), "database": "external", "host": external.parameters().get("host", "")}
    state = "running" if launcher.is_running(folder) else "stopped"
    return {"home": str(folder), "database": state, "host": recorded_address(folder).host}
