"""`zicht restore FOLDER [--until MOMENT]`: the database as it was, then a look whether custody and the log
are whole.
"""

from datetime import datetime
from pathlib import Path

from zicht.doors.cli import answer, session
from zicht.doors.cli.commands.standby import NOBODY_SIGNED_IN
from zicht.foundation.database import backup
from zicht.foundation.database.errors import UserError


def register(subparsers) -> None:
    parser = subparsers.add_parser("restore", help="bring the database back from a backup (stop Zicht first)")
    parser.add_argument("folder", type=Path, help="the folder given to `zicht backup`")
    parser.add_argument(
        "--until",
        metavar="MOMENT",
        help="back to this moment, such as 2026-11-22T10:30:00+01:00; without it: the latest",
    )
    answer.add_json(parser)
    parser.set_defaults(run=run)


def run(args) -> int:
    """0: restored, custody and log whole, nothing destroyed opens; 1: refused, or not so."""
    until = _moment(args.until) if args.until else None
    done = backup.restore(args.folder, until=until)
    with session.ready():
        from zicht.casework.retention.services import reapply
        from zicht.chain.custody.invariant import broken
        from zicht.foundation.operating.restoring import continue_after_restore

        log, wrong, again = continue_after_restore(), broken(), reapply()
    found = {
        **done,
        "custody_ok": not wrong,
        "destroyed_again": again.destroyed,
        "still_open": again.open,
        "audit_ok": log["ok"],
        "log_was_longer": log["was_longer"],
        "ended": log["ended"],
    }
    answer.show(found, args.json, _lines)
    return 0 if found["custody_ok"] and found["audit_ok"] and not found["still_open"] else 1


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UserError(f"{text!r} is not a moment; write it as 2026-11-22T10:30:00+01:00.") from error
    if moment.tzinfo is None:
        raise UserError("Say the time zone too, such as +01:00.")
    return moment


def _lines(found: dict) -> list[str]:
    aside = f"The data of before stand in {found['set_aside']}." if found["set_aside"] else ""
    longer = (
        "The log was longer before; the head of then is kept beside the new one."
        if found["log_was_longer"]
        else ""
    )
    open_again = (
        f"NOT DONE: {found['still_open']} subjects that were destroyed can be opened again."
        if found["still_open"]
        else ""
    )
    ended = NOBODY_SIGNED_IN.format(**found["ended"])
    whole = [("custody", found["custody_ok"]), ("audit trail", found["audit_ok"])]
    return [
        f"Restored from {found['backup']}.",
        *(f"{name}: {'whole' if ok else 'NOT WHOLE'}" for name, ok in whole),
        *filter(None, (ended, aside, longer, open_again)),
    ]
