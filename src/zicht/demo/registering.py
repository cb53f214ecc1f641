"""Registers a synthetic presumed victim of a played signal, and answers as its anonymous reporter."""

import uuid

from zicht.casework.register.duties import criteria
from zicht.casework.register.notifying.facts import Facts
from zicht.casework.register.notifying.services import deciding
from zicht.casework.register.notifying.services import filing as notifying
from zicht.casework.register.persons import services
from zicht.casework.register.vocabulary import DecisionKind, DecisionReason, NotificationBasis
from zicht.chain.intake.services import Stored
from zicht.chain.messages import mailbox
from zicht.demo.loading_history import identity_of
from zicht.demo.present import SyntheticSignal
from zicht.foundation.access import Actor, acting
from zicht.foundation.organisations.models import Organisation


def register(signal: SyntheticSignal, signal_id, actor: Actor) -> None:
    """Register the signal's presumed victim and file the notification of the actor's organisation, with
    consent."""
    victim = services.register(signal_id, identity_of(signal.victim), actor=actor)
    with acting(actor):
        organisation = Organisation.objects.get(pk=actor.organisation_id)
        criterion = criteria.of(organisation)[0].code
    facts = Facts(
        forms=(signal.form,),
        criterion=criterion,
        basis=NotificationBasis.CONSENT,
        consent=True,
        municipality=signal.municipality_code,
    )
    notifying.notify(victim.id, facts, actor=actor)
    deciding.decide(
        signal_id,
        DecisionKind.REPORTED,
        DecisionReason.CRITERION_MET,
        victim_id=victim.id,
        reporting_organisation=organisation,
        actor=actor,
    )


def reply(stored: Stored, text: str) -> None:
    """Add what the reporter answered, with the receipt; who reported with an account has none."""
    if stored.receipt:
        mailbox.write(stored.receipt, text, str(uuid.uuid5(stored.id, text)))
