"""The question to the funnel; its answers stand in the address."""

from django import forms

from zicht.chain.signals.vocabulary import Channel, ExploitationForm

PERIODS = [("", "Alles"), ("30", "Laatste 30 dagen"), ("90", "Laatste 90 dagen"), ("365", "Laatste jaar")]


class FunnelForm(forms.Form):
    """Region, form, channel and period."""

    regio = forms.ChoiceField(label="Regio", required=False)
    vorm = forms.ChoiceField(
        label="Uitbuitingsvorm", choices=[("", "Alle vormen"), *ExploitationForm.choices], required=False
    )
    kanaal = forms.ChoiceField(
        label="Hoe het binnenkwam", choices=[("", "Alle manieren"), *Channel.choices], required=False
    )
    periode = forms.ChoiceField(label="Periode", choices=PERIODS, required=False)

    def __init__(self, given, *, names: dict[str, str], own: set[str]):
        first = {"regio": min(own)} if len(own) == 1 else {}
        super().__init__({**first, **given.dict()})
        self.regions = set(names)
        mine = [
            (code, f"{name} (uw regio)")
            for code, name in names.items()
            if code in own and len(own) < len(names)
        ]
        others = [(code, name) for code, name in names.items() if (code, f"{name} (uw regio)") not in mine]
        self.fields["regio"].choices = [*mine, ("", "Heel Nederland"), *others]
