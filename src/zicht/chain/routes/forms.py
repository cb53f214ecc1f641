"""Forms of the route pages: trying a signal out, choosing an area, and the text of a version."""

import json
from typing import Any

from django import forms

from zicht.chain.routes import services
from zicht.chain.routes.queries import Area, municipalities_in
from zicht.chain.routes.reading import as_text, line_of
from zicht.chain.routes.route import Facts, Problem
from zicht.chain.routes.vocabulary import FORMS
from zicht.foundation.ui.forms import RadioCards

UNKNOWN = "onbekend"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


class PlaceForm(forms.Form):
    """A municipality that exists today, or that the place is not known."""

    gemeente = forms.ChoiceField(label="Gemeente")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = [(UNKNOWN, "Plaats onbekend"), *municipalities_in(Area()).items()]


class TryOutForm(PlaceForm):
    """A signal that might come."""

    vorm = forms.ChoiceField(
        label="Vorm", choices=[(slug, _capital(name)) for slug, name in FORMS.items()], widget=RadioCards
    )
    minderjarig = forms.TypedChoiceField(
        label="Gaat het om een minderjarige?",
        choices=[("", "Niet bekend"), ("ja", "Ja"), ("nee", "Nee")],
        coerce=lambda answer: answer == "ja",
        empty_value=None,
        required=False,
        widget=RadioCards,
    )
    acuut = forms.BooleanField(label="Er is acuut gevaar", required=False)
    geen_politie = forms.BooleanField(label="Het slachtoffer wil geen politie", required=False)
    ernstige_benadeling = forms.BooleanField(label="Er is ernstige benadeling op het werk", required=False)

    def facts(self) -> Facts:
        given = self.cleaned_data
        return Facts(
            None if given["gemeente"] == UNKNOWN else given["gemeente"],
            given["vorm"],
            serious_disadvantage=given["ernstige_benadeling"],
            minor=given["minderjarig"],
            acute=given["acuut"],
            no_police=given["geen_politie"],
        )


class AreaForm(forms.Form):
    """The area a new version is for; only areas of the acting organisation."""

    gebied = forms.ChoiceField(label="Voor welk gebied maakt u een nieuwe versie?")

    def __init__(self, *args, areas: list[Area], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gebied"].choices = [(area.code, str(area)) for area in areas]


class DocumentForm(forms.Form):
    """The rules of a version as JSON. `seen` tells which text the page showed."""

    tekst = forms.CharField(
        label="Regels",
        help_text=(
            "Elke regel heeft een naam, een reden, voorwaarden en stappen. Na het opslaan staat bij elke fout"
            " de plek."
        ),
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "autocomplete": "off"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    @classmethod
    def showing(cls, document: Any) -> "DocumentForm":
        return cls(initial={"tekst": as_text(document), "seen": services.fingerprint(document)})

    def clean_tekst(self) -> Any:
        try:
            document = json.loads(self.cleaned_data["tekst"])
            written = json.dumps(document, ensure_ascii=False, allow_nan=False)
            written.encode()
        except json.JSONDecodeError as error:
            wrong = f"Hier klopt de schrijfwijze niet: regel {error.lineno}, teken {error.colno}."
            raise forms.ValidationError(wrong) from error
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(
                "Er staat een getal of teken in dat niet bewaard kan worden."
            ) from error
        if "\\u0000" in written:
            raise forms.ValidationError("Er staat een leeg teken in dat niet bewaard kan worden.")
        return document

    def name_problems(self, problems: tuple[Problem, ...]) -> None:
        """Put each problem at the field, with the line it is on."""
        document = self.cleaned_data["tekst"]
        for problem in problems:
            self.add_error("tekst", f"Regel {line_of(document, problem.path)}, {problem}")
