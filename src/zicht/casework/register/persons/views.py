"""The persons one may see, one person, and completing what is known of one."""

from django.contrib import messages
from django.shortcuts import redirect, render

from zicht.casework.register.duties import queries as duties
from zicht.casework.register.models import Obligation, PresumedVictim
from zicht.casework.register.paging import ShortPaginator
from zicht.casework.register.persons import forms, queries, services, words
from zicht.chain.grants import services as sharing
from zicht.foundation.access import Permission, access
from zicht.foundation.acts.attempts import attempt
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

COMPLETED = "De gegevens zijn aangevuld. De vorige versie blijft bewaard."

ALL, TO_REPORT, REPORTED, INCOMPLETE = "alles", "nog-te-melden", "gemeld", "onvolledig"
TABS = ((ALL, "Iedereen"), (TO_REPORT, "Nog te melden"), (REPORTED, "Gemeld"), (INCOMPLETE, "Onvolledig"))


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
    misses."""
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
            "facts": words.person_facts(queries.identity_with(keys[victim_id], person)),
            "file": found,
            "own": own,
            "missing": words.still_missing(person, own),
            "notifications": [_shown_notification(row, keys[row.victim_id]) for row in found.notifications],
            "together": together,
            "may_merge": request.actor.may(Permission.REGISTER_MERGE),
            "grants": sharing.why_visible(victim_id),
            "may_act": request.actor.may(Permission.REGISTER_NOTIFY),
        },
    )


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
        duties.current_notifications().filter(victim__in=keys).values_list("victim_id", "organisation_id")
    ):
        reported.setdefault(victim_id, set()).add(organisation)
    mine = Obligation.objects.filter(
        victim__in=keys, organisation_id=actor.organisation_id, fulfilled_on__isnull=True
    )
    due = dict(mine.values_list("victim_id", "due_on"))
    return [
        {
            "victim": person,
            "nationality": words.nationality(person),
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
        "facts": words.facts_of_notification(row, queries.words_of(row, data_key), labels),
    }


@access(Permission.REGISTER_NOTIFY)
def complete(request, victim_id):
    """Add what is known by now."""
    victim = queries.access_victim(victim_id)
    filled = forms.IdentityForm.of(queries.identity_of(victim), victim.version)
    form = forms.IdentityForm(request.POST) if request.method == "POST" else filled

    def act(form):
        return services.complete(victim_id, form.person, form.cleaned_data["version"], actor=request.actor)

    tried = attempt(form, act)
    if tried.accepted:
        messages.success(request, COMPLETED)
        return redirect("register:victim", victim_id)
    return render(
        request,
        "register/complete.html",
        {"tried": tried, "form": form, "victim": victim},
        status=tried.status,
    )
