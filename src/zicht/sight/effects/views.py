"""The page of effects, for who watches over the chain."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zicht.foundation.access import Permission, access
from zicht.foundation.acts import clock
from zicht.foundation.audit import service as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.ui.charts import number
from zicht.methods import effects
from zicht.sight.effects import service
from zicht.sight.effects.forms import EffectForm
from zicht.sight.funnel.scope import own_regions
from zicht.words import effects as words


@require_GET
@access(Permission.CHAIN_OVERVIEW)
def home(request) -> HttpResponse:
    months = service.months_with_signals(clock.today())
    form = EffectForm(request.GET, months=months, regions=own_regions(request.actor))
    context = {"form": form, "months": months, "fewest": effects.FEWEST_BEFORE + effects.FEWEST_AFTER}
    if not form.is_bound or not form.is_valid():
        return render(request, "effects/home.html", context, status=422 if form.is_bound else 200)
    asked = form.cleaned_data
    found = service.answer(set(asked["gemeente"]), asked["vanaf"], clock.today())
    audit.record(request.actor, Action.OVERVIEW_READ, "effects", "")
    return render(request, "effects/home.html", context | _told(found))


def _told(found: service.Answer) -> dict:
    effect = found.effect
    return {
        "effect": effect,
        "verdict": words.verdict(effect.verdict),
        "reasons": [words.reason(code) for code in effect.reasons],
        "interval": f"{_times(effect.lower)} tot {_times(effect.upper)}" if effect.ratio else "",
        "ratio": _times(effect.ratio),
        "columns": ["Maand", "Deze gemeenten", "Andere gemeenten", "Periode"],
        "rows": [
            [f"{month:%m-%Y}", own, other, "daarna" if at >= found.start else "daarvoor"]
            for at, (month, own, other) in enumerate(found.months)
        ],
    }


def _times(ratio: float | None) -> str:
    return "" if ratio is None else number(round(ratio, 1))
