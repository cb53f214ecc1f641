"""Answering what CoMensha still asks: what is known now, or that it is not known."""

from dataclasses import replace

from zicht.casework.register.models import Notification, NotKnown
from zicht.casework.register.notifying.facts import facts_of
from zicht.casework.register.notifying.services import filing
from zicht.casework.register.persons import queries
from zicht.casework.register.vocabulary import Item
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.vault import services as vault


@use_case
def not_known(victim_id, items, *, actor: Actor) -> None:
    """Keep that the own organisation does not know these items: they are not asked again. Twice is once."""
    NotKnown.objects.bulk_create(
        [
            NotKnown(
                victim_id=victim_id,
                item=Item(item),
                organisation_id=actor.organisation_id,
                person_id=actor.person_id,
                at=clock.now(),
            )
            for item in items
        ],
        ignore_conflicts=True,
    )
    audit.record(actor, Action.NOT_KNOWN_SAID, "victim", victim_id, items=",".join(items))


def correct_with(notification_id, said: dict, *, actor: Actor) -> Notification:
    """File a new version of the own notification with what is known now: `forms_of`, `sector`,
    `municipality`, where given."""
    old = queries.access_notification(notification_id)
    facts = facts_of(old, vault.data_key(old.victim_id))
    new = replace(
        facts,
        forms=tuple(said.get("forms_of") or facts.forms),
        sector=said.get("sector") or facts.sector,
        municipality=said.get("municipality") or facts.municipality,
    )
    return filing.correct(notification_id, new, actor=actor)
