"""What the officer sees of asking, and may allow."""

import uuid

from django.db import connection
from django.http import Http404

from zicht.foundation.access import Actor, use_case
from zicht.foundation.asking.models import Alarm
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action


def alarms(most: int = 100) -> list[Alarm]:
    """Return the newest alarms: for an officer of the own organisation's people; nationally, of all."""
    return list(Alarm.objects.select_related("organisation").order_by("-day", "-pk")[:most])


@use_case
def allow_more(person_id: uuid.UUID, because: str, *, actor: Actor) -> None:
    """Let a colleague ask as much again today. Refuses (404): oneself, people elsewhere, a third time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.allow_more(%s, %s)", [person_id, because])
        if not cursor.fetchone()[0]:
            raise Http404
    audit.record(actor, Action.ASKING_ALLOWED, "account", person_id, because=because)
