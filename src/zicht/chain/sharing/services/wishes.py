"""The wish for no investigators, noted anew by a care coordinator who talked with the person concerned (RT6).

Lifting it sends nothing: from then on it may be offered. Setting it ends open offers to investigators in
the same transaction (`sec.follow_wish`); who has the signal already keeps it, and is told on the page.
"""

import uuid

from django.http import Http404

from zicht.chain.agreements.vocabulary import Level
from zicht.chain.custody import queries as custody
from zicht.chain.sharing.services import deciding
from zicht.chain.sharing.vocabulary import Manner
from zicht.chain.signals.models import Wish
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import INVESTIGATORS

STANDS_ALREADY = "Dit is al de wens die geldt. Er verandert niets."


@use_case
def note(signal_id, no_police: bool, manner: Manner, *, actor: Actor, key: uuid.UUID | None = None) -> Wish:
    """Keep what the person concerned wants from now on, as told to the actor; `key` twice is once.

    Refuses: no full sight of the signal (404), the wish that holds already."""
    signal = custody.lock_visible(signal_id).signal
    if deciding.own_level(signal_id) < Level.FULL:
        raise Http404
    if known := Wish.objects.filter(key=key).first():
        audit.record(actor, Action.WISH_CHANGED, "signal", signal_id, repeated=True)
        return known
    if signal.wants_no_police == no_police:
        raise NotPossible(STANDS_ALREADY)
    wish = _kept(signal_id, no_police, actor, key)
    audit.record(actor, Action.WISH_CHANGED, "signal", signal_id, no_police=no_police, manner=manner)
    return wish


def investigators_with(signal_id) -> list[str]:
    """Return the names of the investigators who have this signal already, for who sees it in full."""
    kinds = dict(Organisation.objects.filter(kind__in=INVESTIGATORS).values_list("name", "kind"))
    found = {row["organisation"] for row in deciding.shared_with(signal_id)}
    return sorted(found & kinds.keys())


def _kept(signal_id, no_police: bool, actor: Actor, key) -> Wish:
    return Wish.objects.create(
        signal_id=signal_id,
        no_police=no_police,
        said_on=clock.today(),
        key=key or uuid.uuid4(),
        organisation_id=actor.organisation_id,
        person_id=actor.person_id,
    )
