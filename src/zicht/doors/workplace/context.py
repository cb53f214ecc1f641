"""The frame of a page: navigation by permission, who acts for which organisation, and the demonstration
banner.
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse

from zicht.chain.custody import alarms
from zicht.foundation.access import Permission as P
from zicht.foundation.access.transaction import current_actor
from zicht.foundation.organisations.vocabulary import Function

# Heading, and under it what the actor may open; daily work stands first and needs no heading.
NAVIGATION = (
    (
        "",
        (
            ("Mijn werk", "workplace:home", P.WORK_OWN),
            ("Signalen", "custody:list", P.SIGNAL_READ),
            ("Signaal geven", "intake:quick", P.SIGNAL_REPORT),
            ("Berichten", "messages:inbox", P.WORK_OWN),
            ("Register", "register:list", P.REGISTER_READ),
        ),
    ),
    (
        "Samen met anderen",
        (
            ("Tafels", "tables:list", P.TABLE_SIT),
            ("Afstemmen", "deconfliction:home", P.SIGNAL_ADD),
            ("Navraag", "inquiries:ask", P.INQUIRE),
            ("Noodtoegang", "sharing:use", P.SHARE),
            ("Afspraken", "agreements:overview", P.AGREEMENT_READ),
            ("Meldroutes", "routes:overview", P.ROUTE_READ),
        ),
    ),
    (
        "Overzicht",
        (
            ("Regio", "workplace:region", P.CHAIN_OVERVIEW),
            ("Cijfers", "figures:home", P.FIGURES_READ),
            ("Trechter", "funnel:home", P.FIGURES_READ),
            ("Beeld", "picture:home", P.CHAIN_OVERVIEW),
            ("Effect", "effects:home", P.CHAIN_OVERVIEW),
        ),
    ),
    (
        "Beheer en toezicht",
        (
            ("Inlezen", "exchange:upload", P.SIGNAL_IMPORT),
            ("Mensen", "accounts:people", P.PEOPLE_MANAGE),
            ("Voorgestelde functies", "accounts:proposals", P.PEOPLE_AGREE),
            ("Toezicht op navraag", "inquiries:oversight", P.AUDIT_READ),
            ("Logboek", "oversight:search", P.AUDIT_READ),
        ),
    ),
    (
        "Voor uzelf",
        (
            ("Vragen over inzage", "oversight:mine", P.WORK_OWN),
            ("Afwezigheid", "accounts:absence", P.WORK_OWN),
            ("Uw account", "mfa_index", P.WORK_OWN),
        ),
    ),
)


def shell(request) -> dict:
    """Return what the frame needs; for a visitor without an actor only whether this is the demonstration."""
    actor = getattr(request, "actor", None)
    frame = {"demo": settings.DEMO, "actor": actor}
    if actor is not None:
        frame["acting"] = _acting(actor)
        frame["nav"] = _navigation(request, actor)
        frame["acute_untaken"] = _Alarms(request)
    return frame


SHARED_SCREENS = ("tables",)
"""Pages that a table looks at together: what one of them sees of an alarm is not for all."""


class _Alarms:
    """The alarms of a page, looked up only when the page shows them."""

    def __init__(self, request):
        self.request = request

    def __str__(self):
        if self.request.resolver_match.app_name in SHARED_SCREENS:
            return ""
        found = alarms.of(current_actor())
        return render_to_string("workplace/_alarms.html", {"alarms": found}, self.request) if found else ""

    def __html__(self):
        return str(self)


def _acting(actor) -> dict:
    functions = ", ".join(Function(function).label for function in actor.functions)
    return {
        "organisation": actor.organisation_name,
        "person": actor.name,
        "function": functions,
        "switch_url": "/organisatie-kiezen/" if actor.other_organisations else "",
        "sign_out_url": "/uitloggen/",
    }


def _navigation(request, actor) -> list[dict]:
    rows = [(group, *row) for group, entries in NAVIGATION for row in entries if actor.may(row[2])]
    found = [_item(request, group, label, name) for group, label, name, _ in rows]
    return [item for item in found if item]


def _item(request, group: str, label: str, name: str) -> dict | None:
    try:
        url = reverse(name)
    except NoReverseMatch:
        return None
    home = name == "workplace:home"
    return {
        "group": group,
        "label": label,
        "url": url,
        "current": request.path == url if home else request.path.startswith(url),
    }
