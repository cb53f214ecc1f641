"""The forms of the register. Every field about a person may stay empty: unknown stays unknown, nothing is
guessed.
"""

import uuid
from dataclasses import replace

from django import forms

from zicht.casework.register import choices
from zicht.casework.register.persons import numbers
from zicht.casework.register.persons.identity import Identity
from zicht.casework.register.vocabulary import (
    ImmigrationStatus,
    Sex,
)
from zicht.foundation.acts import clock
from zicht.foundation.ui.forms import DateInput

OLDEST_YEAR = 1900
IN_FUTURE = "Deze dag moet nog komen. Kijk de datum nog eens na."
TWO_YEARS = "Dit jaar past niet bij de geboortedatum. Vul één van de twee in."
SECOND_FIRST = "Vul dan ook de eerste nationaliteit in."
NOT_A_PHONE = "Dit is geen telefoonnummer. Schrijf het helemaal, bijvoorbeeld 06 12345678 of +48 601 234 567."
NOT_A_DOCUMENT = "Schrijf de letters en cijfers van het document, of de laatste vier tekens."
CITIZEN_NUMBER = (
    "Dit lijkt een burgerservicenummer. Dat mogen we niet bewaren. Is het een documentnummer, schrijf dan"
    " alleen de laatste vier tekens."
)


class Submission(forms.Form):
    """A form that leads to one row, however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, **kwargs):
        initial = {"key": uuid.uuid4()} | (kwargs.pop("initial", None) or {})
        super().__init__(data, initial=initial, **kwargs)

    @property
    def submission_key(self) -> str:
        return str(self.cleaned_data["key"] or "")


class IdentityForm(Submission):
    """Who it is, as far as known."""

    given_name = forms.CharField(label="Voornaam", max_length=100, required=False)
    initials = forms.CharField(
        label="Voorletters", max_length=20, required=False, help_text="Als u de voornaam niet weet."
    )
    infix = forms.CharField(
        label="Tussenvoegsel", max_length=30, required=False, help_text="Bijvoorbeeld: van de."
    )
    family_name = forms.CharField(label="Achternaam", max_length=100, required=False)
    birth_date = forms.DateField(label="Geboortedatum", required=False, widget=DateInput)
    birth_year = forms.IntegerField(
        label="Geboortejaar", min_value=OLDEST_YEAR, required=False, help_text="Als u alleen het jaar weet."
    )
    sex = forms.ChoiceField(
        label="Geslacht", choices=Sex, initial=Sex.UNKNOWN, required=False, widget=forms.RadioSelect
    )
    nationality = forms.ChoiceField(label="Nationaliteit", choices=choices.country_choices, required=False)
    second_nationality = forms.ChoiceField(
        label="Tweede nationaliteit", choices=choices.country_choices, required=False
    )
    country_of_origin = forms.ChoiceField(
        label="Land van herkomst", choices=choices.country_choices, required=False
    )
    immigration_status = forms.ChoiceField(
        label="Verblijfsstatus", choices=ImmigrationStatus, initial=ImmigrationStatus.UNKNOWN, required=False
    )
    phone = forms.CharField(
        label="Telefoonnummer",
        max_length=30,
        required=False,
        widget=forms.TextInput({"inputmode": "tel"}),
        help_text="Van de persoon zelf. Met 0 of met landnummer, dat maakt niet uit.",
    )
    document = forms.CharField(
        label="Documentnummer",
        max_length=30,
        required=False,
        help_text=(
            "Van een paspoort of ander document, of de laatste vier tekens. Nooit een burgerservicenummer."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, person: Identity, version: int) -> "IdentityForm":
        """Return the form filled with what is known."""
        nationalities = (*person.nationalities, "", "")
        return cls(
            initial={
                **{name: getattr(person, name) for name in cls.base_fields if hasattr(person, name)},
                "nationality": nationalities[0],
                "second_nationality": nationalities[1],
                "version": version,
                "phone": numbers.readable(person.phone),
            }
        )

    def clean_birth_date(self):
        return _past(self.cleaned_data["birth_date"])

    def clean_birth_year(self):
        year = self.cleaned_data["birth_year"]
        if year and year > clock.today().year:
            raise forms.ValidationError(IN_FUTURE)
        return year

    def clean_phone(self):
        return _number(self.cleaned_data["phone"], numbers.phone, NOT_A_PHONE)

    def clean_document(self):
        if numbers.may_be_citizen_number(self.cleaned_data["document"]):
            raise forms.ValidationError(CITIZEN_NUMBER)
        return _number(self.cleaned_data["document"], numbers.document, NOT_A_DOCUMENT)

    @property
    def tells_numbers(self) -> bool:
        """Whether the part with numbers is to be open: something stands there already."""
        return any(self[name].value() for name in ("phone", "document"))

    def clean(self):
        found = super().clean()
        born, year = found.get("birth_date"), found.get("birth_year")
        if born and year and born.year != year:
            self.add_error("birth_year", TWO_YEARS)
        if found.get("second_nationality") and not found.get("nationality"):
            self.add_error("nationality", SECOND_FIRST)
        return found

    @property
    def person(self) -> Identity:
        return self._of(self.cleaned_data)

    @property
    def person_so_far(self) -> Identity:
        """Return what can be used of a form that is still being filled in."""
        blank = dict.fromkeys(self.fields, "") | {"birth_date": None, "birth_year": None}
        return self._of(blank | self.cleaned_data)

    @staticmethod
    def _of(known: dict) -> Identity:
        pair = (known["nationality"], known["second_nationality"])
        return Identity(
            given_name=known["given_name"],
            initials=known["initials"],
            infix=known["infix"],
            family_name=known["family_name"],
            birth_date=known["birth_date"],
            birth_year=None if known["birth_date"] else known["birth_year"],
            sex=known["sex"] or Sex.UNKNOWN,
            nationalities=tuple(dict.fromkeys(code for code in pair if code)),
            country_of_origin=known["country_of_origin"],
            immigration_status=known["immigration_status"] or ImmigrationStatus.UNKNOWN,
            phone=known["phone"],
            document=known["document"],
        )


def with_answers(known: Identity, said: dict) -> Identity:
    """Return a person with the answers that were given; what was not answered stays as it was."""
    plain = ("given_name", "initials", "family_name", "birth_date", "birth_year", "country_of_origin")
    answers = {name: said[name] for name in plain if said.get(name)}
    if said.get("sex") not in (None, "", Sex.UNKNOWN):
        answers["sex"] = said["sex"]
    if said.get("nationality"):
        answers["nationalities"] = (said["nationality"],)
    if said.get("immigration_status") not in (None, "", ImmigrationStatus.UNKNOWN):
        answers["immigration_status"] = said["immigration_status"]
    if answers.get("birth_date"):
        answers["birth_year"] = None
    return replace(known, **answers)


def _past(day):
    if day and day > clock.today():
        raise forms.ValidationError(IN_FUTURE)
    return day


def _number(text: str, read, otherwise: str) -> str:
    found = read(text)
    if text and not found:
        raise forms.ValidationError(otherwise)
    return found
