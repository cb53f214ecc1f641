"""The forms of custody. Each carries the key of the row it adds (sent twice, added once) and the version
it was opened on.
"""

import uuid
from datetime import timedelta

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from zicht.chain.custody import receivers, vocabulary
from zicht.chain.custody.vocabulary import CustodyState
from zicht.chain.feedback import guard
from zicht.chain.feedback.vocabulary import Phrase
from zicht.chain.signals.vocabulary import ExploitationForm, Outcome
from zicht.foundation.acts import clock
from zicht.foundation.organisations.models import Municipality
from zicht.foundation.ui.forms import RadioCards

LONG = {"rows": 6}
SHORT = {"rows": 3}
NOBODY_THERE = "Hier is nu niemand aan het werk. Kies een andere ontvanger."
CHOOSE = "Kies wie het signaal overneemt."
OPINION_HINTS = {
    vocabulary.Opinion.SERIOUS_DISADVANTAGE: "De stap vóór arbeidsuitbuiting.",
    vocabulary.Opinion.UNCLEAR: "Ook dat helpt: anderen weten dan dat u keek.",
    vocabulary.Opinion.NOT_TRAFFICKING: "Het signaal blijft vindbaar. Afronden doet u apart.",
}
SELECTED = mark_safe(" selected")
ANY = ("", "Alle")
PERIODS = (("7", "Laatste week"), ("31", "Laatste maand"), ("92", "Laatste drie maanden"), ("", "Altijd"))
UNKNOWN = ("unknown", "Plaats niet bekend")


