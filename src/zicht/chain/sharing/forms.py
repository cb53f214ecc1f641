"""The forms of sharing: with whom, what for; consent; break-glass and its review."""

import uuid

from django import forms

from zicht.chain.agreements.vocabulary import Purpose
from zicht.chain.custody import receivers
from zicht.chain.sharing.vocabulary import ConsentAnswer, Danger, Finding, Manner
from zicht.chain.sharing.words.consent import LANGUAGES
from zicht.foundation.organisations.vocabulary import Function
from zicht.foundation.ui.forms import DateInput, RadioCards

CHOOSE = "Kies een partij."
SHARING_PURPOSES = [row for row in Purpose if row is not Purpose.OWN_REPORT]
SHORT = {"rows": 3}
FOUND_NOTHING = "Niemand gevonden. Probeer een andere naam of een postcode."


class PartyForm(forms.Form):
    """Choose a party (a function in an organisation) and a purpose; searching shows more parties."""

    zoek = forms.CharField(
        label="Wie zoekt u?",
        help_text="Naam van een gemeente of organisatie, of een postcode.",
        required=False,
        max_length=80,
    )
    partij = forms.ChoiceField(
        label="Met wie?", widget=RadioCards, error_messages={"required": CHOOSE, "invalid_choice": CHOOSE}
    )
    doel = forms.ChoiceField(label="Waarvoor?", choices=[(row.value, row.label) for row in SHARING_PURPOSES])

    def __init__(self, data=None, *, actor, signal=None):
        super().__init__(data, initial={"doel": Purpose.SIGNAL_HANDLING if signal else Purpose.CARE})
        given = data or {}
        found = receivers.search(given.get("zoek", ""), actor)
        chosen = receivers.find(given.get("partij", ""))
        usual = receivers.likely(signal, actor) if signal else []
        shown = [*found, *([chosen] if chosen else []), *usual]
        self.shown = {row.value: row for row in shown if row.organisation_id != str(actor.organisation_id)}
        self.searched, self.found = bool(given.get("zoek")), len(found)
        self.fields["partij"].choices = [(value, row.label) for value, row in self.shown.items()]

    @property
    def party(self) -> receivers.Receiver:
        return self.shown[self.cleaned_data["partij"]]


class KeyedForm(forms.Form):
    """A form that adds a row: sent twice, added once."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data=None, **kwargs):
        super().__init__(data, initial={"key": uuid.uuid4()}, **kwargs)

    @property
    def answers(self) -> dict:
        return dict(self.cleaned_data)


class ConsentForm(KeyedForm):
    answer = forms.ChoiceField(
        label="Wat zei de betrokkene?", choices=ConsentAnswer, widget=forms.RadioSelect
    )
    manner = forms.ChoiceField(label="Hoe?", choices=Manner, widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label="In welke taal?",
        help_text="De tekst in die taal staat hieronder, om voor te lezen of te laten lezen.",
        choices=[(code, name) for code, (name, _) in LANGUAGES.items()],
        initial="nl",
    )
    until = forms.DateField(label="Tot en met welke dag?", required=False, widget=DateInput)

    field_order = ("answer", "manner", "language", "until", "key")


class WishForm(KeyedForm):
    wish = forms.ChoiceField(
        label="Wat wil de betrokkene vanaf nu?",
        choices=[("none", "Geen contact met opsporing"), ("may", "Contact met opsporing mag")],
        widget=RadioCards(
            hints={
                "none": "Er komt geen opsporingsdienst meer bij. Open aanbiedingen worden ingetrokken.",
                "may": "U mag het aanbieden. Er gaat niets vanzelf.",
            }
        ),
    )
    manner = forms.ChoiceField(label="Hoe zei de betrokkene dit?", choices=Manner, widget=forms.RadioSelect)

    field_order = ("wish", "manner", "key")


class DangerForm(KeyedForm):
    danger = forms.ChoiceField(label="Wat is het gevaar?", choices=Danger, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Wat is er aan de hand?",
        help_text="Wie dit nakijkt, leest het. Anderen niet.",
        max_length=1000,
        widget=forms.Textarea(SHORT),
    )


class OpenForm(DangerForm):
    reference = forms.CharField(
        label="Nummer van het signaal", help_text="Bijvoorbeeld Z-7F3K-9Q2M.", max_length=14
    )
    function = forms.ChoiceField(label="In welke functie?")

    field_order = ("reference", "function", "danger", "words", "key")

    def __init__(self, data=None, *, actor):
        super().__init__(data)
        self.fields["function"].choices = [(name, Function(name).label) for name in actor.functions]
        if len(actor.functions) == 1:
            self.fields["function"].initial = actor.functions[0]


class ReviewForm(forms.Form):
    finding = forms.ChoiceField(label="Was dit terecht?", choices=Finding, widget=forms.RadioSelect)
