"""Looking in the register: the persons one may see, one person, who may be the same, and who still has to
report.
"""

from django.shortcuts import redirect, render

from zicht.casework.register.models import Obligation, PresumedVictim
from zicht.casework.register.notifying.services import filing as notifying
from zicht.casework.register.paging import ShortPaginator
from zicht.casework.register.persons import queries
from zicht.casework.register.persons import words as presentation
from zicht.chain.sharing import service as sharing
from zicht.foundation.access import Permission, access
from zicht.foundation.audit import service as audit
from zicht.foundation.audit.vocabulary import Action

ALL, TO_REPORT, REPORTED, INCOMPLETE = "alles", "nog-te-melden", "gemeld", "onvolledig"
TABS = ((ALL, "Iedereen"), (TO_REPORT, "Nog te melden"), (REPORTED, "Gemeld"), (INCOMPLETE, "Onvolledig"))
OWN, OTHERS, AGAIN, DONE, COUNTING = "wij", "anderen", "opnieuw", "gedaan", "rekent-op-ander"


@access(Permission.REGISTER_READ)
def persons(request):
    """The persons the actor may see, newest first; a reference leads to its person."""
    asked = request.GET.get("kenmerk", "").strip().upper()
    if asked:
        found = PresumedVictim.objects.filter(reference=asked).first()
        if found:
            return redirect("register:victim", found.pk)
    shown = request.GET.get("toon", ALL)
    page = ShortPaginator(_shown(shown, request.actor)).get_page(request.GET.get("page"))
    rows = _rows(list(page.object_list), request.actor)
    audit.record(request.actor, Action.VICTIMS_LISTED, "victim", "", count=len(rows), list=shown)
    return render(
        request,
        "register/list.html",
        {
            "page": page,
            "rows": rows,
            "asked": asked,
            "shown": shown,
            "may_act": request.actor.may(Permission.REGISTER_NOTIFY),
            "may_merge": request.actor.may(Permission.REGISTER_MERGE),
            "tabs": [
                {"url": f"?toon={name}", "label": label, "current": name == shown} for name, label in TABS
            ],
        },
    )


@access(Permission.REGISTER_READ)
def victim(request, victim_id):
    """One person: who, the signals one may see, who notified, what was decided and what CoMensha still
    misses.
    """
    person, keys = queries.open_victim(victim_id)
    found = queries.file_of(person, list(keys))
    together = {
        row.victim_id: row.victim.reference for row in found.notifications if row.victim_id != victim_id
    }
    own = next((row for row in found.current if row.organisation_id == request.actor.organisation_id), None)
    audit.record(request.actor, Action.VICTIM_READ, "victim", victim_id)
    return render(
        request,
        "register/victim.html",
        {
            "victim": person,
            "facts": presentation.person_facts(queries.identity_with(keys[victim_id], person)),
            "file": found,
            "own": own,
            "missing": presentation.still_missing(person, own),
            "notifications": [_shown_notification(row, keys[row.victim_id]) for row in found.notifications],
            "together": together,
            "may_merge": request.actor.may(Permission.REGISTER_MERGE),
            "grants": sharing.why_visible(victim_id),
            "may_act": request.actor.may(Permission.REGISTER_NOTIFY),
        },
    )


@access(Permission.REGISTER_READ)
def duties(request):
    """Who must report, who counts on another to do so, who did; and what was put off until today."""
    shown = request.GET.get("toon", OWN)
    mine = queries.open_duties().filter(organisation_id=request.actor.organisation_id)
    lists = {
        OWN: ("Mijn organisatie", mine),
        OTHERS: (
            "Andere organisaties",
            queries.open_duties().exclude(organisation_id=request.actor.organisation_id),
        ),
        AGAIN: ("Opnieuw bekijken", queries.to_look_at_again()),
        COUNTING: ("Rekent op een ander", queries.counting_on_another()),
        DONE: ("Gedaan", queries.done_duties()),
    }
    shown = shown if shown in lists else OWN
    page = ShortPaginator(lists[shown][1]).get_page(request.GET.get("page"))
    audit.record(
        request.actor, Action.VICTIMS_LISTED, "obligation", "", count=len(page.object_list), list=shown
    )
    tabs = [
        {"url": f"?toon={name}", "label": label, "current": name == shown}
        for name, (label, _) in lists.items()
    ]
    return render(request, "register/duties.html", {"page": page, "shown": shown, "tabs": tabs})


def _shown(name: str, actor):
    if name == TO_REPORT:
        return queries.still_to_report(actor)
    narrowed = {REPORTED: queries.reported, INCOMPLETE: queries.incomplete}
    return narrowed.get(name, lambda rows: rows)(queries.own(actor))


def _rows(victims: list, actor) -> list[dict]:
    """What the list tells of each person: reported by how many organisations, and the own open duty."""
    keys = [person.pk for person in victims]
    reported: dict = {}
    for victim_id, organisation in (
        queries.current_notifications().filter(victim__in=keys).values_list("victim_id", "organisation_id")
    ):
        reported.setdefault(victim_id, set()).add(organisation)
    mine = Obligation.objects.filter(
        victim__in=keys, organisation_id=actor.organisation_id, fulfilled_on__isnull=True
    )
    due = dict(mine.values_list("victim_id", "due_on"))
    return [
        {
            "victim": person,
            "nationality": presentation.nationality(person),
            "due_on": due.get(person.pk),
            "reported": len(reported.get(person.pk, ())),
            "missing": len(person.missing),
        }
        for person in victims
    ]


def _shown_notification(row, data_key) -> dict:
    labels = {row.criterion: row.criterion_label or row.criterion}
    return {
        "row": row,
        "reference": row.victim.reference,
        "facts": presentation.facts_of_notification(row, notifying.words_of(row, data_key), labels),
    }
