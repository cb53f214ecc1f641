"""The forms of a notification, of who reports, and of what CoMensha still asks."""

from django import forms

from zicht.casework.register import choices
from zicht.casework.register.duties import criteria
from zicht.casework.register.notifying.facts import PERIOD, Facts
from zicht.casework.register.notifying.services.deciding import ONLY_FOR
from zicht.casework.register.persons.forms import Submission
from zicht.casework.register.vocabulary import (
    DecisionKind,
    DecisionReason,
    Item,
    NotificationBasis,
)
from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import OrganisationKind
from zicht.foundation.ui.forms import Chips, DateInput, RadioCards

FORMS = [pair for pair in ExploitationForm.choices if pair[0] != ExploitationForm.UNKNOWN]
OF_NOTIFICATION = {Item.FORM: ("forms_of",), Item.SECTOR: ("sector",), Item.PLACE: ("municipality",)}

PERIOD_HINT = "Een jaar of een jaar en maand, bijvoorbeeld 2024 of 2024-03."
NOT_A_PERIOD = "Schrijf een jaar of een jaar en maand, zoals 2024 of 2024-03."
NOT_BEFORE = "Deze periode eindigt vóór het begin. Kijk de twee velden nog eens na."
REPORTING_KINDS = (
    OrganisationKind.POLICE,
    OrganisationKind.KMAR,
    OrganisationKind.NLA,
    OrganisationKind.CARE_COORDINATION,
    OrganisationKind.FAIRWORK,
    OrganisationKind.MUNICIPALITY,
    OrganisationKind.ZVH,
    OrganisationKind.SAFE_HOME,
    OrganisationKind.SHELTER,
    OrganisationKind.COMENSHA,
)
BASIS_HINTS = {
    NotificationBasis.STATUTORY_DUTY: "Voor politie, Koninklijke Marechaussee en Arbeidsinspectie.",
    NotificationBasis.CONSENT: "De betrokkene weet wat er met de gegevens gebeurt en vindt het goed.",
    NotificationBasis.OTHER_BASIS: (
        "Bijvoorbeeld een beroepsregeling of een andere wet. Leg in uw eigen dossier vast welke."
    ),
}


class NotificationForm(Submission):
    """What the own organisation tells CoMensha. Criteria and bases are those of the organisation."""

    forms_of = forms.MultipleChoiceField(label="Welke vorm?", choices=ExploitationForm, widget=Chips)
    criterion = forms.ChoiceField(label="Aan welk criterium is voldaan?", widget=forms.RadioSelect)
    basis = forms.ChoiceField(
        label="Waarom mag u dit melden?", choices=NotificationBasis, widget=RadioCards(hints=BASIS_HINTS)
    )
    consent = forms.BooleanField(label="De betrokkene heeft toestemming gegeven", required=False)
    sector = forms.ChoiceField(label="Sector of omgeving", choices=choices.sector_choices, required=False)
    municipality = forms.ChoiceField(
        label="Gemeente van de uitbuiting", choices=choices.place_choices, required=False
    )
    period_from = forms.CharField(label="Sinds wanneer?", max_length=7, required=False, help_text=PERIOD_HINT)
    period_until = forms.CharField(label="Tot wanneer?", max_length=7, required=False, help_text=PERIOD_HINT)
    remarks = forms.CharField(
        label="Opmerkingen voor CoMensha",
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="Alleen wat CoMensha nodig heeft. Dit wordt versleuteld bewaard.",
    )

    def __init__(self, data=None, *, organisation: Organisation, on=None, **kwargs):
        super().__init__(data, **kwargs)
        self.on = on
        found = criteria.of(organisation, on)
        self.by_law = any(row.statutory for row in found)
        self.fields["criterion"].choices = [(row.code, row.label) for row in found]
        if len(found) == 1:
            self.fields["criterion"].initial = found[0].code
        if self.by_law:
            self.fields["basis"].initial = NotificationBasis.STATUTORY_DUTY
        else:
            allowed = [
                pair for pair in NotificationBasis.choices if pair[0] != NotificationBasis.STATUTORY_DUTY
            ]
            self.fields["basis"].choices = allowed

    @classmethod
    def of(cls, facts: Facts, **kwargs) -> "NotificationForm":
        """Return the form filled with an earlier version."""
        initial = {name: getattr(facts, name) for name in cls.base_fields if hasattr(facts, name)}
        return cls(initial=initial | {"forms_of": list(facts.forms)}, **kwargs)

    def clean_period_from(self):
        return _period(self.cleaned_data["period_from"])

    def clean_period_until(self):
        return _period(self.cleaned_data["period_until"])

    def clean(self):
        found = super().clean()
        begin, end = found.get("period_from"), found.get("period_until")
        if begin and end and end < begin[: len(end)]:
            self.add_error("period_until", NOT_BEFORE)
        return found

    @property
    def facts(self) -> Facts:
        said = dict(self.cleaned_data)
        said.pop("key")
        return Facts(forms=tuple(said.pop("forms_of")), municipality=said.pop("municipality") or None, **said)


