"""The forms of the table."""

import uuid

from django import forms

from zicht.casework.register.notifying.forms import REPORTING_KINDS
from zicht.casework.register.vocabulary import DecisionKind, DecisionReason
from zicht.casework.tables.models import TableSeat
from zicht.casework.tables.services.writing import MOST_LETTERS
from zicht.casework.tables.vocabulary import LeadApproach, LeadReason, Part, TableKind
from zicht.chain.agreements.models import Agreement
from zicht.chain.agreements.vocabulary import Level
from zicht.chain.custody.vocabulary import Task
from zicht.chain.feedback.vocabulary import Phrase
from zicht.foundation.organisations.models import FunctionAssignment, Organisation
from zicht.foundation.organisations.vocabulary import Function
from zicht.foundation.ui.forms import DateInput, MomentInput

YES_NO = (("yes", "Ja"), ("no", "Nee"))
NOT_AT_TABLES = (
    Function.REPORTER,
    Function.ADMINISTRATOR,
    Function.RESEARCHER,
    Function.DATA_PROTECTION_OFFICER,
)


def seat_choices(organisation: Organisation) -> list[tuple[str, str]]:
    """Return who may sit at a table kept by this organisation: functions at work in its region, and
    national ones."""
    rows = FunctionAssignment.objects.filter(organisation__active=True).exclude(function__in=NOT_AT_TABLES)
    if organisation.region_id:
        inside = organisation.region.memberships.filter(valid_until=None).values("municipality")
        near = rows.filter(organisation__municipality__in=inside) | rows.filter(
            organisation__region__memberships__municipality__in=inside,
            organisation__region__memberships__valid_until=None,
        )
        rows = near | rows.filter(organisation__region=None, organisation__municipality=None)
    found = rows.values_list(
        "organisation_id", "function", "organisation__name", "organisation__kind"
    ).distinct()
    ordered = sorted(found, key=lambda row: (row[3] == "municipality", row[2], row[1]))
    return [
        (f"{key}|{function}", f"{name}: {Function(function).label}") for key, function, name, _ in ordered
    ]


