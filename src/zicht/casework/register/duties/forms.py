"""The forms of criteria: a new version of one, or a new one. Both become a proposal."""

from datetime import date

from django import forms

from zicht.casework.register.duties import criteria
from zicht.casework.register.vocabulary import DecisionReason as R
from zicht.foundation.acts import clock
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import OrganisationKind
from zicht.foundation.ui.forms import DateInput

NO = "no"
OTHER_DAY = "Op die dag golden andere criteria. Kies opnieuw."


class AnswerForm(forms.Form):
    """Which of the own criteria is met, as they were on the day of the facts; or none, and why."""

    met_on = forms.DateField(
        label="Op welke dag gebeurde dit?",
        widget=DateInput,
        help_text="De criteria hieronder golden op deze dag. Op een andere dag kunnen het andere zijn.",
    )
    answer = forms.ChoiceField(label="Is aan een criterium voldaan?", widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label="Is het nee, waarom?",
        choices=[
            ("", "Niet van toepassing"),
            *((row.value, row.label) for row in (R.CRITERION_NOT_MET, R.IDENTITY_UNKNOWN, R.NO_INDICATION)),
        ],
        required=False,
    )

    def __init__(self, data=None, *, organisation: Organisation):
        super().__init__(data, initial={"met_on": clock.today()})
        rows = criteria.of(organisation, self._day(data))
        self.fields["answer"].choices = [*((row.code, row.label) for row in rows), (NO, "Nee, nu niet")]
        self.fields["answer"].error_messages["invalid_choice"] = OTHER_DAY

    def _day(self, data) -> date:
        try:
            return self.fields["met_on"].clean((data or {}).get("met_on")) or clock.today()
        except forms.ValidationError:
            return clock.today()

    def clean_met_on(self):
        if self.cleaned_data["met_on"] > clock.today():
            raise forms.ValidationError("Kies vandaag of een eerdere dag.")
        return self.cleaned_data["met_on"]

    def clean(self):
        found = super().clean()
        if found.get("answer") == NO and not found.get("reason"):
            self.add_error("reason", "Kies waarom niet. Dat mag later veranderen.")
        return found

    @property
    def said(self) -> dict:
        """The answer as `asking.answer` takes it."""
        found = self.cleaned_data
        if found["answer"] == NO:
            return {"reason": found["reason"]}
        return {"criterion": found["answer"], "met_on": found["met_on"]}


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
