"""The page of the local picture, for who watches over the chain in the region."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zicht.foundation.access import Permission, access
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.sight.funnel.scope import own_regions
from zicht.sight.picture import queries, words
from zicht.sight.picture.forms import PictureForm


@require_GET
@access(Permission.CHAIN_OVERVIEW)
def home(request) -> HttpResponse:
    form = PictureForm(request.GET, own=own_regions(request.actor))
    if not form.is_valid():
        return render(request, "picture/home.html", {"form": form}, status=422)
    asked = form.cleaned_data
    since = clock.today() - timedelta(days=int(asked["periode"]))
    found = queries.picture(asked["regio"], since=since, form=asked["vorm"])
    audit.record(request.actor, Action.OVERVIEW_READ, "picture", asked["regio"])
    context = {
        "form": form,
        "picture": found,
        "since": since,
        "may_fill": request.actor.may(Permission.WORKFORCE_FILL),
    }
    return render(
        request,
        "picture/home.html",
        words.COLUMNS | context | words.rows(found) | words.sectors_of(asked["regio"]),
    )