class TableForm(forms.Form):
    """A new table: its basis, and who sits at it."""

    name = forms.CharField(label="Naam van de tafel", max_length=120)
    kind = forms.ChoiceField(label="Soort tafel", choices=TableKind)
    agreement = forms.ModelChoiceField(
        label="Onder welke afspraak?",
        queryset=Agreement.objects.none(),
        empty_label=None,
        help_text="Zonder afspraak kan een tafel niet bij elkaar komen. Iedereen aan tafel is er partij bij.",
    )
    weeks = forms.IntegerField(label="Om de hoeveel weken?", min_value=1, max_value=26, initial=2)
    seats = forms.MultipleChoiceField(
        label="Wie zitten er aan tafel en zien alles wat de afspraak dekt?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    core_seats = forms.MultipleChoiceField(
        label="Wie zitten er aan tafel en zien alleen de kern?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data=None, *, organisation: Organisation, agreements):
        super().__init__(data)
        self.fields["agreement"].queryset = Agreement.objects.filter(pk__in=[row.pk for row in agreements])
        choices = seat_choices(organisation)
        self.fields["seats"].choices = self.fields["core_seats"].choices = choices

    @property
    def chosen(self) -> list[tuple[uuid.UUID, str, int]]:
        """The seats with their level; who is ticked in both sees everything the agreement covers."""
        levels = dict.fromkeys(self.cleaned_data["core_seats"], Level.CORE) | dict.fromkeys(
            self.cleaned_data["seats"], Level.FULL
        )
        return [
            (uuid.UUID(value.split("|")[0]), value.split("|")[1], level) for value, level in levels.items()
        ]


class MeetingForm(forms.Form):
    starts_at = forms.DateTimeField(label="Wanneer?", widget=MomentInput)
    place = forms.CharField(label="Waar?", max_length=120, required=False)


class TextForm(forms.Form):
    """A text at an item, as the running screen sends it."""

    part = forms.ChoiceField(choices=Part)
    text = forms.CharField(required=False, max_length=MOST_LETTERS, strip=False)
    seen = forms.IntegerField(min_value=0)
    level = forms.TypedChoiceField(
        choices=[(Level.CORE, ""), (Level.FULL, "")], coerce=int, required=False, empty_value=Level.CORE
    )

    def clean_text(self) -> str:
        return self.cleaned_data["text"].replace("\r\n", "\n")


class LeadForm(forms.Form):
    lead = forms.ChoiceField(label="Aan wie de kaarten?", choices=LeadApproach, widget=forms.RadioSelect)
    lead_reason = forms.ChoiceField(label="Waarom?", choices=LeadReason, widget=forms.RadioSelect)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class LookForm(forms.Form):
    on = forms.DateField(label="Wanneer kijkt de tafel opnieuw?", required=False, widget=DateInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class PromiseForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(label="Wat gaat er gebeuren?", max_length=400)
    owner = forms.TypedChoiceField(label="Door wie?", coerce=uuid.UUID)
    due_on = forms.DateField(label="Voor welke dag?", widget=DateInput)

    def __init__(self, data=None, *, seats: list[TableSeat]):
        super().__init__(data, initial={"key": uuid.uuid4()}, prefix="actie")
        self.organisations = {seat.organisation_id: seat.organisation for seat in seats}
        self.fields["owner"].choices = [(str(key), str(one)) for key, one in self.organisations.items()]

    def clean_owner(self) -> Organisation:
        return self.organisations[self.cleaned_data["owner"]]


class ReportsForm(forms.Form):
    """Who reports to CoMensha, or why not (yet); always with a day."""

    decision = forms.ChoiceField(
        label="Wordt er gemeld bij CoMensha?", choices=DecisionKind, widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(label="Waarom?", choices=[("", "Kies een reden"), *DecisionReason.choices])
    organisation = forms.TypedChoiceField(
        label="Wie meldt?", coerce=uuid.UUID, required=False, empty_value=None
    )
    on = forms.DateField(
        label="Vóór welke dag, of wanneer kijkt u er weer naar?", required=False, widget=DateInput
    )
    victim = forms.ChoiceField(label="Over wie gaat het?", required=False)

    def __init__(self, data=None, *, victims, seats: list[TableSeat]):
        super().__init__(data, prefix="melden")
        self.organisations = {
            seat.organisation_id: seat.organisation
            for seat in seats
            if seat.organisation.kind in REPORTING_KINDS
        }
        self.fields["organisation"].choices = [
            ("", "Niemand (nog)"),
            *((str(key), str(one)) for key, one in self.organisations.items()),
        ]
        self.fields["victim"].choices = [("", "Iedereen in dit signaal"), *victims]
        if not victims:
            del self.fields["victim"]

    def clean_organisation(self) -> Organisation | None:
        return self.organisations.get(self.cleaned_data["organisation"])


class CloseForm(forms.Form):
    victim_presumed = forms.ChoiceField(
        label="Is er een vermoedelijk slachtoffer?", choices=YES_NO, widget=forms.RadioSelect
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class FeedbackDraftForm(forms.Form):
    phrase = forms.ChoiceField(label="Wat hoort de melder?", choices=Phrase, initial=Phrase.TABLE)


class HandoverDraftForm(forms.Form):
    seat = forms.ChoiceField(label="Aan wie overdragen?")
    task = forms.ChoiceField(
        label="Wat vraagt u?", choices=[pair for pair in Task.choices if pair[0] != Task.BE_INFORMED]
    )

    def __init__(self, data=None, *, seats: list[TableSeat], actor):
        super().__init__(data, prefix="overdracht")
        self.seats = {str(seat.pk): seat for seat in seats if seat.organisation_id != actor.organisation_id}
        self.fields["seat"].choices = [
            (key, f"{seat.organisation}: {seat.get_function_display()}") for key, seat in self.seats.items()
        ]
