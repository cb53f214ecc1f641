"""Forms about colleagues."""

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django import forms
from django.contrib.auth.password_validation import validate_password

from zicht.foundation.accounts import limits, new_password
from zicht.foundation.accounts.words import NOT_IN_THE_LIST
from zicht.foundation.organisations.vocabulary import Function
from zicht.foundation.ui.forms import DateInput


class SignInForm(LoginForm):
    """Address and password, without the label again inside the field; the way to a new password stands
    once, under the form.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class CountedCode:
    """A code of the second factor; wrong ones count."""

    def clean_code(self):
        with limits.trying("second-factor", context.request, self.user.email):
            return super().clean_code()


class CodeForm(CountedCode, AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(CountedCode, ReauthenticateForm):
    """The second factor once more, within a session."""


class OwnPasswordForm(ChangePasswordForm):
    """Another password, by who knows the present one; wrong ones count."""

    def clean_oldpassword(self):
        with limits.trying("own-password", context.request, self.user.email):
            return super().clean_oldpassword()


class NewPasswordForm(ResetPasswordForm):
    """A new password by mail. Nothing here looks whether the address is known."""

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        limits.take("new-password", context.request, email)
        return email

    def save(self, request, **kwargs):
        new_password.ask(self.cleaned_data["email"])
        return self.cleaned_data["email"]


class InvitationForm(forms.Form):
    """Who is invited, for which of the functions that the organisation can have."""

    name = forms.CharField(label="Naam", max_length=120)
    email = forms.EmailField(label="E-mailadres van het werk")
    function = forms.ChoiceField(label="Functie", choices=Function.choices)
    deputy = forms.BooleanField(
        label="Als plaatsvervanger",
        required=False,
        help_text="Een plaatsvervanger is aan zet als de eerste persoon er niet is.",
    )

    def __init__(self, *args, functions, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["function"]
        field.choices = [(each.value, each.label) for each in Function if each in functions]
        field.error_messages["invalid_choice"] = NOT_IN_THE_LIST


class AbsenceForm(forms.Form):
    """From which day until which day someone is away."""

    starts_on = forms.DateField(label="Eerste dag", widget=DateInput)
    ends_on = forms.DateField(label="Laatste dag", widget=DateInput)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", "De laatste dag ligt voor de eerste. Kies een latere dag.")
        return cleaned


class AcceptForm(forms.Form):
    """The password a new colleague chooses."""

    password = forms.CharField(
        label="Kies een wachtwoord",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Minstens 12 tekens. Een korte zin is makkelijk te onthouden en moeilijk te raden.",
    )

    def clean_password(self):
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]
