"""The daily look at access: what a rule notices becomes a question that waits for the officer. Runs in the
worker.
"""

from collections import Counter
from datetime import date, datetime, time, timedelta

from django.db import connection

from zicht.casework.oversight import unusual
from zicht.casework.oversight.models import AccessQuestion, Honeytoken
from zicht.casework.oversight.unusual import Read
from zicht.casework.register.models import PresumedVictim
from zicht.casework.register.persons import identity
from zicht.chain.signals.models import SearchEntry
from zicht.foundation.accounts.models import Account
from zicht.foundation.acts import clock
from zicht.foundation.vault import sealing
from zicht.foundation.vault import services as vault

DAYS_BEFORE = 28


def look(day: date) -> int:
    """Make the questions of a day; a second look adds nothing. Returns how many were new."""
    reads = _reads(day, day)
    honeytokens = frozenset(str(key) for key in Honeytoken.objects.values_list("pk", flat=True))
    found = unusual.findings(day, reads, _usual(day), honeytokens, _OwnNames(reads))
    before = AccessQuestion.objects.count()
    AccessQuestion.objects.bulk_create(
        [
            AccessQuestion(
                organisation_id=each.organisation_id,
                account_id=each.person_id,
                kind=each.kind,
                day=each.day,
                count=each.count,
                object_kind=each.object_kind,
                object_id=each.object_id,
                found_at=clock.now(),
            )
            for each in found
        ],
        ignore_conflicts=True,
    )
    return AccessQuestion.objects.count() - before


class _OwnNames:
    """Does a file or a signal hold the reader's own family name? Names are opened here and go nowhere."""

    def __init__(self, reads: list[Read]):
        people = Account.objects.filter(pk__in={read.person_id for read in reads}).values_list("id", "name")
        self._own = {key: name.split()[-1] for key, name in people if name.split()}
        victims = PresumedVictim.objects.filter(
            pk__in={read.object_id for read in reads if read.object_kind == "victim"}
        )
        keys = vault.data_keys(victim.pk for victim in victims)
        self._families = {
            str(victim.pk): identity.plain(
                identity.opened(keys[victim.pk], victim.pk, victim.identity).family_name
            )
            for victim in victims
            if victim.pk in keys
        }

    def __call__(self, read: Read) -> bool:
        own = self._own.get(read.person_id, "")
        if read.object_kind == "victim":
            return bool(own) and self._families.get(read.object_id, "") == identity.plain(own)
        if read.object_kind != "signal":
            return False
        tokens = sealing.word_tokens(own)
        return (
            bool(tokens)
            and SearchEntry.objects.filter(signal_id=read.object_id, tokens__contains=tokens).exists()
        )


def _reads(first: date, last: date) -> list[Read]:
    start = datetime.combine(first, time.min, clock.AMSTERDAM)
    end = datetime.combine(last + timedelta(days=1), time.min, clock.AMSTERDAM)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sec.reads_between(%s, %s)", [start, end])
        return [Read(*row) for row in cursor.fetchall()]


def _usual(day: date) -> dict:
    """How many things each person opened on each day at work in the four weeks before."""
    seen = {
        (read.person_id, read.at.astimezone(clock.AMSTERDAM).date(), read.object_id)
        for read in _reads(day - timedelta(days=DAYS_BEFORE), day - timedelta(days=1))
    }
    counts: dict = {}
    for (person, _), count in Counter((person, on) for person, on, _ in seen).items():
        counts.setdefault(person, []).append(count)
    return counts
