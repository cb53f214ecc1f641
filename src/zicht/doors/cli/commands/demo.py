"""`zicht demo`: a synthetic country to walk through, with an account for each function."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from zicht.doors.cli import session, supervisor
from zicht.doors.cli.answer import say
from zicht.doors.cli.commands import serve
from zicht.foundation.database import launcher, prepared
from zicht.foundation.database.errors import UserError


def register(subparsers) -> None:
    parser = subparsers.add_parser("demo", help="load the demonstration country and serve it")
    parser.add_argument("--prepare-only", action="store_true", help="load the data and stop")
    parser.set_defaults(run=run)


def run(args) -> int:
    os.environ["ZICHT_DEMO"] = "1"
    return _prepare() if args.prepare_only else _serve()


def _prepare() -> int:
    prepared.adopt(launcher.home())
    with session.prepared():
        load()
    say("The demonstration country is ready. All data are synthetic.")
    return 0


def _serve() -> int:
    number = serve.port()
    with supervisor.reserved(number):
        prepared.adopt(launcher.home())
        with session.prepared() as address:
            return serve.keep_serving(address, number, note=_introduction(load()))


def load() -> list[str]:
    """Load the demonstration country; a second time it finds its data. Returns one line for each account."""
    try:
        from zicht.demo.service import load as load_country
    except ModuleNotFoundError as error:
        raise UserError("The demonstration country is not in this version of Zicht.") from error
    with _without_waiting_for_the_disk():
        found = load_country(progress=say)
    return [str(line) for line in found or ()]


@contextmanager
def _without_waiting_for_the_disk() -> Iterator[None]:
    """Two thousand synthetic acts need not each be on disk before the next; what people do later must."""
    session.close_connections()
    before = os.environ.get("PGOPTIONS")
    os.environ["PGOPTIONS"] = "-c synchronous_commit=off"
    try:
        yield
    finally:
        session.close_connections()  # the parts that serve open their own
        os.environ.pop("PGOPTIONS")
        if before is not None:
            os.environ["PGOPTIONS"] = before


def _introduction(accounts: list[str]) -> str:
    where = "The sign-in page lists the accounts of this demonstration."
    return "\n".join(["All data are synthetic.", where, *(f"  {line}" for line in accounts)])
