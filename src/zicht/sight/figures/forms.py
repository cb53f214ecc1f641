"""The question as people ask it: a form whose answers stand in the address, so that a figure can be kept
and shared.
"""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.sight.figures.asking import Question
from zicht.sight.figures.vocabulary import Count, Division
from zicht.sight.figures.words import region_names

BY_DEFAULT = {"indeling": Division.FORM}
LEVELS = [(Division.REGION.value, _("Per regio")), (Division.MUNICIPALITY.value, _("Per gemeente"))]


def divisions() -> list[tuple[str, str]]:
    """Return the divisions to choose from, in the language of the page."""
    return [(value, gettext(label).capitalize()) for value, label in Division.choices]


class MapForm(forms.Form):
    """Year, and regions or municipalities."""

    jaar = forms.TypedChoiceField(label=_("Jaar"), coerce=int)
    indeling = forms.ChoiceField(label=_("Kaart"), choices=LEVELS)

    def __init__(self, given, *, years):
        newest = {"jaar": years[0]} if years else {}
        super().__init__({**newest, "indeling": Division.REGION, **given.dict()})
        self.fields["jaar"].choices = [(year, str(year)) for year in years]

    def question(self) -> Question:
        """Return the question; only for a valid form."""
        return Question(self.cleaned_data["jaar"], self.cleaned_data["indeling"])


class QuestionForm(forms.Form):
    """Year, division and form; who has the basis for raw figures also chooses the unit and a region."""

    jaar = forms.TypedChoiceField(label=_("Jaar"), coerce=int)
    indeling = forms.ChoiceField(label=_("Verdeeld naar"), choices=divisions)
    vorm = forms.ChoiceField(
        label=_("Uitbuitingsvorm"),
        choices=[("", _("Alle vormen")), *ExploitationForm.choices],
        required=False,
    )
    tel = forms.ChoiceField(
        label="Wat tellen", choices=[("", "Zoals gebruikelijk"), *Count.choices], required=False
    )
    regio = forms.ChoiceField(label="Regio", required=False)

    def __init__(self, given, *, years, raw: bool):
        newest = {"jaar": years[0]} if years else {}
        super().__init__({**newest, **BY_DEFAULT, **given.dict()})
        self.fields["jaar"].choices = [(year, str(year)) for year in years]
        self.fields["regio"].choices = [("", "Heel Nederland"), *region_names().items()]
        if not raw:
            self.fields["tel"].widget = self.fields["regio"].widget = forms.HiddenInput()

    def question(self) -> Question:
        """Return the question; only for a valid form."""
        given = self.cleaned_data
        return Question(given["jaar"], given["indeling"], given["tel"], given["vorm"], given["regio"])
