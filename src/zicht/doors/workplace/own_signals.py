"""What someone without a work stock sees first: the doors of the own function, and what became of the own
signals.
"""

from django.urls import NoReverseMatch, reverse

from zicht.chain.custody.vocabulary import CustodyState
from zicht.chain.feedback.models import Feedback
from zicht.chain.feedback.vocabulary import Stage
from zicht.chain.signals.models import Signal
from zicht.foundation.access import Permission as P

MOST = 5
WORDS = {
    Stage.RECEIVED: ("Ontvangen", "info"),
    Stage.TAKEN_UP: ("Opgepakt", "positive"),
    Stage.PASSED_ON: ("Doorgegeven", "info"),
    Stage.MESSAGE: ("Er is een bericht voor u", "warning"),
    Stage.DONE: ("Er is iets mee gedaan", "positive"),
    Stage.NOT_DONE: ("Bekeken, nu niet verder", ""),
    Stage.REOPENED: ("Opnieuw bekeken", "info"),
}
DOORS = (
    (
        "intake:quick",
        P.SIGNAL_REPORT,
        "Signaal geven",
        "Zag of hoorde u iets? Een vermoeden is genoeg. Het kost u een minuut.",
    ),
    ("messages:own", P.SIGNAL_REPORT, "Mijn signalen", "Alles wat u gaf, en wat ermee gebeurde."),
    ("messages:inbox", P.WORK_OWN, "Berichten", "Wat collega's u terugkoppelen."),
    ("register:list", P.REGISTER_READ, "Register", "Vermoedelijke slachtoffers die u mag zien."),
    ("accounts:people", P.PEOPLE_MANAGE, "Mensen", "Collega's uitnodigen en functies geven."),
    ("audit:search", P.AUDIT_READ, "Logboek", "Wie wat heeft ingezien, en waarom."),
    ("figures:home", P.FIGURES_READ, "Cijfers", "Aard en omvang, per jaar en vorm."),
    ("funnel:home", P.FIGURES_READ, "Trechter", "Waar signalen doorstromen en waar ze stilstaan."),
    ("routes:overview", P.ROUTE_READ, "Meldroutes", "Waar een signaal naartoe gaat, en waarom."),
)


def doors(actor) -> list[dict]:
    """Return where the actor can go, the most used first; pages that are not there yet stay away."""
    found = [
        {"url": _url(name), "label": label, "text": text}
        for name, permission, label, text in DOORS
        if actor.may(permission)
    ]
    return [door for door in found if door["url"]]


def latest(actor) -> list[dict]:
    """Return the last signals the actor gave, with how it stands, in two queries."""
    signals = list(
        Signal.objects.filter(reporter_id=actor.person_id)
        .select_related("municipality", "custody")
        .order_by("-received_on", "reference")[:MOST]
    )
    told = Feedback.objects.filter(account_id=actor.person_id, signal__in=signals).values_list(
        "signal_id", "stage"
    )
    stages: dict = {}
    for signal_id, stage in told:
        stages.setdefault(signal_id, []).append(stage)
    return [{"signal": signal, "stand": _stand(signal, stages.get(signal.id, []))} for signal in signals]


def _stand(signal, stages: list[str]) -> tuple[str, str]:
    order = list(Stage)
    last = max(stages, key=order.index, default=Stage.RECEIVED)
    if signal.custody.state == CustodyState.CLOSED and last not in (Stage.DONE, Stage.NOT_DONE):
        last = Stage.DONE
    return WORDS[last]


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
