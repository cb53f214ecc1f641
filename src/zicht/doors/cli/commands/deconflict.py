"""`zicht deconflict`: does anyone work on this address, number, plate, company or person in a period?
Asks; plans and warns nobody.
"""

from datetime import date

from zicht.doors.cli import answer, session
from zicht.foundation.database.errors import UserError

WHAT = ("address", "phone", "plate", "company", "person")


def register(subparsers) -> None:
    parser = subparsers.add_parser(
        "deconflict", help="who works on this address, number or person in a period"
    )
    for name in WHAT:
        parser.add_argument(f"--{name}", default="", metavar="TEXT")
    parser.add_argument("--birth-year", type=int, metavar="YEAR", help="goes with --person")
    parser.add_argument("--from", dest="starts_on", required=True, metavar="2026-11-30", help="first day")
    parser.add_argument("--to", dest="ends_on", required=True, metavar="2026-12-01", help="last day")
    answer.add_json(parser)
    parser.set_defaults(run=run)


def run(args) -> int:
    starts_on, ends_on = _day(args.starts_on), _day(args.ends_on)
    if ends_on < starts_on:
        raise UserError("The period ends before it starts.")
    with session.ready():
        found = _asked(args, starts_on, ends_on)
    answer.show(found, args.json, _lines)
    return 0


def _asked(args, starts_on: date, ends_on: date) -> dict:
    from zicht.casework.deconfliction import services
    from zicht.chain.signals.keys import About
    from zicht.foundation.access import SYSTEM, as_worker

    about = About(**{name: getattr(args, name) for name in WHAT}, birth_year=args.birth_year)
    if not about.keys():
        raise UserError(
            "Nothing to compare: give an address with a house number and place or postcode, or a number,"
            " plate, company or person."
        )
    with as_worker():
        hits = services.ask(about, starts_on, ends_on, actor=SYSTEM) or []  # jobs have no budget
    return {
        "hit": bool(hits),
        "from": str(starts_on),
        "to": str(ends_on),
        "contacts": [
            {
                "organisation": hit.organisation,
                "phone": hit.phone,
                "function": hit.function,
                "on": list(hit.kinds),
            }
            for hit in hits
        ],
    }


def _lines(found: dict) -> list[str]:
    if not found["hit"]:
        return ["Nobody, as far as Zicht knows."]
    rows = [
        (one["organisation"], one["function"], one["phone"], ", ".join(one["on"]))
        for one in found["contacts"]
    ]
    return ["Call before you go:", *answer.table(rows)]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError(f"{text!r} is not a day: write it as 2026-11-30.") from error
