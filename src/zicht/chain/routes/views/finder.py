"""Where to report (IN6): a place or postcode and who you are give one clear answer, also inside a municipal
website.

Nothing that is typed here is kept: the question is a plain address with two words in it, and no session is
made.
"""

import re

from csp.decorators import csp_replace
from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_GET

from zicht.chain.routes import services
from zicht.chain.routes.route import Facts
from zicht.chain.routes.vocabulary import FUNCTIONS
from zicht.foundation.access import public_page
from zicht.foundation.organisations.models import Municipality, PlaceName, Postcode
from zicht.foundation.ui.forms import RadioCards


class FinderForm(forms.Form):
    plaats = forms.CharField(
        label=_("In welke plaats is het?"),
        help_text=_("Een plaatsnaam of postcode. Weet u het niet? Laat dit leeg."),
        max_length=80,
        required=False,
    )
    wie = forms.ChoiceField(
        label=_("Wie bent u?"),
        choices=[
            ("zelf", _("Ik maak het zelf mee")),
            ("omstander", _("Ik zie het bij iemand anders")),
            ("professional", _("Ik kom het tegen in mijn werk")),
        ],
        required=False,
        widget=RadioCards,
    )


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@require_GET
@public_page
def find(request) -> HttpResponse:
    form = FinderForm(request.GET if request.GET.keys() & FinderForm.base_fields.keys() else None)
    context = {"form": form}
    if form.is_bound and form.is_valid():
        context |= _answer(form.cleaned_data["plaats"].strip(), form.cleaned_data["wie"])
    return render(request, "routes/finder.html", context, status=422 if form.errors else 200)


def _answer(place: str, who: str) -> dict:
    municipality = municipality_for(place) if place else None
    first = services.evaluate_for(Facts(municipality and municipality.pk)).responsible[0]
    return {
        "answered": True,
        "who": who,
        "municipality": municipality,
        "place_unknown": bool(place) and municipality is None,
        "reader": f"{gettext(FUNCTIONS[first.function])} ({first.organisation})",
    }


def municipality_for(text: str) -> Municipality | None:
    """The municipality of a postcode, of its own name or of a place or former name in it; None when not
    known."""
    if postcode := re.fullmatch(r"(\d{4})\s*[A-Za-z]{0,2}", text):
        found = Postcode.objects.select_related("municipality").filter(pk=postcode[1]).first()
        return found and found.municipality
    own = Municipality.objects.filter(valid_until=None)
    if found := own.filter(Q(short_name__iexact=text) | Q(name__iexact=text)).first():
        return found
    within = PlaceName.objects.filter(name__iexact=text), Postcode.objects.filter(place__iexact=text)
    return next(
        (row.municipality for rows in within for row in rows.select_related("municipality")[:1]), None
    )
