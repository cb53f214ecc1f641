"""What to take out of the register, of which year, and how."""

from django import forms

from zicht.foundation.acts import clock

LIST, RAPPORTEUR, STANDARD, PUBLIC = "lijst", "rapporteur", "htcds", "publiek"
KINDS = (
    (LIST, "Lijst voor CoMensha", "Met namen. Bewaar het bestand niet langer dan nodig."),
    (
        RAPPORTEUR,
        "Levering aan de Nationaal Rapporteur",
        "Gepseudonimiseerd, met codeboek. Geen namen, geen dagen.",
    ),
    (
        STANDARD,
        "Internationale standaard (HTCDS 2.0)",
        "Met namen, voor een ander systeem dat de standaard kent. Alleen als CSV.",
    ),
    (
        PUBLIC,
        "Openbaar bestand",
        "Afgeronde aantallen als rijen, in de kolommen van CTDC. Geen rij is een persoon.",
    ),
)
FORMATS = (("csv", "CSV"), ("xlsx", "XLSX (Excel)"))


class DeliveryForm(forms.Form):
    """What to take out, of which year, and how."""

    soort = forms.ChoiceField(label="Wat", choices=[kind[:2] for kind in KINDS], widget=forms.RadioSelect)
    jaar = forms.IntegerField(label="Jaar", min_value=1990)
    als = forms.ChoiceField(label="Bestand", choices=FORMATS, initial="csv", widget=forms.RadioSelect)

    def clean_jaar(self):
        if self.cleaned_data["jaar"] > clock.today().year:
            raise forms.ValidationError("Dit jaar moet nog komen.")
        return self.cleaned_data["jaar"]
