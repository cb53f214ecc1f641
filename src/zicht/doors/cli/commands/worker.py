"""`zicht worker`: runs the jobs: reminders, escalation, feedback, sealing of the audit trail."""

from zicht.doors.cli import session


def register(subparsers) -> None:
    parser = subparsers.add_parser("worker", help="run the jobs until stopped")
    parser.set_defaults(run=run)


def run(args) -> int:
    with session.ready():
        from django.core.management import call_command

        session.require_safe()
        call_command("procrastinate", "worker")
    return 0
