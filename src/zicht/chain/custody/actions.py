"""What can I do now: the acts that fit this signal, this person and this moment, the likeliest first."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from zicht.chain.custody.page import SignalPage
from zicht.foundation.access import Permission as P


@dataclass(frozen=True, slots=True)
class Action:
    """A button with one sentence that says what it is for. `posts`: it acts at once."""

    label: str
    url: str
    text: str = ""
    posts: bool = False


def possible(page: SignalPage) -> list[Action]:
    """Return what the acting person can do with this signal now; empty with the core alone and nothing to
    answer.
    """
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
        *_as_registrar(page),
        *_as_sharer(page),
    ]


def _answer(page: SignalPage) -> Action:
    url = reverse("custody:answer", args=[page.signal.id, page.offer_to_me.id])
    return Action("Overdracht bekijken en antwoorden", url, "Iemand vraagt u dit signaal over te nemen.")


def _beginning(page: SignalPage) -> list[Action]:
    if page.mine.taken_up_at:
        return []
    return [
        _to(page, "take_up", "Ik pak dit op", "De melder hoort dat iemand ermee aan de slag is.", posts=True)
    ]


def _onward(page: SignalPage) -> list[Action]:
    finish = _to(page, "finish", "Afronden", "Met een uitkomst, en een bericht aan de melder.")
    if page.offer_by_us:
        url = reverse("custody:withdraw", args=[page.signal.id, page.offer_by_us.id])
        return [
            Action("Overdracht intrekken", url, "U wacht op antwoord. Tot die tijd blijft u aan zet."),
            finish,
        ]
    return [_to(page, "offer", "Overdragen", "U blijft aan zet tot de ander het aanneemt."), finish]


def _as_insider(page: SignalPage) -> list[Action]:
    actions = []
    if page.actor.may(P.SIGNAL_ADD):
        actions.append(_to(page, "observe", "Waarneming toevoegen", "Wat u zag, hoorde of te weten kwam."))
        actions.append(_to(page, "assess", "Oordeel geven", "Uw mening, naast die van anderen."))
    if page.actor.may(P.FEEDBACK_GIVE) and reporter_can_be_reached(page.signal):
        actions.append(_to(page, "message", "Bericht aan de melder", "Een vraag of een woord erbij."))
    return actions


def _when_closed(page: SignalPage) -> list[Action]:
    if page.open or not page.actor.may(P.SIGNAL_HOLD):
        return []
    return [_to(page, "reopen", "Opnieuw openen", "Er is iets nieuws. U bent dan aan zet.")]


def _as_registrar(page: SignalPage) -> list[Action]:
    if not page.actor.may(P.REGISTER_NOTIFY):
        return []
    try:
        url = f"{reverse('register:new')}?signaal={page.signal.id}"
    except NoReverseMatch:
        return []
    return [Action("Vermoedelijk slachtoffer registreren", url, "Bij de geringste aanwijzing al.")]


def _as_sharer(page: SignalPage) -> list[Action]:
    if not page.actor.may(P.SHARE):
        return []
    url = reverse("sharing:signal_ask", args=[page.signal.id])
    return [Action("Mag ik dit delen?", url, "Met wie, waarom, en wat er dan meegaat.")]


def reporter_can_be_reached(signal) -> bool:
    """Return whether the reporter can read a message: with a receipt code or an account."""
    return signal.reporter_id is not None or hasattr(signal, "mailbox")


def _to(page: SignalPage, name: str, label: str, text: str, posts: bool = False) -> Action:
    return Action(label, reverse(f"custody:{name}", args=[page.signal.id]), text, posts)
