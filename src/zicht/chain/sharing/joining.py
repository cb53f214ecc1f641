"""What sharing adds to the page of a signal: "may I share this?", and emergency access that was used."""

from django.db.models import Case, Exists, OuterRef, Value, When
from django.urls import reverse

from zicht.chain.custody import buttons, storyline, timeline
from zicht.chain.custody.page import SignalPage, add_mark
from zicht.chain.custody.timeline import Row
from zicht.chain.sharing.models import BreakGlass
from zicht.chain.signals.models import Wish
from zicht.foundation.access import Permission
from zicht.foundation.ui import slots


def join() -> None:
    """Take part in the page of a signal. Called once, when the room is ready."""
    add_mark("emergency", Exists(BreakGlass.objects.filter(subject_id=OuterRef("pk"))))
    buttons.add_source(_ask, rank=20)
    buttons.add_source(_wish, rank=25)
    timeline.add_source(_wishes)
    slots.put("signal", "sharing/signal_section.html", rank=20)


def _ask(page: SignalPage) -> list[buttons.Button]:
    if not page.actor.may(Permission.SHARE):
        return []
    url = reverse("sharing:signal_ask", args=[page.signal.id])
    return [buttons.Button("Mag ik dit delen?", url, "Met wie, waarom, en wat er dan meegaat.")]


def _wish(page: SignalPage) -> list[buttons.Button]:
    if not page.actor.may(Permission.WISH_NOTE) or not page.full:
        return []
    url = reverse("sharing:signal_wish", args=[page.signal.id])
    return [buttons.Button("Wens over opsporing", url, "Als u de betrokkene sprak.")]


def _wishes(signal_id):
    """The wishes that a colleague noted; those of the reporter are words of the reporter."""
    noted = Wish.objects.filter(signal_id=signal_id, organisation_id__isnull=False)
    return timeline.as_rows(
        noted,
        "wish",
        id="key",
        at="said_on",
        organisation="organisation_id",
        person="person_id",
        code=Case(When(no_police=True, then=Value("none")), default=Value("may")),
    )


WISHED = {
    "none": (
        "De betrokkene wil geen opsporing",
        "Bied het niet meer aan opsporing aan. Wie het heeft, houdt het.",
    ),
    "may": ("Opsporing mag van de betrokkene", "U mag het nu aanbieden. Er gaat niets vanzelf."),
}


@storyline.tells("wish")
def _wished(page: SignalPage, row: Row) -> storyline.Entry:
    title, text = WISHED[row.code]
    who = storyline.who(page, row.person, row.organisation)
    return storyline.Entry(row.at.date(), title, who, text, "warning")
