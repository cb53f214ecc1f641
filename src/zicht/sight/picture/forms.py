"""Which region, how far back, which form."""

from django import forms

from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.sight.figures.words import region_names

PERIODS = [("365", "Laatste jaar"), ("90", "Laatste 90 dagen"), ("1095", "Laatste drie jaar")]


class PictureForm(forms.Form):
    """The picture that is asked for; its answers stand in the address."""

    regio = forms.ChoiceField(label="Regio")
    periode = forms.ChoiceField(label="Periode", choices=PERIODS)
    vorm = forms.ChoiceField(
        label="Uitbuitingsvorm", choices=[("", "Alle vormen"), *ExploitationForm.choices], required=False
    )

    def __init__(self, given, *, own: set[str]):
        super().__init__({"regio": min(own, default=""), "periode": "365", **given.dict()})
        self.fields["regio"].choices = [(code, name) for code, name in region_names().items() if code in own]
