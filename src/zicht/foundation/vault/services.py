"""Data keys of subjects: opening them under the acting person's rights, and making one for a new subject."""

from django.http import Http404

from zicht.foundation.vault import sealing
from zicht.foundation.vault.models import SubjectKey


def data_key(subject_id) -> bytes:
    """Return the data key of a subject the actor sees in full. Raises Http404 without that sight or after
    shredding."""
    row = SubjectKey.objects.filter(pk=subject_id).first()
    if row is None:
        raise Http404
    return sealing.unwrap(row.wrapped, subject_id)


def data_keys(subject_ids) -> dict:
    """Return the data keys of those subjects the actor sees in full, in one query."""
    rows = SubjectKey.objects.filter(pk__in=list(subject_ids))
    return {row.subject_id: sealing.unwrap(row.wrapped, row.subject_id) for row in rows}


def new_subject(subject_id) -> bytes:
    """Make and keep a data key for a new subject (its first grant must exist); return it."""
    key = sealing.new_data_key()
    SubjectKey.objects.bulk_create([SubjectKey(subject_id=subject_id, wrapped=sealing.wrap(key, subject_id))])
    return key
