"""Who can take over a signal: the likely ones first (the regional core of its place), others by name, place
or postcode.

Who is behind a function, and whether someone is at work today, comes from the same posts that the routes
use.
"""

from dataclasses import dataclass

from django.db.models import Q

from zicht.chain.custody.vocabulary import Task
from zicht.chain.routes.country import country
from zicht.foundation.access import Actor
from zicht.foundation.organisations.models import Municipality
from zicht.foundation.organisations.vocabulary import INVESTIGATING_FUNCTIONS
from zicht.foundation.organisations.vocabulary import Function as F

LIKELY = (
    F.CARE_COORDINATOR,
    F.CHAIN_DIRECTOR,
    F.TMM,
    F.CONTACT_OFFICER,
    F.NLA,
    F.SAFE_HOME,
    F.KMAR,
    F.FALLBACK_DESK,
)
FOR_FORM = {"labour": (F.NLA,)}
USUAL_TASK = {
    F.CARE_COORDINATOR: Task.COORDINATE_CARE,
    F.TMM: Task.INVESTIGATE,
    F.KMAR: Task.INVESTIGATE,
    F.NLA: Task.INSPECT,
}
MOST = 12
STAFFED = "Er is iemand aan het werk."
VACANT = "Hier is nu niemand aan het werk. Kies een ander, dan blijft het signaal niet liggen."
NO_POLICE = " Let op: het slachtoffer wil geen politie of andere opsporing."


@dataclass(frozen=True, slots=True)
class Receiver:
    """A function in an organisation that can be offered a signal."""

    organisation_id: str
    organisation: str
    function: str
    staffed: bool

    @property
    def value(self) -> str:
        return f"{self.organisation_id}:{self.function}"

    @property
    def label(self) -> str:
        return f"{F(self.function).label}: {self.organisation}"

    def hint(self, signal) -> str:
        warning = NO_POLICE if signal.wants_no_police and self.function in INVESTIGATING_FUNCTIONS else ""
        return (STAFFED if self.staffed else VACANT) + warning


def likely(signal, actor: Actor) -> list[Receiver]:
    """Return who most often takes over a signal of this form and place, without the actor's own function."""
    found = country().recipients(signal.municipality_id)
    order = [*FOR_FORM.get(signal.form, ()), *LIKELY]
    receivers = [
        _receiver(found[function], function) for function in dict.fromkeys(order) if function in found
    ]
    return [receiver for receiver in receivers if not _own(receiver, actor)]


def search(term: str, actor: Actor) -> list[Receiver]:
    """Return receivers whose organisation carries `term`, and those of a municipality with that name or
    postcode."""
    term = term.strip().lower()
    if len(term) < 2:
        return []
    near = [receiver for code in _places(term) for receiver in _of_place(code)]
    named = [
        Receiver(post.organisation_id, post.organisation, post.function, post.staffed)
        for post in country().posts
        if term in post.organisation.lower()
    ]
    found = {receiver.value: receiver for receiver in [*near, *named] if not _own(receiver, actor)}
    return sorted(found.values(), key=lambda receiver: not receiver.staffed)[:MOST]


def find(value: str) -> Receiver | None:
    """Return the receiver behind a chosen value; None for one that does not exist."""
    if not value:
        return None
    organisation, _, function = value.partition(":")
    for post in country().posts:
        if (post.organisation_id, post.function) == (organisation, function):
            return Receiver(post.organisation_id, post.organisation, post.function, post.staffed)
    return None


def _places(term: str) -> list[str]:
    match = (
        Q(postcodes__pc4=term[:4])
        if term[:4].isdigit()
        else Q(name__iexact=term) | Q(other_names__name__iexact=term)
    )
    return list(
        Municipality.objects.filter(match, valid_until=None).values_list("code", flat=True).distinct()[:3]
    )


def _of_place(code: str) -> list[Receiver]:
    found = country().recipients(code)
    return [
        _receiver(found[f], f)
        for f in (F.CONTACT_OFFICER, F.CARE_COORDINATOR, F.CHAIN_DIRECTOR, F.TMM)
        if f in found
    ]


def _receiver(recipient, function: str) -> Receiver:
    return Receiver(recipient.organisation_id, recipient.organisation, str(function), recipient.staffed)


def _own(receiver: Receiver, actor: Actor) -> bool:
    return receiver.organisation_id == str(actor.organisation_id) and receiver.function in actor.functions
