"""The form of an agreement, and the reason to end one."""

from django import forms

from zicht.chain.agreements.models import Agreement, AgreementParty
from zicht.chain.agreements.vocabulary import Category, Condition, LegalBasis, Level, Purpose
from zicht.foundation.organisations.models import Organisation, Region
from zicht.foundation.organisations.vocabulary import OrganisationKind, RegionKind
from zicht.foundation.ui.forms import DateInput

BASES = [
    row for row in LegalBasis if row not in (LegalBasis.ROUTE, LegalBasis.OWN_REPORT, LegalBasis.HANDOVER)
]
PURPOSES = [row for row in Purpose if row is not Purpose.OWN_REPORT]
REGIONS = (RegionKind.ZVH, RegionKind.SAFETY_REGION, RegionKind.RIEC, RegionKind.POLICE_UNIT)
NOT_FOUND = (
    "Wij kennen deze organisatie niet: {}. Schrijf de naam zoals die in Zicht staat, één op elke regel."
)
ONE_PARTY = "Noem minstens één partij die geeft en één die ontvangt."
MANY = forms.CheckboxSelectMultiple


def _choices(rows) -> list[tuple[str, str]]:
    return [(row.value, row.label) for row in rows]


class AgreementForm(forms.Form):
    title = forms.CharField(label="Naam van de afspraak", max_length=160)
    explanation = forms.CharField(
        label="Wat houdt het in?",
        help_text="In gewone taal. Iedereen die wil delen, leest dit.",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )
    basis = forms.ChoiceField(label="Grondslag", choices=_choices(BASES))
    article = forms.CharField(label="Artikel of document", max_length=200)
    gives = forms.MultipleChoiceField(
        label="Wie mogen geven?", choices=OrganisationKind.choices, required=False, widget=MANY
    )
    receives = forms.MultipleChoiceField(
        label="Wie mogen ontvangen?", choices=OrganisationKind.choices, required=False, widget=MANY
    )
    named = forms.CharField(
        label="Organisaties met naam",
        help_text="Eén op elke regel. Zij geven en ontvangen.",
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    region = forms.ModelChoiceField(
        label="Alleen in deze regio",
        queryset=Region.objects.none(),
        required=False,
        empty_label="Heel Nederland",
    )
    purposes = forms.MultipleChoiceField(label="Waarvoor?", choices=_choices(PURPOSES), widget=MANY)
    categories = forms.MultipleChoiceField(label="Welke gegevens?", choices=Category.choices, widget=MANY)
    level = forms.TypedChoiceField(
        label="Tot en met welk niveau?", choices=Level.choices, coerce=int, widget=forms.RadioSelect
    )
    conditions = forms.MultipleChoiceField(
        label="Alleen als", choices=Condition.choices, required=False, widget=MANY
    )
    grant_days = forms.IntegerField(
        label="Hoeveel dagen duurt inzage?", min_value=1, max_value=3650, initial=90
    )
    starts_on = forms.DateField(label="Vanaf", widget=DateInput)
    ends_on = forms.DateField(label="Tot en met", required=False, widget=DateInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.filter(kind__in=REGIONS).order_by("kind", "name")

    @classmethod
    def of(cls, agreement: Agreement) -> "AgreementForm":
        """Return the form filled in with an agreement."""
        parties = list(agreement.parties.select_related("organisation"))
        filled = {name: getattr(agreement, name) for name in cls.base_fields if hasattr(agreement, name)}
        filled |= {
            "gives": [row.kind for row in parties if row.kind and row.gives],
            "receives": [row.kind for row in parties if row.kind and row.receives],
            "named": "\n".join(row.organisation.name for row in parties if row.organisation_id),
        }
        return cls(initial=filled)

    def clean_named(self) -> list[Organisation]:
        names = [line.strip() for line in self.cleaned_data["named"].splitlines() if line.strip()]
        known = {row.name.lower(): row for row in Organisation.objects.filter(active=True, name__in=names)}
        unknown = [name for name in names if name.lower() not in known]
        if unknown:
            raise forms.ValidationError(NOT_FOUND.format(", ".join(unknown)))
        return list(known.values())

    def clean(self):
        data = super().clean()
        if not data.get("named") and "named" in data and not (data.get("gives") and data.get("receives")):
            self.add_error("gives", ONE_PARTY)
        if data.get("ends_on") and data.get("starts_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "De laatste dag ligt voor de eerste dag.")
        return data

    @property
    def parties(self) -> list[AgreementParty]:
        """Unsaved parties, as filled in."""
        gives, receives = set(self.cleaned_data["gives"]), set(self.cleaned_data["receives"])
        kinds = [
            AgreementParty(kind=kind, gives=kind in gives, receives=kind in receives)
            for kind in sorted(gives | receives)
        ]
        return [*kinds, *(AgreementParty(organisation=row) for row in self.cleaned_data["named"])]


class EndForm(forms.Form):
    because = forms.CharField(
        label="Waarom eindigt de afspraak?",
        help_text="Alle partijen lezen dit.",
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
    )
