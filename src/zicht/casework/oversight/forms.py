"""The forms of oversight."""

import uuid

from django import forms

from zicht.casework.inquiries.vocabulary import Kind
from zicht.casework.oversight.vocabulary import ConflictReason, QuestionOutcome
from zicht.casework.oversight.words import ACTIONS, KINDS
from zicht.casework.retention.vocabulary import Category
from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.foundation.organisations.models import Municipality, Organisation
from zicht.foundation.ui.forms import DateInput, RadioCards

ANY = ("", "Alle")
UNKNOWN_REFERENCE = (
    "Dit kenmerk kennen we niet, of het is nooit bij uw organisatie geweest. Kijk of het goed is getypt: Z-"
    " voor een signaal, V- voor een persoon."
)
WORDS = {"rows": 5}


class SearchForm(forms.Form):
    """What to look for in the log. The reference goes by POST, so that it stands in no address."""

    reference = forms.CharField(
        label="Kenmerk (Z- of V-)",
        required=False,
        max_length=14,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    person = forms.ChoiceField(label="Collega", required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Organisatie",
        required=False,
        empty_label="Alle",
    )
    kind = forms.ChoiceField(label="Soort", required=False, choices=[ANY, *KINDS.items()])
    action = forms.ChoiceField(label="Handeling", required=False)
    since = forms.DateField(label="Van", required=False, widget=DateInput)
    until = forms.DateField(label="Tot en met", required=False, widget=DateInput)

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [ANY, *colleagues]
        self.fields["organisation"].queryset = Organisation.objects.filter(active=True)
        self.fields["action"].choices = [
            ANY,
            *sorted(((str(key), label) for key, label in ACTIONS.items()), key=lambda row: row[1]),
        ]


class DecoyForm(forms.Form):
    """A number, plate, address or person that belongs to nobody."""

    decoy = forms.ChoiceField(label="Soort gegeven", choices=Kind, widget=forms.RadioSelect)
    text = forms.CharField(
        label="Nummer, kenteken of adres",
        help_text="Kies iets dat zeker van niemand is. Bij een adres: straat, huisnummer en postcode.",
        required=False,
        max_length=60,
    )
    given = forms.CharField(
        label="Voornaam", help_text="Alleen bij een persoon.", required=False, max_length=60
    )
    family = forms.CharField(label="Achternaam", required=False, max_length=60)
    born = forms.DateField(label="Geboortedatum", required=False, widget=DateInput)


class QuestionForm(forms.Form):
    """What the officer asks, in own words."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    text = forms.CharField(
        label="Uw vraag",
        max_length=2000,
        widget=forms.Textarea(WORDS),
        help_text="Vraag open en vriendelijk. Er is vaak een goede reden. Noem geen namen uit het dossier.",
    )


class AnswerForm(forms.Form):
    """What the person answers."""

    text = forms.CharField(
        label="Uw antwoord",
        max_length=2000,
        widget=forms.Textarea(WORDS),
        help_text="Schrijf op waarom u dit bekeek. Weet u het niet meer, schrijf dat dan op.",
    )


class CloseForm(forms.Form):
    """What came of a question."""

    outcome = forms.ChoiceField(
        label="Wat is de uitkomst?", choices=QuestionOutcome, widget=forms.RadioSelect
    )


class ReportForm(forms.Form):
    """Of which person or signal, and whether the law allows to tell everything."""

    reference = forms.CharField(
        label="Kenmerk van de persoon (V-) of het signaal (Z-)",
        max_length=14,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    without_investigation = forms.BooleanField(
        label="Laat inzage door opsporing weg",
        required=False,
        help_text=(
            "Alleen als een wettelijke uitzondering geldt (AVG art. 23, Wpg art. 27). Het verslag zegt dan"
            " dat er iets weg is."
        ),
    )


class ConflictForm(forms.Form):
    """How the person is involved."""

    reason = forms.ChoiceField(label="Wat is uw band?", choices=ConflictReason, widget=RadioCards)


class TermForm(forms.Form):
    """How long a category is kept."""

    category = forms.ChoiceField(label="Categorie", choices=Category)
    basis = forms.CharField(
        label="Grondslag", max_length=200, help_text="Het wetsartikel, of het besluit van uw organisatie."
    )
    restrict_after_days = forms.IntegerField(
        label="Na hoeveel dagen alleen nog bewaren",
        required=False,
        min_value=1,
        max_value=36525,
        help_text="Niemand werkt er dan nog mee. Leeg: deze stap is er niet.",
    )
    destroy_after_days = forms.IntegerField(
        label="Na hoeveel dagen vernietigen", min_value=30, max_value=36525
    )

    def clean(self):
        found = super().clean()
        restrict, destroy = found.get("restrict_after_days"), found.get("destroy_after_days")
        if restrict and destroy and restrict >= destroy:
            self.add_error("restrict_after_days", "Kies minder dagen dan bij vernietigen.")
        return found


class HoneytokenForm(forms.Form):
    """What the invented signal seems to be about."""

    form = forms.ChoiceField(label="Vorm", choices=ExploitationForm)
    municipality = forms.ModelChoiceField(
        Municipality.objects.filter(valid_until=None),
        label="Gemeente",
        required=False,
        empty_label="Niet bekend",
    )
