"""The form of planned work."""

import uuid

from django import forms

from zicht.casework.deconfliction import services
from zicht.casework.deconfliction.vocabulary import WorkKind
from zicht.chain.signals.keys import About
from zicht.foundation.acts import clock
from zicht.foundation.ui.forms import DateInput


class WorkForm(forms.Form):
    """What, where or who, and when. One thing to compare is enough."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="Wat gaat u doen?",
        choices=[pair for pair in WorkKind.choices if pair[0] != WorkKind.SIGNAL],
        widget=forms.RadioSelect,
    )
    starts_on = forms.DateField(label="Vanaf", widget=DateInput)
    ends_on = forms.DateField(label="Tot en met", widget=DateInput)
    address = forms.CharField(
        label="Adres",
        required=False,
        max_length=200,
        help_text="Straat, huisnummer en plaats, of postcode en huisnummer.",
    )
    phone = forms.CharField(label="Telefoonnummer", required=False, max_length=30)
    plate = forms.CharField(label="Kenteken", required=False, max_length=15)
    company = forms.CharField(
        label="Bedrijf", required=False, max_length=100, help_text="KvK-nummer of naam."
    )
    person = forms.CharField(
        label="Persoon", required=False, max_length=100, help_text="Naam; vul ook het geboortejaar in."
    )
    birth_year = forms.IntegerField(label="Geboortejaar", required=False, min_value=1900, max_value=2100)

    def __init__(self, data=None):
        today = clock.today()
        super().__init__(data, initial={"key": uuid.uuid4(), "starts_on": today, "ends_on": today})

    def clean(self):
        found = super().clean()
        begin, finish = found.get("starts_on"), found.get("ends_on")
        if begin and finish and finish < begin:
            self.add_error("ends_on", services.BACKWARDS)
        if not self.errors and not self.about.keys():
            self.add_error("address", services.NOTHING)
        return found

    def anew(self) -> "WorkForm":
        """Return the form with what was typed and a key of its own: the plan it made is over."""
        return WorkForm({**self.data.dict(), "key": uuid.uuid4()})

    @property
    def about(self) -> About:
        said = self.cleaned_data
        names = ("address", "phone", "plate", "company", "person", "birth_year")
        return About(**{name: said.get(name) or About.__dataclass_fields__[name].default for name in names})
