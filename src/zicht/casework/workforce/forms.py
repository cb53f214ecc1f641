"""One municipality: a number for each sector, where they come from, and of which day they are."""

from django import forms

from zicht.casework.workforce.listing import COLUMNS, MOST_BYTES, ListRefused, read_list
from zicht.foundation.ui.forms import DateInput
from zicht.reference.codes import sectors

SECTIONS = {sector.code: sector.name_nl for sector in sectors() if sector.level == 1}


class WorkforceForm(forms.Form):
    """Empty means not known; zero means nobody."""

    municipality = forms.ChoiceField(label="Gemeente")
    source = forms.CharField(
        label="Bron", max_length=200, help_text="Bijvoorbeeld het vestigingenregister van uw regio."
    )
    counted_on = forms.DateField(label="Stand op", widget=DateInput)

    def __init__(self, given, *, places: dict[str, str]):
        super().__init__(given)
        self.fields["municipality"].choices = list(places.items())
        for code, name in SECTIONS.items():
            self.fields[f"workers_{code}"] = forms.IntegerField(
                label=f"Werkenden: {name}", min_value=0, required=False
            )

    @property
    def workers(self) -> dict[str, int]:
        """Return the filled in numbers by section; only for a valid form."""
        found = {code: self.cleaned_data[f"workers_{code}"] for code in SECTIONS}
        return {code: number for code, number in found.items() if number is not None}


class ListForm(forms.Form):
    """A list with all sizes of the own region at once."""

    file = forms.FileField(
        label="Bestand",
        widget=forms.FileInput({"accept": ".csv"}),
        help_text=(
            f"CSV met de kolommen {', '.join(COLUMNS)}; een bedrijfstak is een letter van A tot U (SBI 2008)"
            " of de naam ervan."
        ),
    )
    source = forms.CharField(
        label="Bron", max_length=200, help_text="Bijvoorbeeld het vestigingenregister van uw regio."
    )
    counted_on = forms.DateField(label="Stand op", widget=DateInput)

    def __init__(self, *given, places: dict[str, str]):
        super().__init__(*given)
        self.places = places

    def clean_file(self) -> dict[str, dict[str, int]]:
        """Return the sizes by municipality and section."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError("Dit bestand is te groot. Een bestand mag hoogstens 1 MB zijn.")
        try:
            return read_list(upload.read(), self.places, SECTIONS)
        except ListRefused as refusal:
            raise forms.ValidationError(refusal.reasons) from refusal
