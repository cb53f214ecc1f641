"""The question: what began when, and where."""

from datetime import date

from django import forms

from zicht.foundation.organisations.models import Membership
from zicht.foundation.ui.moments import MONTHS
from zicht.sight.figures.vocabulary import WORKING_REGION_KIND

KINDS = [
    ("training", "Een training"),
    ("campagne", "Een campagne"),
    ("controle", "Controles"),
    ("anders", "Iets anders"),
]


class EffectForm(forms.Form):
    """What, from which month, in which municipalities of the own region."""

    wat = forms.ChoiceField(label="Wat begon er?", choices=KINDS)
    vanaf = forms.ChoiceField(label="Vanaf welke maand?")
    gemeente = forms.MultipleChoiceField(label="In welke gemeenten?", widget=forms.CheckboxSelectMultiple)

    def __init__(self, given, *, months: list[date], regions: set[str]):
        super().__init__(given or None)
        self.fields["vanaf"].choices = [
            (f"{month:%Y-%m}", f"{MONTHS[month.month - 1]} {month.year}") for month in reversed(months)
        ]
        places = Membership.objects.filter(
            region__kind=WORKING_REGION_KIND, region__code__in=regions, valid_until=None
        )
        self.fields["gemeente"].choices = list(
            places.order_by("municipality__name").values_list("municipality_id", "municipality__name")
        )

    def clean_vanaf(self) -> date:
        """Return the first day of the month."""
        return date.fromisoformat(f"{self.cleaned_data['vanaf']}-01")
