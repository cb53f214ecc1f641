"""The quick report of a professional: who reports, from where, and which chips fit."""

from dataclasses import dataclass
from datetime import timedelta

from zicht.chain.signals.models import Signal
from zicht.chain.signals.vocabulary import ExploitationForm, ReporterKind
from zicht.foundation.access import Actor
from zicht.foundation.acts import clock
from zicht.foundation.organisations.models import Municipality, Organisation
from zicht.foundation.vault import sealing
from zicht.reference.signal_cards import ANYONE, card_for, indicators

REMEMBERED = "reporter_kind"
JUST_NOW = "just_given"
JUST_NOW_HOURS, SHOWN_MINUTES = 24, 15
ALIKE = 0.6
"""From which share of common words a report looks like the one of just now."""
ARRIVED = "chain_intake|{}|arrived"


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


def remember(request, stored, answers: dict) -> None:
    """Keep in this session what was given just now: keyed words, and the text sealed, to read back."""
    body = sealing.seal(_key_of(request.actor), ARRIVED.format(stored.id), answers["what"])
    request.session[REMEMBERED] = answers["reporter_kind"]
    request.session[JUST_NOW] = {
        "signal": str(stored.id),
        "key": answers["key"],
        "words": sealing.word_tokens(answers["what"]),
        "until": (clock.now() + timedelta(hours=JUST_NOW_HOURS)).isoformat(),
        "shown_until": (clock.now() + timedelta(minutes=SHOWN_MINUTES)).isoformat(),
        "arrived": body.hex(),
        "added": stored.added,
    }


def just_given(request, answers: dict) -> str:
    """Return the submission key of the own signal of just now when this report, from a fresh form, is much
    like it; else empty."""
    last = request.session.get(JUST_NOW)
    if not last or last["key"] == answers["key"] or clock.now().isoformat() > last["until"]:
        return ""
    before, now = set(last["words"]), set(sealing.word_tokens(answers["what"]))
    alike = before == now or len(before & now) >= ALIKE * len(before | now)
    return last["key"] if alike else ""


def just_arrived(request, signal_id) -> dict:
    """Return the own words as they arrived, and whether they were added to an earlier report, for a quarter
    of an hour; nothing later, or for another signal.

    A message would be gone: the script that sends follows the redirect before the page itself is opened."""
    last = request.session.get(JUST_NOW) or {}
    if last.get("signal") != str(signal_id) or clock.now().isoformat() > last["shown_until"]:
        return {}
    sealed, key = bytes.fromhex(last["arrived"]), _key_of(request.actor)
    words = sealing.open_sealed(key, ARRIVED.format(signal_id), sealed)
    return {"arrived": words, "added": last.get("added", False)}


def _key_of(actor: Actor) -> bytes:
    return sealing.digest("just-given", str(actor.person_id))


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
