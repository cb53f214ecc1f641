"""Who should see what, written down by hand: apart from grants, policies and routes in the code.

Two questions only: which functions see a signal (its core, or everything) or a person in the register, and
whether the permission of an address is held. Whatever the product answers is compared with this.
"""

from dataclasses import dataclass

from tests.isolation.cast import (
    CARE,
    CARE_NEXT,
    EDE,
    MUNICIPAL,
    NIJMEGEN,
    POLICE,
    SAFE_HOME,
    SAFETY_HOUSE,
    UTRECHT,
)
from tests.isolation.world import World
from zicht.foundation.access import Actor, may

CORE, FULL = 2, 3
REGION = {
    (EDE, "contact_officer"),
    (CARE, "care_coordinator"),
    (SAFETY_HOUSE, "chain_director"),
    (POLICE, "tmm"),
}

SEE_ALL = {
    "open": REGION,
    "without police": REGION - {(POLICE, "tmm")},
    "acute minor": REGION | {(CARE, "duty_officer"), (SAFE_HOME, "safe_home")},
    "nowhere": {("landelijk-vangnet", "fallback_desk")},
    "elsewhere": {
        (UTRECHT, "contact_officer"),
        ("zorgcoordinatie-utrecht", "care_coordinator"),
        ("zvh-utrecht", "chain_director"),
        ("politie-midden-nederland", "tmm"),
    },
    "own report": REGION | {("arbeidsinspectie", "nla")},
    "offered": REGION,
    "returned": REGION,
    "withdrawn": REGION,
    "accepted": REGION | {(UTRECHT, "contact_officer")},
    "closed": REGION,
    "closed while offered": REGION,
    "reopened": REGION,
    "registered": REGION,
    "emergency": REGION | {(NIJMEGEN, "contact_officer")},
    "bait": set(),
    "at the table": REGION,
}
"""By the route of the place, and by a hand-over that was accepted."""

SEE_CORE = {
    "offered": {(CARE_NEXT, "care_coordinator")},
    "bait": {(EDE, function) for function in MUNICIPAL},
    "at the table": {(UTRECHT, "contact_officer")},
}
"""While an offer waits for an answer; what an organisation keeps for all its people; with a seat for the
core at a table."""

SEATS = REGION | {(UTRECHT, "contact_officer")}
"""Who sits at the table of this world."""

SEE_PERSON = {
    "registered": {(CARE, "care_coordinator"), ("comensha", "registrar"), (NIJMEGEN, "contact_officer")}
}
"""Who registered, who must report, and the national register after the notification."""

ASKED = {"offered": (CARE_NEXT, "care_coordinator"), "accepted": (UTRECHT, "contact_officer")}
"""Who can (or could) answer the hand-over; given back, withdrawn or overtaken ones are gone for who was
asked."""

WAITING = {"offered": (EDE, "contact_officer")}
"""Who offered a hand-over that still waits."""


@dataclass(frozen=True)
class Oracle:
    """What one person should see of the world."""

    world: World
    actor: Actor
    organisation: str

    def level(self, state: str) -> int:
        """Return how much of the signal in this state: nothing (0), its core, or everything."""
        if self.among(SEE_ALL[state]):
            return FULL
        if self.among(SEE_CORE.get(state, set())) or self.gave(state):
            return CORE
        return 0

    def gave(self, state: str) -> bool:
        return state == "own report" and self.actor.person_id == self.world.reporter

    def imported(self, address: str) -> bool:
        """Return whether an address of the import that Ede did exists: it is done, so that nobody can
        throw it away.
        """
        if address == "exchange:confirm":
            return self.among({(EDE, "contact_officer")})
        return self.organisation == EDE and address != "exchange:discard"

    def person(self, state: str) -> bool:
        """Return whether the presumed victim of this signal is visible."""
        return self.among(SEE_PERSON.get(state, set()))

    def asked_for_contact(self, state: str) -> bool:
        """Return whether this person is the contact officer of Ede, whom Utrecht's question is about."""
        return state == "open" and self.among({(EDE, "contact_officer")})

    def reviews(self, state: str) -> bool:
        """Return whether this person looks afterwards at the emergency access that Nijmegen used."""
        return state == "emergency" and self.among(REGION | {(NIJMEGEN, "data_protection_officer")})

    def sits(self) -> bool:
        """Return whether the person has a seat at the table."""
        return self.among(SEATS)

    def works(self, work_id) -> bool:
        """Return whether planned work is of the own organisation."""
        return self.world.works.get(work_id) == self.organisation

    def among(self, posts) -> bool:
        return any((self.organisation, function) in posts for function in self.actor.functions)

    def may(self, permission) -> bool:
        return may(self.actor.functions, permission)
