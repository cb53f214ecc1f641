"""`zicht worker`: runs the jobs: reminders, escalation, feedback, sealing of the audit trail."""

from zicht.doors.cli import session
from zicht.foundation.database.errors import UserError

PATIENCE_SECONDS = 5


def register(subparsers) -> None:
    parser = subparsers.add_parser("worker", help="run the jobs until stopped")
    parser.set_defaults(run=run)


def run(args) -> int:
    with session.ready():
        session.require_safe()
        _work()
    return 0


def _work() -> None:
    """Do jobs until stopped. When the database goes away the worker ends soon; whoever keeps it running
    starts it again."""
    from django.conf import settings
    from procrastinate.contrib.django import app, utils
    from procrastinate.exceptions import ConnectorException
    from procrastinate.psycopg_connector import PsycopgConnector

    address = utils.connector_params(settings.PROCRASTINATE_DATABASE_ALIAS)
    try:
        with app.replace_connector(PsycopgConnector(kwargs=address, timeout=PATIENCE_SECONDS)):
            app.run_worker()
    except ConnectorException as error:
        raise UserError("The database went away; the job worker stops.") from error
