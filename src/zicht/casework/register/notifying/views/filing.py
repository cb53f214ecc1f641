"""Filing and correcting a notification: each page asks what is needed, shows what will happen before it is
final, and loses nothing typed.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from zicht.casework.register import choices
from zicht.casework.register.notifying import facts as facts_
from zicht.casework.register.notifying import forms as forms_
from zicht.casework.register.notifying.services import consenting, filing
from zicht.casework.register.persons import queries, words
from zicht.foundation.access import Permission, access
from zicht.foundation.acts.attempts import Attempt, attempt
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.vault import services as vault

FILED = "De melding is gedaan. CoMensha ziet haar nu."
CORRECTED = "De verbetering is gedaan. De eerdere melding blijft bewaard."
CONSEQUENCES = (
    "De registratoren van CoMensha kunnen de gegevens van deze persoon zien.",
    "De melding telt mee in de landelijke cijfers; niemand is daarin te herkennen.",
    "U kunt de melding later verbeteren, niet weghalen.",
)


STEPS = ("Invullen", "Nakijken", "Gedaan")


@access(Permission.REGISTER_NOTIFY)
def notify(request, victim_id):
    """File a notification: fill in, look it over, confirm."""
    victim = queries.access_victim(victim_id)
    organisation = Organisation.objects.get(pk=request.actor.organisation_id)
    form = forms_.NotificationForm(request.POST or None, organisation=organisation)

    def act(form):
        key = form.submission_key
        return filing.notify(victim_id, form.facts, actor=request.actor, submission_key=key)

    return _filed(
        request,
        victim,
        organisation,
        form,
        act,
        {"title": "Melden bij CoMensha", "action": "Meld bij CoMensha", "done": FILED}
        | _consent(victim, form),
    )


@access(Permission.REGISTER_NOTIFY)
def correct(request, notification_id):
    """File a new version of the own notification: fill in, look it over, confirm."""
    old = queries.access_notification(notification_id)
    victim = queries.access_victim(old.victim_id)
    organisation = Organisation.objects.get(pk=request.actor.organisation_id)
    earlier = facts_.facts_of(old, vault.data_key(victim.pk))
    about = {"organisation": organisation, "on": old.notified_on}
    if request.method == "POST":
        form = forms_.NotificationForm(request.POST, **about)
    else:
        form = forms_.NotificationForm.of(earlier, **about)

    def act(form):
        return filing.correct(notification_id, form.facts, actor=request.actor)

    texts = {"title": "Melding verbeteren", "action": "Bewaar de verbetering", "done": CORRECTED}
    return _filed(request, victim, organisation, form, act, texts)


def _filed(request, victim, organisation, form, act, texts):
    """The three steps of a notification; the last one is sent with `bevestigd`."""
    context = {"form": form, "victim": victim, "organisation": organisation, "steps": STEPS, **texts}
    confirmed = "bevestigd" in request.POST

    def looked_over(form):
        return filing.check_for(victim.pk, organisation, form.facts, form.on)

    tried = attempt(form, act if confirmed else looked_over)
    if "wijzig" in request.POST:
        return render(request, "register/notify.html", context | {"tried": Attempt(form)})
    if not tried.accepted:
        return render(request, "register/notify.html", context | {"tried": tried}, status=tried.status)
    if not confirmed:
        to_confirm = context | {"facts": _said(form), "consequences": CONSEQUENCES}
        return render(request, "register/notify_confirm.html", to_confirm)
    messages.success(request, texts["done"])
    return redirect("register:victim", victim.pk)


def _consent(victim, form) -> dict:
    """What the person said about being reported, where that is what this organisation rests on."""
    if form.by_law:
        return {}
    said = consenting.latest(victim.pk)
    return {
        "asks_consent": True,
        "said": said,
        "said_no": consenting.refusal(said),
        "share_url": reverse("sharing:victim_ask", args=[victim.pk]),
    }


def _said(form) -> list[tuple[str, str]]:
    """What was filled in, in words, to look over."""
    facts = form.facts
    named = {name: dict(form.fields[name].choices) for name in ("criterion", "basis", "municipality")}
    return [
        ("Vorm", words.forms_in_words(facts.forms)),
        ("Criterium", named["criterion"].get(facts.criterion, "")),
        ("Grondslag", named["basis"].get(facts.basis, "")),
        ("Sector of omgeving", choices.sector_name(facts.sector)),
        ("Plaats", named["municipality"].get(facts.municipality, "")),
        ("Periode", " tot ".join(part for part in (facts.period_from, facts.period_until) if part)),
        ("Opmerkingen", facts.remarks),
    ]
