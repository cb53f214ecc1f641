"""The quick report of a professional: who reports, from where, and which chips fit."""

from dataclasses import dataclass

from zicht.chain.signals.models import Signal
from zicht.chain.signals.vocabulary import ExploitationForm, ReporterKind
from zicht.foundation.access import Actor
from zicht.foundation.organisations.models import Municipality, Organisation
from zicht.reference.signal_cards import ANYONE, card_for, indicators

REMEMBERED = "reporter_kind"


@dataclass(frozen=True)
class ChipGroup:
    """Indicators under one heading."""

    title: str
    chips: tuple


def reporter_kind_of(request) -> str:
    """Return as what this person reports: as chosen before in this session, else as in the latest own
    signal."""
    if REMEMBERED in request.session:
        return request.session[REMEMBERED]
    latest = Signal.objects.filter(reporter_id=request.actor.person_id).order_by("-received_on").first()
    return latest.reporter_kind if latest else ReporterKind.OTHER_PROFESSIONAL


def own_place(actor: Actor) -> str:
    """Return the municipality of the own organisation, as a person would type it; empty for other working
    areas."""
    organisation = (
        Organisation.objects.select_related("municipality").filter(pk=actor.organisation_id).first()
    )
    return organisation.municipality.name if organisation and organisation.municipality else ""


def municipality_names() -> list[str]:
    """Return the names to choose from."""
    return list(Municipality.objects.filter(valid_until=None).values_list("name", flat=True))


def chip_groups(kind: str, form: str, chosen) -> tuple[ChipGroup, list[ChipGroup]]:
    """Return the chips of the signal card of this role and form (chosen ones stay in sight), and all
    others by form."""
    card = card_for(kind, form)
    first = [*card.indicators, *(indicators()[slug] for slug in chosen if slug in indicators())]
    seen = dict.fromkeys(first)
    rest = []
    for value, label in ExploitationForm.choices:
        chips = tuple(chip for chip in card_for(ANYONE, value).indicators if chip not in seen)
        seen |= dict.fromkeys(chips)
        if chips:
            title = "Kan overal bij horen" if value == ExploitationForm.UNKNOWN else label
            rest.append(ChipGroup(title, chips))
    others = tuple(chip for chip in indicators().values() if chip not in seen)
    rest += [ChipGroup("Overig", others)] if others else []
    return ChipGroup("", tuple(dict.fromkeys(first))), rest