class CalledForm(forms.Form):
    """The button "Ik heb gebeld": nothing but the key that makes a double click one call."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class SignalForm(forms.Form):
    """A form on a signal."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, page, typed=None):
        """`typed`: what was filled in so far, to show again without judging it."""
        self.page = page
        fresh = {"key": uuid.uuid4(), "version": page.signal.custody.version}
        super().__init__(data, initial=fresh | dict((typed or {}).items()))

    @property
    def answers(self) -> dict:
        """What the person filled in, without the form's own bookkeeping."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "term")}


class ObserveForm(SignalForm):
    text = forms.CharField(
        label="Wat weet u erbij?",
        help_text="Schrijf op wat u zag, hoorde of te weten kwam, en hoe. Wat u toevoegt, blijft staan.",
        max_length=10_000,
        widget=forms.Textarea(LONG),
    )


class AssessForm(SignalForm):
    opinion = forms.ChoiceField(
        label="Wat denkt u?", choices=vocabulary.Opinion, widget=RadioCards(hints=OPINION_HINTS)
    )
    reason = forms.ChoiceField(
        label="Waar baseert u dat op?", choices=vocabulary.OpinionReason, widget=forms.RadioSelect
    )
    note = forms.CharField(label="Toelichting", required=False, max_length=4000, widget=forms.Textarea(SHORT))


STOPPED = "“{}”: {}"
WHY_ALLOWED = "Haal dit weg uit de tekst, of kies hieronder waarom het toch mag."


class GuardedForm(SignalForm):
    """A form with words to the reporter. What the guard stops is named; it goes out only with a reason,
    asked for then.
    """

    guarded = ""
    override = forms.ChoiceField(
        label="Mag dit toch weg?",
        required=False,
        choices=[("", "Nee, ik pas de tekst aan"), *guard.Override.choices],
        widget=forms.HiddenInput,
        help_text="Uw keuze komt in het logboek.",
    )

    def clean(self):
        found = super().clean()
        findings = guard.check(found.get(self.guarded) or "")
        if findings:
            self.fields["override"].widget = forms.RadioSelect(choices=self.fields["override"].choices)
            if not found.get("override"):
                for finding in findings:
                    self.add_error(self.guarded, STOPPED.format(finding.piece, finding.why))
                self.add_error("override", WHY_ALLOWED)
        return found


class MessageForm(GuardedForm):
    guarded = "text"
    phrase = forms.ChoiceField(
        label="Standaardzin",
        required=False,
        choices=[("", "Geen"), *Phrase.choices],
        help_text="De melder leest die in de eigen taal: Nederlands of Engels.",
    )
    text = forms.CharField(
        label="Uw bericht",
        help_text=(
            "Noem geen namen of gegevens van anderen. Iemand kan meekijken op de telefoon van de melder."
        ),
        max_length=4000,
        required=False,
        widget=forms.Textarea(LONG),
    )
    field_order = ("phrase", "text", "override")

    def clean(self):
        found = super().clean()
        if not found.get("text") and not found.get("phrase") and "text" not in self.errors:
            self.add_error("text", "Schrijf iets op, of kies een standaardzin.")
        return found


class ReopenForm(SignalForm):
    reason = forms.CharField(
        label="Wat is er nieuw?",
        help_text="Schrijf geen namen op; dit leest ook wie alleen de kern ziet.",
        max_length=400,
        widget=forms.Textarea(SHORT),
    )


class FinishForm(GuardedForm):
    guarded = "word"
    outcome = forms.ChoiceField(label="Wat is de uitkomst?", choices=Outcome, widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label="Waar baseert u dat op?", choices=vocabulary.OpinionReason, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="Toelichting voor collega's",
        help_text="De melder leest dit niet.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(SHORT),
    )
    word = forms.CharField(
        label="Persoonlijk woord aan de melder",
        help_text=(
            "De melder krijgt altijd een standaardbericht; u ziet het voordat u afrondt. Hier kunt u iets"
            " toevoegen, zonder namen."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(SHORT),
    )
    field_order = ("outcome", "reason", "note", "word", "override")


class OfferForm(SignalForm):
    term = forms.CharField(
        label="Iemand anders zoeken",
        help_text="Naam van een gemeente of organisatie, of een postcode.",
        required=False,
        max_length=60,
    )
    receiver = forms.ChoiceField(
        label="Wie vraagt u?",
        widget=RadioCards,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    task = forms.ChoiceField(
        label="Wat vraagt u?",
        choices=[choice for choice in vocabulary.Task.choices if choice[0] != vocabulary.Task.BE_INFORMED],
    )
    reason = forms.CharField(
        label="Waarom draagt u het over?",
        help_text="De ontvanger leest dit voordat die het hele signaal ziet. Schrijf geen namen op.",
        max_length=400,
        widget=forms.Textarea(SHORT),
    )

    def __init__(self, data=None, *, page, typed=None):
        super().__init__(data, page=page, typed=typed)
        given = data or typed or {}
        found = receivers.search(given.get("term", ""), page.actor)
        chosen = receivers.find(given.get("receiver", ""))
        shown = [*found, *([chosen] if chosen else []), *receivers.likely(page.signal, page.actor)]
        self.shown = {receiver.value: receiver for receiver in shown}
        self.found = len(found)
        self.searched = bool(given.get("term"))
        self.fields["receiver"].choices = [(value, receiver.label) for value, receiver in self.shown.items()]
        self.fields["receiver"].widget.hints = {value: r.hint(page.signal) for value, r in self.shown.items()}

    def clean_receiver(self) -> receivers.Receiver:
        receiver = self.shown[self.cleaned_data["receiver"]]
        if not receiver.staffed:
            raise forms.ValidationError(NOBODY_THERE)
        return receiver


class ReturnForm(forms.Form):
    reason = forms.ChoiceField(
        label="Waarom geeft u het terug?", choices=vocabulary.ReturnReason, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="Wat kan de ander beter doen?",
        help_text="Schrijf geen namen op.",
        required=False,
        max_length=400,
        widget=forms.Textarea(SHORT),
    )


class LongSelect(forms.Select):
    """A choice out of hundreds, written in one go; a template for each option takes longer than the whole
    page.
    """

    def render(self, name, value, attrs=None, renderer=None):
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if key == chosen else "", label) for key, label in self.choices),
        )
        return format_html("<select{}>{}</select>", flatatt({**(attrs or {}), "name": name}), options)


class FilterForm(forms.Form):
    """What to list; every value is a code, so that it may stand in an address."""

    state = forms.ChoiceField(label="Stand", choices=[ANY, *CustodyState.choices], required=False)
    form = forms.ChoiceField(label="Vorm", choices=[ANY, *ExploitationForm.choices], required=False)
    municipality = forms.ChoiceField(label="Gemeente", required=False, widget=LongSelect)
    period = forms.ChoiceField(label="Ontvangen", choices=PERIODS, required=False)
    acute = forms.BooleanField(label="Alleen acuut gevaar", required=False)

    def __init__(self, data):
        super().__init__(data)
        places = Municipality.objects.filter(valid_until=None).values_list("code", "name")
        self.fields["municipality"].choices = [ANY, UNKNOWN, *places]

    @property
    def wanted(self) -> dict[str, str]:
        """The filter as `sec.list_signals` takes it; what is not valid does not narrow the list."""
        given = self.cleaned_data if self.is_valid() else {}
        wanted = {name: given[name] for name in ("state", "form", "municipality") if given.get(name)}
        if given.get("acute"):
            wanted["acute"] = "yes"
        if given.get("period"):
            wanted["since"] = str(clock.today() - timedelta(days=int(given["period"])))
        return wanted


class SearchForm(forms.Form):
    words = forms.CharField(
        label="Zoeken op kenmerk of woord",
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
