"""The page of effects, for who watches over the chain."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zicht.foundation.access import Permission, access
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.methods import effects
from zicht.sight.effects import queries, words
from zicht.sight.effects.forms import EffectForm
from zicht.sight.funnel.scope import own_regions


@require_GET
@access(Permission.CHAIN_OVERVIEW)
def home(request) -> HttpResponse:
    months = queries.months_with_signals(clock.today())
    form = EffectForm(request.GET, months=months, regions=own_regions(request.actor))
    context = {"form": form, "months": months, "fewest": effects.FEWEST_BEFORE + effects.FEWEST_AFTER}
    if not form.is_bound or not form.is_valid():
        return render(request, "effects/home.html", context, status=422 if form.is_bound else 200)
    asked = form.cleaned_data
    found = queries.answer(set(asked["gemeente"]), asked["vanaf"], clock.today())
    audit.record(request.actor, Action.OVERVIEW_READ, "effects", "")
    return render(request, "effects/home.html", context | words.told(found))
