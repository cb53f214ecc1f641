"""One page of the public report: a question with its fields, or a notice."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zicht.chain.door.envelopes import WordsForm
from zicht.foundation.ui.forms import RadioCards

YES, NO, UNKNOWN = "yes", "no", "unknown"
YES_NO_UNKNOWN = [
    (YES, pgettext_lazy("antwoord", "Ja")),
    (NO, pgettext_lazy("antwoord", "Nee")),
    (UNKNOWN, _("Dat weet ik niet")),
]
BEGIN, WHAT, WHERE, ANSWER, CHECK = (
    _("Begin"),
    _("Wat er gebeurt"),
    _("Waar en wanneer"),
    _("Antwoord"),
    _("Controleren"),
)


class Question(WordsForm):
    """One page of the report. `slug` is its name in the form, `phase` its place in the step indicator."""

    slug = ""
    phase = BEGIN
    title = ""
    lead = ""
    short = ""
    page = "report/question.html"

    def __init__(self, data=None, *, given, **options):
        self.given = given
        super().__init__(data, initial=given, **options)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"
        if len(self.fields) == 1:
            next(iter(self.fields.values())).label = self.heading

    @classmethod
    def applies(cls, given) -> bool:
        return True

    @property
    def heading(self):
        return self.title

    @property
    def name(self):
        """What the question is called on the page where everything is checked."""
        return self.short or _short(next(iter(self.visible_fields())))

    @property
    def is_answered(self) -> bool:
        return any(value or mark for _, value, mark in self.answers())

    def answers(self) -> list[tuple[str, str, str]]:
        """Return (question, answer in words, mark of its envelope) for the page where everything is
        checked."""
        return [
            (_short(field), self.in_words(field.name), self.mark(field.name))
            for field in self.visible_fields()
        ]

    def in_words(self, name: str) -> str:
        """Return an answer as the visitor knows it; empty when it stayed open."""
        value, field = self.given.get(name, ""), self.fields[name]
        return str(dict(field.choices).get(value, "")) if isinstance(field, forms.ChoiceField) else value


def _short(field) -> str:
    return str(getattr(field.field, "short_label", field.label))


class Notice(Question):
    """A page that tells something and asks nothing."""

    def answers(self):
        return []


def choice(label, choices, short="", hints=None, **options):
    """A question with a few answers, none of them obligatory."""
    field = forms.ChoiceField(
        label=label, choices=choices, required=False, widget=RadioCards(hints=hints), **options
    )
    field.short_label = short or label
    return field


def words(label, hint="", short="", letters=200, **options):
    """A question that is answered in one's own words, in one line."""
    field = forms.CharField(label=label, help_text=hint, max_length=letters, required=False, **options)
    field.short_label = short or label
    return field
