"""`zicht audit verify`: has the audit trail been edited, shortened or reordered?"""

from zicht.doors.cli import answer, session


def register(subparsers) -> None:
    acts = subparsers.add_parser("audit", help="prove the audit trail").add_subparsers(
        metavar="ACT", required=True
    )
    parser = acts.add_parser(
        "verify", help="look for an event that was edited, deleted, reordered or cut off"
    )
    answer.add_json(parser)
    parser.set_defaults(run=run)


def run(args) -> int:
    with session.ready():
        from zicht.foundation.audit.service import verify

        found = verify()
    answer.show(found, args.json, lambda found: [f"{name}: {value}" for name, value in found.items()])
    return 0 if found["ok"] else 1
