"""Agreements in force, a consent that was given and used, an emergency access that waits for its review, and
a question elsewhere.

All through the real acts. The agreements come from the shipped templates; that they count here does not
mean that they are right anywhere: in a real installation a data-protection officer confirms them.
"""

from datetime import timedelta

from zicht.casework.inquiries import services as inquiries
from zicht.chain.agreements import services as agreements
from zicht.chain.agreements.library import TEMPLATES
from zicht.chain.agreements.models import Agreement
from zicht.chain.custody.models import Holding
from zicht.chain.sharing.services import break_glass, consents, deciding
from zicht.chain.signals.models import Signal
from zicht.demo.player import all_actors
from zicht.foundation.access import acting, as_worker
from zicht.foundation.acts import clock

EDE, KEEPER, SHELTER, UTRECHT = "gemeente-ede", "beheer-zicht", "opvang-noord", "gemeente-utrecht"
DRAFT = "police-data"
"""The one template that still waits for a second person."""
WHY = "Zij belde de wacht in Utrecht: hij staat voor de deur. Adres nodig om iemand te sturen."
CLUE = "06 0000 0002"
"""The number that the signals of a thread share, see `texts.clue`."""


def load() -> None:
    """Load what is not there yet."""
    with as_worker():
        if Agreement.objects.exists():
            return
    actors = all_actors()
    _agree(actors)
    signals = _held_in_ede(actors)
    if len(signals) < 2:
        return
    _consent(actors, signals[0])
    _danger(actors, signals[1])
    _ask(actors)


def _agree(actors) -> None:
    author, second = actors[KEEPER, "administrator"], actors[KEEPER, "data_protection_officer"]
    for template in TEMPLATES:
        row = agreements.from_template(template, actor=author, starts_on=clock.today() - timedelta(days=60))
        if template.slug != DRAFT:
            agreements.review(row.pk, actor=second)
            agreements.start(row.pk, actor=author)


def _held_in_ede(actors) -> list:
    officer = actors[EDE, "contact_officer"]
    with acting(officer):
        held = Holding.objects.filter(organisation_id=officer.organisation_id, ended_at__isnull=True).values(
            "signal_id"
        )
        return list(Signal.objects.filter(pk__in=held).order_by("-received_on", "id")[:2])


def _consent(actors, signal) -> None:
    officer, shelter = actors[EDE, "contact_officer"], actors[SHELTER, "shelter_manager"]
    party = ("signal", signal.pk, shelter.organisation_id)
    consents.state(*party, "care", "given", "word", actor=officer, language="pl")
    deciding.share(*party, "shelter_manager", "care", actor=officer)


def _danger(actors, signal) -> None:
    neighbour = actors[UTRECHT, "contact_officer"]
    break_glass.open_for_myself(signal.reference, "contact_officer", "life", WHY, actor=neighbour)


def _ask(actors) -> None:
    value = inquiries.read("phone", CLUE)
    inquiries.ask(
        "phone", "signal_handling", value, "contact_officer", actor=actors[UTRECHT, "contact_officer"]
    )
