"""The style page: every piece on one page, to look at and to test. Not for production addresses."""

from datetime import timedelta
from types import SimpleNamespace

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone, translation

from zicht.foundation.ui.forms import CheckboxCards, Chips, DateInput, RadioCards

NAV = (
    ("Overzicht", 0),
    ("Signalen", 12),
    ("Overleg", 2),
    ("Register", 0),
    ("Opvang", 3),
    ("Controles", 0),
    ("Cijfers", 0),
    ("Leren", 0),
)
LANGUAGES = (
    ("nl", "Nederlands"),
    ("en", "English"),
    ("pl", "Polski"),
    ("ar", "العربية"),
    ("uk", "Українська"),
    ("ti", "ትግርኛ"),
)
STEPS = ("Wat zag u", "Waar en wanneer", "Over u", "Controleren")
INDICATORS = (
    (
        "Werk",
        [
            ("hours", "Heel lange dagen"),
            ("pay", "Krijgt geen of weinig loon"),
            ("debt", "Heeft een schuld bij de baas"),
        ],
    ),
    (
        "Vrijheid",
        [
            ("papers", "Heeft eigen papieren niet"),
            ("alone", "Mag niet alleen weg"),
            ("phone", "Telefoon wordt gecontroleerd"),
        ],
    ),
)


class ExampleForm(forms.Form):
    subject = forms.CharField(label="Waar gaat het om?", help_text="Eén zin is genoeg.")
    seen_on = forms.DateField(label="Wanneer zag u dit?", widget=DateInput, required=False)
    form = forms.ChoiceField(
        label="Soort uitbuiting",
        choices=[
            ("", "Kies"),
            ("labour", "Arbeidsuitbuiting"),
            ("sexual", "Seksuele uitbuiting"),
            ("unknown", "Weet ik niet"),
        ],
    )
    story = forms.CharField(
        label="Wat zag of hoorde u?", widget=forms.Textarea, help_text="Schrijf op wat u zelf zag."
    )
    urgency = forms.ChoiceField(
        label="Is iemand nu in gevaar?",
        choices=[("acute", "Ja, nu"), ("soon", "Misschien binnenkort"), ("no", "Nee, niet direct")],
        widget=RadioCards(hints={"acute": "Bel eerst 112. Daarna gaat uw signaal direct door."}),
    )
    indicators = forms.MultipleChoiceField(
        label="Wat valt u op?",
        choices=INDICATORS,
        widget=Chips,
        required=False,
        help_text="Tik aan wat past.",
    )
    share = forms.MultipleChoiceField(
        label="Met wie mag de regisseur dit delen?",
        choices=[("police", "Politie"), ("municipality", "Gemeente")],
        widget=CheckboxCards(hints={"police": "Afdeling mensenhandel van uw eenheid."}),
        required=False,
    )
    contact = forms.ChoiceField(
        label="Mogen we u bellen?",
        choices=[("yes", "Ja"), ("no", "Nee, liever niet")],
        widget=forms.RadioSelect,
    )
    photo = forms.FileField(label="Foto", required=False, help_text="We halen plaats en toestel eruit.")
    honest = forms.BooleanField(label="Ik heb dit naar beste weten ingevuld")


class ExampleFilter(forms.Form):
    words = forms.CharField(label="Zoekwoord", required=False)
    region = forms.ChoiceField(
        label="Regio", required=False, choices=[("", "Alle regio's"), ("gm", "Gelderland-Midden")]
    )


def catalogue(request):
    """The style page for professionals; `?fouten=1` shows the form with its errors."""
    messages.success(request, "De overdracht is verstuurd aan Gemeente Ede.", fail_silently=True)
    return render(request, "ui/catalogue.html", _work_context(request) | _example_context())


def catalogue_public(request):
    """The style page of the public door; `?fouten=1` shows the form with its errors, `?taal=ar` its
    direction."""
    chosen = request.GET.get("taal", "nl")
    languages = [
        {"code": code, "label": label, "url": f"?taal={code}", "current": code == chosen}
        for code, label in LANGUAGES
    ]
    with translation.override(chosen):
        context = {"languages": languages, "form": _form(request), "step_labels": STEPS}
        return render(request, "ui/catalogue_public.html", context)


def _work_context(request):
    nav = [
        {"url": "#", "label": label, "count": count, "current": label == "Signalen"} for label, count in NAV
    ]
    acting = {
        "organisation": "Gemeente Ede",
        "person": "N. de Wit",
        "function": "aandachtsfunctionaris",
        "switch_url": "#",
        "sign_out_url": "/uitloggen/",
    }
    return {"nav": nav, "acting": acting, "demo": True, "form": _form(request)}


def _form(request):
    return (
        ExampleForm({})
        if request.GET.get("fouten")
        else ExampleForm(initial={"indicators": ["hours"], "urgency": "soon"})
    )


def _example_timeline(now):
    return [
        SimpleNamespace(
            at=now,
            title="Overdracht aangeboden",
            who="Veilig Thuis",
            text="Wacht op antwoord van de gemeente.",
            tone="warning",
        ),
        SimpleNamespace(
            at=now - timedelta(days=1),
            title="Signaal aangevuld",
            who="Wijkagent",
            text="Tweede adres toegevoegd.",
        ),
        SimpleNamespace(
            at=now - timedelta(days=40), title="Signaal ontvangen", who="Anonieme melder", tone="positive"
        ),
    ]


def _example_context():
    now = timezone.now()
    return {
        "filter": ExampleFilter(auto_id="filter_%s"),
        "tomorrow": now + timedelta(hours=20),
        "next_week": now + timedelta(days=6),
        "last_week": now - timedelta(days=3),
        "timeline": _example_timeline(now),
        "facts": {"Kenmerk": "ZICHT-7F3K", "Gemeente": "Ede", "Soort": "Arbeidsuitbuiting", "Leeftijd": None},
        "columns": ["Kenmerk", "Gemeente", "Soort", "Dagen open"],
        "rows": [
            ["ZICHT-7F3K", "Ede", "Arbeidsuitbuiting", 2],
            ["ZICHT-9QM2", "Utrecht", "Seksuele uitbuiting", 14],
            ["ZICHT-2LDD", "Horst aan de Maas", "Onbekend", 31],
        ],
        "page": Paginator(range(200), 10).page(4),
        "tabs": [
            {"url": "#", "label": "Aan zet", "count": 4, "current": True},
            {"url": "#", "label": "Wacht op ander", "count": 8},
            {"url": "#", "label": "Afgesloten"},
        ],
        "crumbs": [("Signalen", "#"), ("ZICHT-7F3K", "#"), ("Overdragen", "")],
        "step_labels": STEPS,
        "consequences": ["Gemeente Ede ziet het hele signaal.", "U blijft de terugkoppeling ontvangen."],
        "chart_labels": [
            "Arbeidsuitbuiting",
            "Seksuele uitbuiting",
            "Criminele uitbuiting",
            "Orgaanverwijdering",
        ],
        "chart_one": {"Signalen": [1240, 860, 310, None]},
        "chart_two": {"Voorbeeldjaar 1": [120, 86, 31, 4], "Voorbeeldjaar 2": [141, 72, 44, None]},
        "chart_interval": {"Schatting": [(420, 310, 590), (260, 200, 410), (120, 70, 240), None]},
    }
