"""Acting in the register: each page asks what is needed, shows what will happen before it is final, and
loses nothing typed.
"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from zicht.casework.register.notifying import telling as story
from zicht.casework.register.persons import forms, queries, services
from zicht.casework.register.persons import words as presentation
from zicht.foundation.access import Permission, access
from zicht.foundation.acts.attempts import Attempt, attempt
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.vault import service as vault

COMPLETED = "De gegevens zijn aangevuld. De vorige versie blijft bewaard."
FILED = "De melding is gedaan. CoMensha ziet haar nu."
CORRECTED = "De verbetering is gedaan. De eerdere melding blijft bewaard."
DECIDED = "Het besluit staat bij het signaal."
CONSEQUENCES = (
    "De registratoren van CoMensha kunnen de gegevens van deze persoon zien.",
    "De melding telt mee in de landelijke cijfers; niemand is daarin te herkennen.",
    "U kunt de melding later verbeteren, niet weghalen.",
)


STEPS = ("Invullen", "Nakijken", "Gedaan")


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


@access(Permission.REGISTER_NOTIFY)
def notify(request, victim_id):
    """File a notification: fill in, look it over, confirm."""
    victim = queries.access_victim(victim_id)
    organisation = Organisation.objects.get(pk=request.actor.organisation_id)
    form = forms.NotificationForm(request.POST or None, organisation=organisation)

    def act(form):
        key = form.submission_key
        return services.notify(victim_id, form.facts, actor=request.actor, submission_key=key)

    return _filed(
        request,
        victim,
        organisation,
        form,
        act,
        {"title": "Melden bij CoMensha", "action": "Meld bij CoMensha", "done": FILED},
    )


@access(Permission.REGISTER_NOTIFY)
def correct(request, notification_id):
    """File a new version of the own notification: fill in, look it over, confirm."""
    old = queries.access_notification(notification_id)
    victim = queries.access_victim(old.victim_id)
    organisation = Organisation.objects.get(pk=request.actor.organisation_id)
    earlier = services.facts_of(old, vault.data_key(victim.pk))
    about = {"organisation": organisation, "on": old.notified_on}
    if request.method == "POST":
        form = forms.NotificationForm(request.POST, **about)
    else:
        form = forms.NotificationForm.of(earlier, **about)

    def act(form):
        return services.correct(notification_id, form.facts, actor=request.actor)

    texts = {"title": "Melding verbeteren", "action": "Bewaar de verbetering", "done": CORRECTED}
    return _filed(request, victim, organisation, form, act, texts)


@access(Permission.REGISTER_NOTIFY)
def decide(request, signal_id):
    """Say who reports, or why not (yet); for who sees the signal in full."""
    signal = services.visible_signal(signal_id)
    if not queries.fully_seen([signal_id]):
        raise Http404
    found = story.of_signal(signal_id)
    visible = [(str(row.victim_id), row.reference) for row in found["persons"] if row.reference]
    form = forms.DecisionForm(
        request.POST or None, victims=visible, initial={"victim": request.GET.get("persoon", "")}
    )

    def act(form):
        said = form.cleaned_data
        return services.decide(
            signal_id,
            said["decision"],
            said["reason"],
            actor=request.actor,
            victim_id=said.get("victim") or None,
            reporting_organisation=said["organisation"],
            review_on=said["review_on"],
        )

    tried = attempt(form, act)
    if tried.accepted:
        messages.success(request, DECIDED)
        return redirect(_signal_page(signal_id))
    context = {"tried": tried, "form": form, "signal": signal, "back": _signal_page(signal_id), **found}
    return render(request, "register/decide.html", context, status=tried.status)


def _filed(request, victim, organisation, form, act, texts):
    """The three steps of a notification; the last one is sent with `bevestigd`."""
    context = {"form": form, "victim": victim, "organisation": organisation, "steps": STEPS, **texts}
    confirmed = "bevestigd" in request.POST
    tried = attempt(form, act if confirmed else lambda form: services.check(organisation, form.facts))
    if "wijzig" in request.POST:
        return render(request, "register/notify.html", context | {"tried": Attempt(form)})
    if not tried.accepted:
        return render(request, "register/notify.html", context | {"tried": tried}, status=tried.status)
    if not confirmed:
        return render(
            request,
            "register/notify_confirm.html",
            context | {"facts": _said(form), "consequences": CONSEQUENCES},
        )
    messages.success(request, texts["done"])
    return redirect("register:victim", victim.pk)


def _said(form) -> list[tuple[str, str]]:
    """What was filled in, in words, to look over."""
    facts = form.facts
    named = {name: dict(form.fields[name].choices) for name in ("criterion", "basis", "municipality")}
    return [
        ("Vorm", presentation.forms_in_words(facts.forms)),
        ("Criterium", named["criterion"].get(facts.criterion, "")),
        ("Grondslag", named["basis"].get(facts.basis, "")),
        ("Sector of omgeving", presentation.choices.sector_name(facts.sector)),
        ("Plaats", named["municipality"].get(facts.municipality, "")),
        ("Periode", " tot ".join(part for part in (facts.period_from, facts.period_until) if part)),
        ("Opmerkingen", facts.remarks),
    ]


def _signal_page(signal_id) -> str:
    return reverse("custody:signal", args=[signal_id])
