"""Widgets in the look of Zicht: cards, chips and the browser's own pickers. All other widgets are
Django's.
"""

from django import forms


class _HintedChoices:
    """Choices that can explain themselves: `hints={value: "one sentence"}`."""

    def __init__(self, *args, hints=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.hints = hints or {}

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        return {**option, "hint": self.hints.get(getattr(value, "value", value), "")}


class RadioCards(_HintedChoices, forms.RadioSelect):
    """One choice out of a few, each a card with an optional hint."""

    template_name = "ui/widgets/cards.html"


class CheckboxCards(_HintedChoices, forms.CheckboxSelectMultiple):
    """Several choices, each a card with an optional hint."""

    template_name = "ui/widgets/cards.html"


class Chips(forms.CheckboxSelectMultiple):
    """Many short choices to tap, such as indicators; groups of choices get a heading."""

    template_name = "ui/widgets/chips.html"


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own time picker."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """The browser's own picker for a date with a time."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
