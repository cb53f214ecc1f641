"""Search inside the own organisation's rows: keyed tokens of words, one entry per organisation that sees
the full story.
"""

from django.db import connection

from zicht.chain.agreements.vocabulary import Level
from zicht.chain.grants.models import Grant
from zicht.chain.signals.models import Observation, SearchEntry, Signal, SignalContent
from zicht.foundation.vault import sealing
from zicht.foundation.vault import services as vault

MOST = 200


def search(words: str) -> list:
    """Return the ids (at most 200, the newest first) of signals in which every word of `words` occurs and
    that the actor sees."""
    tokens = sealing.word_tokens(words)
    if not tokens:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sec.search_signals(%s::bigint[], %s)", [tokens, MOST])
        return [row[0] for row in cursor.fetchall()]


def index(signal_id) -> int:
    """Write the search entries of a signal for every organisation with full sight; return how many. Runs
    in the worker."""
    tokens = sealing.word_tokens(_text_of(signal_id))
    day = Signal.objects.values_list("received_on", flat=True).get(pk=signal_id)
    organisations = (
        Grant.objects.filter(subject_id=signal_id, level__gte=Level.FULL, ended_at__isnull=True)
        .values_list("organisation_id", flat=True)
        .distinct()
    )
    entries = [
        SearchEntry(organisation_id=key, signal_id=signal_id, tokens=tokens, received_on=day)
        for key in organisations
    ]
    SearchEntry.objects.filter(signal_id=signal_id).delete()
    return len(SearchEntry.objects.bulk_create(entries))


def _text_of(signal_id) -> str:
    key = vault.data_key(signal_id)
    signal = Signal.objects.select_related("municipality").get(pk=signal_id)
    content = SignalContent.objects.get(pk=signal_id)
    story = SignalContent.body.open(key, signal_id, content.body)
    parts = [str(value) for value in story.values()] + [str(signal.municipality or "")]
    for seen in Observation.objects.filter(signal_id=signal_id):
        parts.append(Observation.body.open(key, seen.id, seen.body))
    return " ".join(parts)
