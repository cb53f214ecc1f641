"""The mailbox of a reporter with a receipt: read what happened, add facts. No account, and nothing kept of
the visit.

The database has two functions for it, which find a signal by what follows from the receipt; the public
door has no other way in. A code that never was and one whose words were destroyed get the same answer
after the same work. The log gets the day, not the moment.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import date

from django.db import connections
from django.utils.translation import gettext

from zicht.chain.custody.vocabulary import CustodyState
from zicht.chain.door import receipts
from zicht.chain.feedback import words
from zicht.chain.feedback.models import Feedback
from zicht.chain.feedback.reach import REACH, WISH
from zicht.chain.feedback.vocabulary import Recipient, Stage
from zicht.chain.messages import public_guard
from zicht.foundation.acts import clock
from zicht.foundation.organisations.vocabulary import OrganisationKind
from zicht.foundation.vault import sealing

DATABASE = "intake"
WISHES = {
    True: (
        "De melder wil geen contact met politie of andere opsporing. Bied het opsporing niet aan. Wie het al"
        " heeft, houdt het."
    ),
    False: (
        "De melder vindt contact met opsporing nu goed. Het mag worden aangeboden als dat helpt; er gaat"
        " niets vanzelf. Bespreek het eerst met de melder."
    ),
}
"""What those who work on the report read, by what the reporter chose."""


@dataclass(frozen=True)
class Message:
    """A word in the mailbox: the default words of its stage, and what a person added. `mine`: the reporter
    wrote it.
    """

    mine: bool
    stage: str
    role: str
    on: date
    words: str
    added: str

    @property
    def title(self) -> str:
        return Stage(self.stage).label


@dataclass(frozen=True)
class Mailbox:
    """What a receipt opens. `no_police`: the wish that holds now; `investigators`: who has the report
    already.
    """

    received_on: date
    closed: bool
    messages: tuple[Message, ...]
    no_police: bool
    investigators: tuple[str, ...]

    @property
    def latest(self) -> Message | None:
        """The last word that tells how far the report is; None before the first."""
        telling = [
            message for message in self.messages if not message.mine and message.stage != Stage.MESSAGE
        ]
        return telling[-1] if telling else None

    @property
    def progress(self) -> int:
        """1 received, 2 someone is at it, 3 finished."""
        if self.closed:
            return 3
        return 2 if self.latest and self.latest.stage != Stage.RECEIVED else 1


def open_mailbox(receipt: str) -> Mailbox | None:
    """Return what the receipt opens, in the active language; None when it opens nothing."""
    found = _found(receipt)
    if found is None:
        return None
    rows = sorted(found["messages"], key=lambda row: (row["given_on"], row["number"] or 0))
    key = _data_key(found)
    return Mailbox(
        received_on=date.fromisoformat(found["received_on"]),
        closed=found["state"] == CustodyState.CLOSED,
        messages=tuple(_message(row, key) for row in rows),
        no_police=found["no_police"],
        investigators=tuple(OrganisationKind(kind).label for kind in found["investigators"]),
    )


def write(receipt: str, text: str, key: str, detail: str = "") -> bool:
    """Add the reporter's words; the same `key` again adds nothing. Returns False when the receipt opens
    nothing.

    `detail`: empty, or `reach` for how the reporter can be reached."""
    row = _written(receipt, text, key, detail)
    return bool(row) and _ask("write_mailbox", receipt, row)


def change_wish(receipt: str, no_police: bool, key: str) -> bool:
    """Let the reporter say anew whether investigators may come in; who works on the report reads it.

    The same `key` again changes nothing. Returns False when the receipt opens nothing."""
    row = _written(receipt, WISHES[no_police], key, WISH)
    return bool(row) and _ask("change_wish", receipt, row | {"no_police": no_police})


def _written(receipt: str, text: str, key: str, detail: str) -> dict | None:
    """The row of a word of the reporter, sealed; None when the receipt opens nothing."""
    found = _found(receipt)
    data_key = found and _data_key(found)
    if not data_key:
        return None
    message_id = uuid.UUID(bytes=sealing.digest("mailbox-message", key)[:16])
    sealed = Feedback.text.seal(data_key, message_id, text)
    return {
        "id": message_id,
        "role": "",
        "detail": detail,
        "text": "\\x" + sealed.hex(),
        "given_on": clock.today(),
    }


def _found(receipt: str) -> dict | None:
    answer = _ask("open_mailbox", receipt)
    return json.loads(answer) if isinstance(answer, str) else answer


def _ask(function: str, receipt: str, *rows):
    with public_guard.places:
        lookup = receipts.lookup_of(receipt)
    parameters = [lookup, *(json.dumps(value, default=str) for value in rows)]
    places = ", ".join(["%s::bytea", *["%s::jsonb"] * (len(parameters) - 1)])
    with connections[DATABASE].cursor() as cursor:
        cursor.execute(f"SELECT sec.{function}({places})", parameters)
        return cursor.fetchone()[0]


def _data_key(found: dict) -> bytes | None:
    """The key of the signal's words; None when its time was over and the key was destroyed."""
    return (
        sealing.unwrap(bytes.fromhex(found["key"].removeprefix("\\x")), found["signal_id"])
        if found["key"]
        else None
    )


def _message(row: dict, key: bytes | None) -> Message:
    mine = row["recipient"] == Recipient.HANDLER
    chosen = mine and row["detail"] in (REACH, WISH)
    own = (
        Feedback.text.open(key, row["id"], bytes.fromhex(row["text"][2:]))
        if row["text"] and key and not chosen
        else ""
    )
    return Message(
        mine=mine,
        stage=row["stage"],
        role=row["role"],
        on=date.fromisoformat(row["given_on"]),
        words=_words(row, mine),
        added=own,
    )


def _words(row: dict, mine: bool) -> str:
    if mine and row["detail"] == REACH:
        return gettext("U koos hoe we u mogen bereiken. U kunt dat hieronder veranderen.")
    if mine and row["detail"] == WISH:
        return gettext("U veranderde wat u wilt over politie en opsporing. Wat nu geldt, staat hieronder.")
    return "" if mine else words.text_for(row["stage"], row["role"], row["detail"])
