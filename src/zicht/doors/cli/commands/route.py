"""`zicht route explain`: who would become holder of a signal, when, and why."""

import re

from zicht.doors.cli import answer, session
from zicht.foundation.database.errors import UserError


def register(subparsers) -> None:
    acts = subparsers.add_parser("route", help="explain routes").add_subparsers(metavar="ACT", required=True)
    parser = acts.add_parser("explain", help="explain the route of a signal that might come")
    parser.add_argument(
        "--gemeente", metavar="GM0344", help="municipality code; without it the place is unknown"
    )
    parser.add_argument("--form", required=True, help="form of exploitation, such as labour")
    parser.add_argument("--minor", action="store_true", help="the presumed victim is a minor")
    parser.add_argument("--acute", action="store_true", help="there is acute danger")
    parser.add_argument(
        "--no-police", action="store_true", help="the presumed victim does not want the police"
    )
    answer.add_json(parser)
    parser.set_defaults(run=run)


def run(args) -> int:
    if args.gemeente and not re.fullmatch(r"GM\d{4}", args.gemeente):
        raise UserError(f"{args.gemeente!r} is not a municipality code: GM and four digits, such as GM0344.")
    with session.ready():
        found = _explain(args)
    answer.show(found, args.json, _lines)
    return 0


def _explain(args) -> dict:
    from django.http import Http404

    from zicht.chain.routes.services import explain

    try:
        return explain(
            gemeente=args.gemeente,
            form=args.form,
            minor=args.minor,
            acute=args.acute,
            no_police=args.no_police,
        )
    except Http404 as error:
        raise UserError(f"There is no municipality {args.gemeente} today.") from error


def _lines(found: dict) -> list[str]:
    steps = [(step["due"], step["function"], step["organisation"] or "") for step in found["steps"]]
    return [
        f"Route: {found['route']['level']}, version {found['route']['version']}",
        *answer.table(steps),
        *(f"- {reason}" for reason in found["because"]),
    ]
