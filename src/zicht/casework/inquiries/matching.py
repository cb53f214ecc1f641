"""The job's side: pseudonyms of what is in signals and the register, and telling the holders of a hit.
Runs in the worker.
"""

from django.db import connection
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.http import Http404

from zicht.casework.inquiries import identifiers
from zicht.casework.inquiries.models import ContactRequest, IndexedSource, Inquiry, InquiryValue, Pseudonym
from zicht.casework.inquiries.vocabulary import Kind
from zicht.casework.register.models import PresumedVictim
from zicht.casework.register.persons import identity
from zicht.chain.agreements.vocabulary import Level
from zicht.chain.custody.models import Holding
from zicht.chain.custody.vocabulary import HoldingRole
from zicht.chain.grants.models import Grant
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.chain.signals.models import Observation, SignalContent
from zicht.foundation.access import SYSTEM
from zicht.foundation.acts.clock import now
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.vault import sealing
from zicht.foundation.vault import services as vault
from zicht.foundation.vault.fields import SealedPlace

BATCH = 200


def index_new(most: int = BATCH) -> int:
    """Make the pseudonyms of signals, observations and persons that have none yet; return how many sources
    were read."""
    done = 0
    for row in _unread(SignalContent.objects.all(), _named("s|", "signal_id"), most):
        story = _opened(SignalContent.body, row)
        done += _index(row.source, SubjectKind.SIGNAL, row.signal_id, _in_text(story))
    for row in _unread(Observation.objects.all(), _named("o|", "id"), most):
        text = _opened(Observation.body, row)
        done += _index(row.source, SubjectKind.SIGNAL, row.signal_id, _in_text(text))
    for row in _unread(PresumedVictim.objects.all(), _named("v|", "id", "version"), most):
        keys = [(Kind.PERSON, key.hex()) for key in _person(row)]
        done += _index(row.source, SubjectKind.VICTIM, row.pk, keys)
    return done


def match(inquiry_id) -> int:
    """Tell the holders of every hit that contact is requested; return how many. What was asked about is
    forgotten."""
    asked = InquiryValue.objects.filter(pk=inquiry_id).first()
    if asked is None:
        return 0
    inquiry = Inquiry.objects.get(pk=inquiry_id)
    requests = [
        ContactRequest(
            inquiry=inquiry,
            subject_kind=hit.subject_kind,
            subject_id=hit.subject_id,
            organisation_id=organisation,
            function=function,
            at=now(),
        )
        for hit in Pseudonym.objects.filter(value=asked.value, kind=inquiry.kind)
        for organisation, function in _holders(hit)
        if (organisation, function) != (inquiry.organisation_id, inquiry.function)
    ]
    ContactRequest.objects.bulk_create(requests, ignore_conflicts=True)
    asked.delete()
    audit.record_many(
        SYSTEM,
        Action.CONTACT_REQUESTED,
        [(row.subject_kind, row.subject_id) for row in requests],
        inquiry=str(inquiry_id),
    )
    return len(requests)


def _holders(hit: Pseudonym) -> set:
    """Who can be asked: for a signal its responsible holders now or (closed) at the end; for a person who
    registered it."""
    if hit.subject_kind == SubjectKind.SIGNAL:
        held = Holding.objects.filter(signal_id=hit.subject_id, role=HoldingRole.RESPONSIBLE)
        running = held.filter(ended_at__isnull=True)
        rows = running if running.exists() else held.order_by("-ended_at")[:1]
        return set(rows.values_list("organisation_id", "function"))
    grants = Grant.objects.filter(
        subject_id=hit.subject_id,
        ended_at__isnull=True,
        level=Level.FULL,
        agreement__isnull=True,
        function__isnull=False,
    )
    return set(grants.exclude(organisation__kind="comensha").values_list("organisation_id", "function"))


def _unread(rows, source, most: int) -> list:
    """Rows whose source (an expression of its kind, key and version) was not read yet."""
    done = IndexedSource.objects.filter(source_id=OuterRef("source"))
    return list(rows.annotate(source=source).filter(~Exists(done))[:most])


def _named(prefix: str, *fields: str) -> Concat:
    parts = [part for field in fields for part in (Cast(field, CharField()), Value("|"))]
    return Concat(Value(prefix), *parts[:-1], Value(""), output_field=CharField())


def _index(source: str, subject_kind: str, subject_id, found) -> int:
    rows = [
        Pseudonym(
            kind=kind,
            value=under_both_keys(identifiers.under_first_key(kind, value)),
            subject_kind=subject_kind,
            subject_id=subject_id,
        )
        for kind, value in set(found)
    ]
    Pseudonym.objects.bulk_create(rows, ignore_conflicts=True)
    IndexedSource.objects.bulk_create([IndexedSource(source_id=source)], ignore_conflicts=True)
    return 1


def under_both_keys(inner: bytes) -> bytes:
    """Return the pseudonym: the value under the first key, put under the second inside the database. Only
    jobs may ask this."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.pseudonym(%s)", [inner])
        return bytes(cursor.fetchone()[0])


def _opened(place: SealedPlace, row):
    try:
        return place.read(row)
    except (Http404, sealing.CannotOpen):  # destroyed after its term
        return ""


def _person(row: PresumedVictim):
    try:
        return identity.keys(identity.opened(vault.data_key(row.pk), row.pk, row.identity))
    except (Http404, sealing.CannotOpen):
        return ()


def _in_text(story) -> list:
    text = " ".join(map(str, story.values())) if isinstance(story, dict) else str(story)
    return list(identifiers.found_in(text))
