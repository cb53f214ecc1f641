"""What sharing adds to the page of a signal: "may I share this?", and emergency access that was used."""

from django.db.models import Exists, OuterRef
from django.urls import reverse

from zicht.chain.custody import buttons
from zicht.chain.custody.page import SignalPage, add_mark
from zicht.chain.sharing.models import BreakGlass
from zicht.foundation.access import Permission
from zicht.foundation.ui import slots


def join() -> None:
    """Take part in the page of a signal. Called once, when the room is ready."""
    add_mark("emergency", Exists(BreakGlass.objects.filter(subject_id=OuterRef("pk"))))
    buttons.add_source(_ask, rank=20)
    slots.put("signal", "sharing/signal_section.html", rank=20)


def _ask(page: SignalPage) -> list[buttons.Button]:
    if not page.actor.may(Permission.SHARE):
        return []
    url = reverse("sharing:signal_ask", args=[page.signal.id])
    return [buttons.Button("Mag ik dit delen?", url, "Met wie, waarom, en wat er dan meegaat.")]
