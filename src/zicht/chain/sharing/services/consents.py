"""Consent of the person concerned: asked, given, refused, withdrawn; per person, party and purpose; effective
at once (SH6).

The latest statement counts. Withdrawing (or refusing) ends, in the same transaction and by the database
itself, the grants that rest on it and the hand-overs to that party that were still open
(`sec.follow_consent`).
"""

import uuid
from datetime import date

from django.http import Http404

from zicht.chain.agreements.vocabulary import Level
from zicht.chain.sharing.models import Consent
from zicht.chain.sharing.services import deciding
from zicht.chain.sharing.vocabulary import ConsentAnswer
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts.clock import now
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

AFTER = {
    None: {ConsentAnswer.ASKED, ConsentAnswer.GIVEN, ConsentAnswer.REFUSED},
    ConsentAnswer.ASKED: {ConsentAnswer.ASKED, ConsentAnswer.GIVEN, ConsentAnswer.REFUSED},
    ConsentAnswer.GIVEN: {ConsentAnswer.GIVEN, ConsentAnswer.WITHDRAWN},
    ConsentAnswer.REFUSED: {ConsentAnswer.ASKED, ConsentAnswer.GIVEN},
    ConsentAnswer.WITHDRAWN: {ConsentAnswer.ASKED, ConsentAnswer.GIVEN},
}
"""Which statement can follow which."""
NOTHING_TO_WITHDRAW = "Er is geen toestemming die ingetrokken kan worden."
WRONG_ORDER = "Dit antwoord past niet bij wat de betrokkene eerder zei. Kijk wat er het laatst is vastgelegd."


@use_case
def state(
    kind: str,
    subject_id,
    party_id,
    purpose: str,
    answer: str,
    manner: str,
    *,
    actor: Actor,
    language: str = "nl",
    until: date | None = None,
    key: uuid.UUID | None = None,
) -> Consent:
    """Keep what the person concerned said. `key` twice is once. Refuses: no full sight (404), an answer
    that cannot follow."""
    if deciding.own_level(subject_id) < Level.FULL:
        raise Http404
    known = Consent.objects.filter(key=key).first() if key else None
    if known:
        audit.record(actor, Action.CONSENT_STATED, kind, subject_id, repeated=True)
        return known
    _check(subject_id, party_id, purpose, answer)
    consent = Consent.objects.create(
        subject_kind=kind,
        subject_id=subject_id,
        party_id=party_id,
        purpose=purpose,
        answer=answer,
        manner=manner,
        language=language,
        until=until,
        key=key or uuid.uuid4(),
        organisation_id=actor.organisation_id,
        person_id=actor.person_id,
        at=now(),
    )
    said = {"answer": answer, "party": str(party_id), "purpose": purpose, "manner": manner}
    audit.record(actor, Action.CONSENT_STATED, kind, subject_id, **said)
    return consent


def latest(subject_id) -> list[Consent]:
    """Return the latest statement for each party and purpose, the newest first."""
    rows = (
        Consent.objects.filter(subject_id=subject_id)
        .select_related("party")
        .order_by("party_id", "purpose", "-id")
    )
    return sorted(rows.distinct("party_id", "purpose"), key=lambda row: -row.pk)


def _check(subject_id, party_id, purpose, answer) -> None:
    before = (
        Consent.objects.filter(subject_id=subject_id, party_id=party_id, purpose=purpose)
        .order_by("-id")
        .first()
    )
    if answer in AFTER[ConsentAnswer(before.answer) if before else None]:
        return
    raise NotPossible(NOTHING_TO_WITHDRAW if answer == ConsentAnswer.WITHDRAWN else WRONG_ORDER)
