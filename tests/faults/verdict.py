"""What became of everything that people saw acknowledged. Looks at the rows themselves, past the
application.
"""

import uuid
from collections import Counter
from dataclasses import replace

import psycopg
from django.db import connections

from tests.faults.clients import Seen
from tests.faults.mail_sink import Received
from zicht.chain.custody.invariant import broken
from zicht.chain.custody.services.handovers import TAKEN_OVER
from zicht.chain.door import receipts
from zicht.chain.intake.services import submission_digest
from zicht.chain.signals.models import SignalContent
from zicht.foundation.access import as_worker
from zicht.foundation.audit.services import verify
from zicht.foundation.database.connections import database_name
from zicht.foundation.database.home import home, recorded_address
from zicht.foundation.vault import services


def verdict(seen: Seen, mails: list[Received]) -> dict:
    """Compare what was seen with what is there. Counts only; `problems` says in words what is wrong."""

    lost = [*_lost_reports(seen), *_lost_handovers(seen)]
    doubled = [*_doubled(seen), *seen.disagreeing]
    audit, wrong_messages = verify(), _wrong_messages(mails)
    problems = [
        *lost,
        *doubled,
        *audit["problems"],
        *wrong_messages,
        *(what for what, _ in broken()),
        *_unfinished_jobs(),
    ]
    return {
        "acknowledged": seen.acknowledged,
        "lost": len(lost),
        "duplicated": len(doubled),
        "audit_ok": audit["ok"],
        "custody_ok": not broken(),
        "messages": {
            "sent": len(mails),
            "marked_as_retried": sum(mail.tries > 1 for mail in mails),
            "wrong": len(wrong_messages),
        },
        "jobs_left": len(_unfinished_jobs()),
        "signals": _rows("SELECT count(*) FROM signals_signal")[0][0],
        "offers": len(seen.offers),
        "accepted": len(seen.accepted),
        "answers": seen.answers,
        "failed_answers": seen.failures,
        "ok": not problems,
        "problems": problems[:20],
    }


def is_quiet() -> bool:
    """Whether all jobs that wait for nothing are done, and every notice was handled."""
    return not _unfinished_jobs() and not _rows(
        "SELECT 1 FROM feedback_mailnotice WHERE handled_at IS NULL AND tries > 0"
    )


def _lost_reports(seen: Seen) -> list[str]:
    """A receipt that leads nowhere, or to another story than was typed."""

    stored = _rows(
        "SELECT m.lookup, s.submission_digest, s.id FROM feedback_mailbox m JOIN signals_signal s ON s.id ="
        " m.signal_id"
    )
    by_lookup = {bytes(lookup): (bytes(digest), signal) for lookup, digest, signal in stored}
    stories, problems = _stories(), []
    for receipt, (key, mark) in seen.receipts.items():
        digest, signal = by_lookup.get(receipts.lookup_of(receipts.normalised(receipt)), (None, None))
        if digest != submission_digest(key) or mark not in stories.get(signal, ""):
            problems.append("a report with a receipt is not there")
    return problems


def _stories() -> dict[uuid.UUID, str]:

    bodies = _rows("SELECT signal_id, body FROM signals_signalcontent")
    with as_worker():
        keys = services.data_keys(signal for signal, _ in bodies)
    return {
        signal: str(SignalContent.body.open(keys[signal], signal, bytes(body))) for signal, body in bodies
    }


def _lost_handovers(seen: Seen) -> list[str]:
    """An offer that is not there, or a hand-over without the receiver as responsible holder afterwards."""
    offered = dict(_rows("SELECT id, to_organisation_id FROM custody_handover"))
    taken_over = dict(
        _rows(
            "SELECT h.id, k.organisation_id FROM custody_handover h JOIN custody_handoverreply r ON"
            " r.handover_id = h.id JOIN custody_holding k ON k.signal_id = h.signal_id AND k.organisation_id"
            " = h.to_organisation_id AND k.started_at >= h.offered_at WHERE r.answer = 'accepted'"
        )
    )
    return [
        *(
            "an offer is not there"
            for key, to in seen.offers.items()
            if offered.get(key) != to.organisation_id
        ),
        *(
            "a hand-over has no new holder"
            for key, to in seen.accepted.items()
            if taken_over.get(key) != to.organisation_id
        ),
    ]


def _doubled(seen: Seen) -> list[str]:
    """Signals that nobody sent, or twice; two holders for one hand-over; an act without exactly one event
    in the log.
    """

    tried = {submission_digest(key) for key in seen.tried}
    stored = Counter(bytes(digest) for (digest,) in _rows("SELECT submission_digest FROM signals_signal"))
    extra = [digest for digest, number in stored.items() if digest not in tried or number > 1]
    acts = {
        "signal_submitted": "SELECT count(*) FROM signals_signal",
        "handover_offered": "SELECT count(*) FROM custody_handover",
        "handover_accepted": "SELECT count(*) FROM custody_handoverreply WHERE answer = 'accepted'",
    }
    uneven = [action for action, rows in acts.items() if _rows(rows)[0][0] != _events(action)]
    taken_over = _rows("SELECT count(*) FROM custody_holding WHERE because = %s", [TAKEN_OVER])[0][0]
    return [
        *("a signal that nobody sent" for _ in extra),
        *(f"rows and log differ: {action}" for action in uneven),
        *(
            ["a hand-over made another number of holders"]
            if taken_over != _rows(acts["handover_accepted"])[0][0]
            else []
        ),
    ]


def _events(action: str) -> int:
    return _rows(
        "SELECT count(*) FROM audit_auditevent WHERE action = %s AND NOT detail ? 'repeated'", [action]
    )[0][0]


def _wrong_messages(mails: list[Received]) -> list[str]:
    """A mail that never left though it is marked as sent, or that came twice without saying so."""
    arrived = Counter(mail.id for mail in mails)
    unmarked = Counter(mail.id for mail in mails if mail.tries == 1)
    sent = {str(key) for (key,) in _rows("SELECT DISTINCT mail_id FROM feedback_mailnotice WHERE mailed")}
    return [
        *("a mail is marked as sent but never came" for key in sent if not arrived[key]),
        *("a mail came twice without saying so" for key, number in unmarked.items() if number > 1),
    ]


def _unfinished_jobs() -> list[str]:
    rows = _rows(
        "SELECT task_name, status FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed')"
        " AND (scheduled_at IS NULL OR scheduled_at < now())"
    )
    return [f"job {name} is {status}" for name, status in rows]


def _rows(query: str, values: list | None = None) -> list[tuple]:
    address = replace(recorded_address(home()), host=connections.databases["migrate"]["HOST"])
    with psycopg.connect(address.dsn(database_name())) as connection:
        return connection.execute(query, values).fetchall()
