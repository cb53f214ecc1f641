"""What can I do now: the acts that fit this signal, this person and this moment, the likeliest first.

Rooms above add their own buttons with `add_source`; they stand after those of custody.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from zicht.chain.custody.page import SignalPage
from zicht.foundation.access import Permission as P


@dataclass(frozen=True, slots=True)
class Button:
    """A button with one sentence that says what it is for. `posts`: it acts at once."""

    label: str
    url: str
    text: str = ""
    posts: bool = False


_sources: list[tuple[int, Callable[[SignalPage], list[Button]]]] = []


def add_source(buttons: Callable[[SignalPage], list[Button]], *, rank: int) -> None:
    """Let another room add buttons to the page of a signal, shown to whoever sees it in full. A lower rank
    stands further to the front. Called once, when the room is ready."""
    _sources.append((rank, buttons))
    _sources.sort(key=lambda source: source[0])


def possible(page: SignalPage) -> list[Button]:
    """Return what the acting person can do with this signal now; empty with the core alone and nothing to
    answer."""
    if page.offer_to_me:
        return [_answer(page)]
    if not page.full:
        return []
    holds = page.mine and page.open and page.actor.may(P.SIGNAL_HOLD)
    return [
        *(_beginning(page) if holds else []),
        *_as_insider(page),
        *(_onward(page) if holds else []),
        *_when_closed(page),
        *(button for _, buttons in _sources for button in buttons(page)),
    ]


def _answer(page: SignalPage) -> Button:
    url = reverse("custody:answer", args=[page.signal.id, page.offer_to_me.id])
    return Button("Overdracht bekijken en antwoorden", url, "Iemand vraagt u dit signaal over te nemen.")


def _beginning(page: SignalPage) -> list[Button]:
    if page.mine.taken_up_at:
        return []
    return [
        _to(page, "take_up", "Ik pak dit op", "De melder hoort dat iemand ermee aan de slag is.", posts=True)
    ]


def _onward(page: SignalPage) -> list[Button]:
    finish = _to(page, "finish", "Afronden", "Met een uitkomst, en een bericht aan de melder.")
    if page.offer_by_us:
        url = reverse("custody:withdraw", args=[page.signal.id, page.offer_by_us.id])
        return [
            Button("Overdracht intrekken", url, "U wacht op antwoord. Tot die tijd blijft u aan zet."),
            finish,
        ]
    return [_to(page, "offer", "Overdragen", "U blijft aan zet tot de ander het aanneemt."), finish]


def _as_insider(page: SignalPage) -> list[Button]:
    buttons = []
    if page.actor.may(P.SIGNAL_ADD):
        buttons.append(_to(page, "observe", "Waarneming toevoegen", "Wat u zag, hoorde of te weten kwam."))
        buttons.append(_to(page, "assess", "Oordeel geven", "Uw mening, naast die van anderen."))
    if page.actor.may(P.FEEDBACK_GIVE) and reporter_can_be_reached(page.signal):
        buttons.append(_to(page, "message", "Bericht aan de melder", "Een vraag of een woord erbij."))
    return buttons


def _when_closed(page: SignalPage) -> list[Button]:
    if page.open or not page.actor.may(P.SIGNAL_HOLD):
        return []
    return [_to(page, "reopen", "Opnieuw openen", "Er is iets nieuws. U bent dan aan zet.")]


def reporter_can_be_reached(signal) -> bool:
    """Return whether the reporter can read a message: with a receipt code or an account."""
    return signal.reporter_id is not None or hasattr(signal, "mailbox")


def _to(page: SignalPage, name: str, label: str, text: str, posts: bool = False) -> Button:
    return Button(label, reverse(f"custody:{name}", args=[page.signal.id]), text, posts)
