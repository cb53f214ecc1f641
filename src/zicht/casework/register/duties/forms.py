"""The forms of criteria: a new version of one, or a new one. Both become a proposal."""

from django import forms

from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import OrganisationKind
from zicht.foundation.ui.forms import DateInput


class CriterionForm(forms.Form):
    """A new version of a criterion."""

    label = forms.CharField(label="Criterium", max_length=200, widget=forms.Textarea({"rows": 2}))
    due_days = forms.IntegerField(
        label="Binnen hoeveel dagen melden?",
        min_value=1,
        max_value=365,
        help_text="Kalenderdagen vanaf de registratie.",
    )
    valid_from = forms.DateField(label="Geldig vanaf", widget=DateInput, help_text="Vandaag of later.")
    because = forms.CharField(
        label="Waarom?", max_length=200, help_text="Wie meebeslist, leest dit. Schrijf niets over personen."
    )


class NewCriterionForm(CriterionForm):
    """A criterion for organisations without a statutory duty; for one organisation or for all of a kind."""

    organisation_kind = forms.ChoiceField(label="Voor welke soort organisatie?", choices=OrganisationKind)
    organisation = forms.ModelChoiceField(
        label="Alleen voor deze organisatie",
        queryset=Organisation.objects.none(),
        required=False,
        help_text="Laat leeg als het voor de hele soort geldt.",
        empty_label="Alle organisaties van deze soort",
    )
    code = forms.SlugField(
        label="Korte naam",
        max_length=40,
        help_text="Kleine letters, cijfers en streepjes. Hieraan herkent u het in exports.",
    )
    field_order = ("organisation_kind", "organisation", "code", "label", "due_days", "valid_from", "because")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(active=True).order_by("name")

    def clean(self):
        found = super().clean()
        organisation = found.get("organisation")
        if organisation and organisation.kind != found.get("organisation_kind"):
            self.add_error("organisation", "Deze organisatie is van een andere soort.")
        return found
