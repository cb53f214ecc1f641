"""Going on after a restore, or with a standby that took over: on record, and with nobody signed in."""

import os
from typing import Any

from zicht.foundation.access import SYSTEM, as_worker
from zicht.foundation.accounts import entrances
from zicht.foundation.audit import services, verification
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.database.home import home

CUT_OFF = "Het einde van het logboek"


def continue_after_restore() -> dict[str, Any]:
    """Put on record that the database was restored, end every session, invitation and link, and verify the
    log. Returns what `verify` does, with "was_longer" and what was "ended".

    A database brought back to an earlier moment has a shorter log than the kept head says. When that is
    all that is wrong, the head of then is kept beside the new one (`head.before-restore-N.json`): it shows
    what is no longer there."""
    problems = verification.verify()["problems"]
    was_longer = bool(problems) and all(problem.startswith(CUT_OFF) for problem in problems)
    if was_longer:
        _set_head_aside()
    with as_worker():
        services.record(SYSTEM, Action.BACKUP_RESTORED, "database", "", was_longer=was_longer)
        ended = entrances.end_all(actor=SYSTEM)
    if was_longer:
        verification.seal_new()  # a new head, over the log as it is now
    return {**verification.verify(), "was_longer": was_longer, "ended": ended}


def continue_after_promotion() -> dict[str, int]:
    """Put on record that a standby took over, and return what ended with it: sessions and invitations."""
    with as_worker():
        services.record(SYSTEM, Action.STANDBY_PROMOTED, "database")
        return entrances.end_all(actor=SYSTEM)


def _set_head_aside() -> None:
    folder = home() / "audit"
    number = len(list(folder.glob("head.before-restore-*.json"))) + 1
    os.replace(folder / "head.json", folder / f"head.before-restore-{number}.json")
