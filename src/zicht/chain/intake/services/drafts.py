"""Own drafts: an unfinished quick report, sealed under a key that only its person's transactions come to.

The draft's id is the submission key of the report it becomes: sent twice, or sent and kept at the same
moment, there is one signal and no draft left. Photos are not kept in a draft. After thirty days without
change a draft is thrown away.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.shortcuts import get_object_or_404

from zicht.chain.intake.models import Draft
from zicht.chain.intake.services.storing import submission_digest
from zicht.chain.signals.models import Signal
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

KEPT_DAYS = 30


@dataclass(frozen=True)
class Opened:
    """A draft that was opened: what was filled in so far, as the form takes it."""

    id: uuid.UUID
    changed_at: datetime
    answers: Mapping[str, Any]

    @property
    def beginning(self) -> str:
        return " ".join(self.answers.get("what", "").split())[:120]


def has_words(answers: Mapping[str, Any]) -> bool:
    """Return whether there is something to keep: a text or an indicator."""
    return bool(answers.get("what", "").strip() or answers.get("indicators"))


@use_case
def keep(key: str, answers: Mapping[str, Any], *, actor: Actor) -> bool:
    """Keep what was filled in so far under the submission key; returns False when it was submitted
    already."""
    draft_id = uuid.UUID(hex=key)
    audit.record(actor, Action.DRAFT_KEPT, "draft", draft_id)
    if Signal.objects.filter(submission_digest=submission_digest(key)).exists():
        return False
    fresh = Draft(id=draft_id, account_id=actor.person_id, organisation_id=actor.organisation_id)
    fresh.changed_at = clock.now()
    Draft.body.write(fresh, dict(answers))
    if not Draft.objects.filter(pk=draft_id).update(body=fresh.body, changed_at=fresh.changed_at):
        Draft.objects.bulk_create([fresh], ignore_conflicts=True)
    return True


@use_case
def drop(draft_id: uuid.UUID, *, actor: Actor) -> None:
    """Throw an own draft away; one that is gone already is fine."""
    Draft.objects.filter(pk=draft_id).delete()
    audit.record(actor, Action.DRAFT_KEPT, "draft", draft_id, dropped=True)


def opened(draft_id: uuid.UUID, actor: Actor) -> Opened:
    """Return an own draft, opened. Raises Http404."""
    return _opened(get_object_or_404(Draft, pk=draft_id), actor)


def own(actor: Actor) -> list[Opened]:
    """Return the own drafts, opened, the latest first."""
    return [_opened(draft, actor) for draft in Draft.objects.order_by("-changed_at")]


def drop_old() -> int:
    """Throw away drafts that nobody touched for thirty days; return how many. Runs in the worker."""
    old = Draft.objects.filter(changed_at__lt=clock.now() - timedelta(days=KEPT_DAYS))
    return old.delete()[0]


def _opened(draft: Draft, actor: Actor) -> Opened:
    return Opened(draft.id, draft.changed_at, Draft.body.read(draft))
