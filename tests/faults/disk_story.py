"""What happens to reports before, during and after a full disk."""

import contextlib
import os
import uuid
from pathlib import Path

from django.db import connections
from django.test import Client

from tests.faults.clients import RECEIPT
from zicht.chain.custody.invariant import broken
from zicht.chain.door import receipts
from zicht.chain.intake.public_draft import Draft
from zicht.chain.messages import mailbox
from zicht.doors.cli.session import close_connections
from zicht.foundation.audit.services import verify
from zicht.foundation.database import launcher

MOST_REPORTS = 60
ANSWERS = {
    "danger": "no",
    "reporter": "citizen",
    "form": "sexual",
    "place": "Ede",
    "places": ["GM0228"],
    "sure": True,
    "spot": "",
    "ongoing": "yes",
    "when": "elke nacht",
    "minor": "no",
}
SEEN = ["danger", "reporter", "form", "what", "place", "when", "minor"]


def tell(home: Path) -> dict:
    """Receipts before, during and after; how many were refused, and whether a refused page kept its text."""
    before = [_report()[0] for _ in range(5)]
    ballast = _fill(home)
    during, refused = [], []
    while len(refused) < 4 and len(during) < MOST_REPORTS:
        receipt, page = _report()
        (refused if receipt is None else during).append(receipt or page)
    ballast.unlink()
    close_connections()
    launcher.ensure_running()
    after = [_report()[0] for _ in range(3)]
    seen = [*before, *during, *after]
    lost = sum(receipt is None or not _opens(receipt) for receipt in seen)
    return {
        "before": len(before),
        "during": len(during),
        "refused": len(refused),
        "text_kept": all('name="draft"' in page for page in refused),
        "after": len(after),
        "lost": lost,
        "custody_ok": broken() == [],
        "audit_ok": verify()["ok"],
    }


def _report() -> tuple[str | None, str]:
    mark = uuid.uuid4().hex * 100  # long, so that a disk without room is noticed soon
    draft = Draft(
        answers={**ANSWERS, "what": f"Zij mag niet naar buiten. {mark}"}, seen=list(SEEN), checked=True
    )
    try:
        answer = Client(raise_request_exception=False, HTTP_HOST="localhost").post(
            "/melden/", {"draft": draft.sealed(), "step": "check", "go": "send"}
        )
    finally:
        with contextlib.suppress(Exception):
            connections["intake"].close_if_unusable_or_obsolete()
    page = answer.content.decode()
    found = RECEIPT.search(page) if answer.status_code == 200 else None
    return (found[0] if found else None), page


def _opens(receipt: str) -> bool:
    return mailbox.open_mailbox(receipts.normalised(receipt)) is not None


def _fill(home: Path) -> Path:
    """Take all the room there is."""
    ballast = home / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(os.urandom(2**20))
    with ballast.open("ab", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(os.urandom(512))
    return ballast