class DecisionForm(forms.Form):
    """Who reports, or why not (yet)."""

    decision = forms.ChoiceField(
        label="Wordt er gemeld bij CoMensha?",
        choices=DecisionKind,
        widget=RadioCards(
            hints={
                DecisionKind.WILL_REPORT: "Kies hieronder wie dat doet en voor welke dag.",
                DecisionKind.REPORTED: "Buiten Zicht om. Meldt u zelf, doe dat dan bij de persoon.",
                DecisionKind.NOT_YET: "Kies waarom, en wanneer u hier weer naar kijkt.",
                DecisionKind.NOT: "Kies waarom. Later alsnog melden kan altijd.",
            }
        ),
    )
    reason = forms.ChoiceField(label="Waarom?", choices=DecisionReason, widget=forms.RadioSelect)
    organisation = forms.ModelChoiceField(
        label="Wie meldt?",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Nog niet gekozen",
    )
    review_on = forms.DateField(
        label="Voor welke dag, of wanneer kijkt u hier weer naar?", required=False, widget=DateInput
    )
    victim = forms.ChoiceField(label="Over wie gaat het?", required=False)

    def __init__(self, data=None, *, victims, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(
            active=True, kind__in=REPORTING_KINDS
        ).order_by("name")
        self.fields["victim"].choices = [("", "Iedereen in dit signaal"), *victims]
        if not victims:
            del self.fields["victim"]

    def clean(self):
        found = super().clean()
        decision, reason = found.get("decision"), found.get("reason")
        if decision and reason and reason not in ONLY_FOR[DecisionKind(decision)]:
            self.add_error("reason", "Deze reden past niet bij dit besluit. Kies een andere.")
        return found


def _period(text: str) -> str:
    if text and not PERIOD.match(text):
        raise forms.ValidationError(NOT_A_PERIOD)
    return text


class UnknownForm(forms.Form):
    """Which of the items asked the organisation does not know."""

    unknown = forms.MultipleChoiceField(
        label="Wat weet u niet?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Dit vragen we dan niet meer. De melding telt gewoon mee.",
    )

    def __init__(self, data=None, *, items):
        super().__init__(data)
        self.fields["unknown"].choices = [(item.value, item.label) for item in items]


class NotificationAnswers(forms.Form):
    """What may be missing of a notification."""

    forms_of = forms.MultipleChoiceField(label="Welke vorm?", choices=FORMS, required=False, widget=Chips)
    sector = forms.ChoiceField(label="Sector of omgeving", choices=choices.sector_choices, required=False)
    municipality = forms.ChoiceField(label="Gemeente van de uitbuiting", required=False)

    def __init__(self, data=None, *, items):
        super().__init__(data)
        only(self, OF_NOTIFICATION, items)
        if "municipality" in self.fields:
            self.fields["municipality"].choices = choices.place_choices()


def only(form, answering: dict, items) -> None:
    wanted = {name for item in items for name in answering.get(item, ())}
    for name in [name for name in form.fields if name not in wanted and name != "version"]:
        del form.fields[name]
