"""A PostgreSQL that somebody else runs: DATABASE_URL for daily work, ZICHT_ADMIN_DATABASE_URL to make the
roles.
"""

import os

import psycopg
from psycopg.conninfo import conninfo_to_dict

from zicht.foundation.database.errors import UserError
from zicht.foundation.database.home import ClusterAddress

URL, ADMIN_URL = "DATABASE_URL", "ZICHT_ADMIN_DATABASE_URL"


def is_chosen() -> bool:
    return bool(os.environ.get(URL))


def parameters() -> dict[str, str]:
    """The parts of DATABASE_URL under their libpq names. Refuses: not a PostgreSQL address."""
    try:
        found = conninfo_to_dict(os.environ[URL])
    except psycopg.ProgrammingError as error:
        raise UserError(
            f"{URL} is not a PostgreSQL address (postgresql://user:password@host:5432/zicht)."
        ) from error
    return {name: str(value) for name, value in found.items() if value is not None}


def reachable_address() -> ClusterAddress:
    """The external address, after a look whether it answers. The line for the user never holds a password."""
    found = parameters()
    address = ClusterAddress(
        host=found.get("host", ""),
        port=int(found.get("port", "5432").split(",")[0]),  # of several, the first: libpq gets the whole list
        superuser=found.get("user", ""),
        external=True,
        admin_url=os.environ.get(ADMIN_URL) or os.environ[URL],
    )
    try:
        psycopg.connect(os.environ[URL], connect_timeout=10).close()
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        raise UserError(
            f"The database at {address.host or 'the local socket'} does not answer: {reason}"
        ) from error
    return address
