"""The question to other regions, and the holder's answer."""

import uuid

from django import forms

from zicht.casework.inquiries import services
from zicht.casework.inquiries.vocabulary import Kind, Reply
from zicht.chain.agreements.vocabulary import Purpose
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.organisations.vocabulary import Function
from zicht.foundation.ui.forms import DateInput

PURPOSES = (Purpose.SIGNAL_HANDLING, Purpose.CARE, Purpose.INVESTIGATION)


class AskForm(forms.Form):
    """One phone, plate, address or person, and what for."""

    kind = forms.ChoiceField(label="Waarover?", choices=Kind, widget=forms.RadioSelect)
    text = forms.CharField(
        label="Nummer, kenteken of adres",
        help_text="Bij een adres: postcode en huisnummer.",
        required=False,
        max_length=60,
    )
    given = forms.CharField(
        label="Voornaam", help_text="Alleen bij een persoon.", required=False, max_length=60
    )
    family = forms.CharField(label="Achternaam", required=False, max_length=60)
    born = forms.DateField(label="Geboortedatum", required=False, widget=DateInput)
    purpose = forms.ChoiceField(label="Waarvoor?", choices=[(row.value, row.label) for row in PURPOSES])
    function = forms.ChoiceField(label="In welke functie vraagt u dit?")
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, actor):
        super().__init__(data, initial={"key": uuid.uuid4(), "function": actor.functions[0]})
        self.fields["function"].choices = [(name, Function(name).label) for name in actor.functions]

    def clean(self):
        data = super().clean()
        if data.get("kind"):
            try:
                self.value = services.read(
                    data["kind"],
                    data.get("text", ""),
                    data.get("given", ""),
                    data.get("family", ""),
                    data.get("born"),
                )
            except NotPossible as refusal:
                self.add_error("given" if data["kind"] == Kind.PERSON else "text", str(refusal))
        return data


class ReplyForm(forms.Form):
    reply = forms.ChoiceField(label="Wat antwoordt u?", choices=Reply, widget=forms.RadioSelect)
