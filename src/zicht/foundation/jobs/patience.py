"""What is tried again: a job that lost its connection as often as it takes, any other error a few times."""

import psycopg
from django.db import InterfaceError, connections
from procrastinate.retry import BaseRetryStrategy, RetryDecision

FEW = 5
LONGEST_WAIT = 30
ENDED_BY_THE_SERVER = ("57P01", "57P02", "57P03", "57P05")


class Patience(BaseRetryStrategy):
    """Broken connections say nothing about the job, so they never make it fail for good."""

    def get_retry_decision(self, *, exception, job) -> RetryDecision | None:
        if lost_connection(exception):
            return RetryDecision(retry_in={"seconds": min(LONGEST_WAIT, 1 + job.attempts)})
        return RetryDecision() if job.attempts < FEW else None


def lost_connection(error: BaseException | None) -> bool:
    """Whether the error, or one that led to it, is a connection to PostgreSQL that broke or was refused."""
    while error is not None:
        if isinstance(error, (InterfaceError, psycopg.InterfaceError)):
            return True
        if isinstance(error, psycopg.OperationalError) and _broken(error.sqlstate):
            return True
        error = error.__cause__ or error.__context__
    return False


def drop_broken_connections() -> None:
    """Close what an earlier job of this thread left broken, so that this one gets a new connection."""
    for connection in connections.all(initialized_only=True):
        connection.close_if_unusable_or_obsolete()


def _broken(state: str | None) -> bool:
    return state is None or state.startswith("08") or state in ENDED_BY_THE_SERVER
