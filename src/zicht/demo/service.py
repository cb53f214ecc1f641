"""Loads the demonstration country: places and people, regional routes, the history of the register, the
living present.

Everything is synthetic and calibrated to the published figures. Each part is loaded once; a second start
finds it. The register is compared by the worker, once it runs.
"""

from collections.abc import Callable

from zicht.casework.register.editions import services as editions
from zicht.casework.register.linkage_models import LinkageRun
from zicht.casework.register.models import Notification
from zicht.chain.signals.models import Signal
from zicht.demo import history, loading_history, loading_routes, present, tables, trust
from zicht.demo.people_in_place import PASSWORD, load_places_and_people
from zicht.demo.player import Player
from zicht.foundation.access import as_worker
from zicht.foundation.accounts.models import Account
from zicht.foundation.acts import clock
from zicht.foundation.jobs.services import enqueue
from zicht.sight.figures import building as figures
from zicht.sight.funnel import building as funnel


def load(progress: Callable[[str], None] = print) -> list[str]:
    """Load what is not there yet; return one line for each showcase account."""
    today = clock.today()
    progress("Places, organisations and people …")
    with as_worker():
        load_places_and_people(today)
    loading_routes.publish()
    _history(progress)
    _present(progress, today)
    trust.load()
    progress("A table with a meeting held and one to come …")
    tables.load(today)
    progress("Figures and funnel …")
    figures.rebuild()
    funnel.rebuild()
    with as_worker():
        editions.keep_due()
        if not LinkageRun.objects.exists():
            enqueue("register.link_now")
    return [
        f"{account.email}  {PASSWORD}" for account in Account.objects.filter(showcase=True).order_by("email")
    ]


def _history(progress) -> None:
    with as_worker():
        present_already = Notification.objects.exists()
    if present_already:
        return
    progress("Register 2012–2022, calibrated to the published figures …")
    past = history.generate()
    with as_worker():
        loading_history.load_history(past.persons, past.notifications)


def _present(progress, today) -> None:
    with as_worker():
        present_already = Signal.objects.exists()
    if present_already:
        return
    progress("Signals of the last weeks, played through the chain …")
    acts = Player(today).play(present.generate(today))
    progress(f"{acts} acts played.")
