"""One way to show a form: `FORM_RENDERER = "zicht.foundation.ui.renderers.FormRenderer"`.

With that setting `{{ form }}` gives the error summary and every field with label, hint and error beside it;
`{{ form.field.as_field_group }}` gives one field.
"""

from pathlib import Path

import django.forms
from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.utils.functional import cached_property

_TEMPLATES = Path(__file__).parent / "templates"
_DJANGO_TEMPLATES = Path(django.forms.__file__).parent / "templates"

_CLASSES = (  # first match counts
    (forms.HiddenInput, ""),
    (forms.FileInput, "zicht-file"),
    (forms.CheckboxInput, "utrecht-checkbox utrecht-checkbox--custom utrecht-checkbox--html-input"),
    (forms.CheckboxSelectMultiple, "utrecht-checkbox utrecht-checkbox--custom utrecht-checkbox--html-input"),
    (forms.RadioSelect, "utrecht-radio-button utrecht-radio-button--html-input"),
    (forms.Select, "utrecht-select utrecht-select--html-select"),
    (forms.Textarea, "utrecht-textarea utrecht-textarea--html-textarea"),
    (forms.widgets.Input, "utrecht-textbox utrecht-textbox--html-input"),
)

_BLUNT = "Dit veld is verplicht."  # Django's own Dutch; a screen in another language keeps its own words
_KIND = (  # first match counts
    (forms.BooleanField, "Vink dit nog aan."),
    (forms.FileField, "Voeg nog een bestand toe."),
    (forms.ChoiceField, "Kies nog een antwoord."),
    (forms.ModelChoiceField, "Kies nog een antwoord."),
    (forms.Field, "Vul dit nog in."),
)
_LIMITS = {
    "min_value": "Vul een getal in van %(limit_value)s of hoger.",
    "max_value": "Vul een getal in van %(limit_value)s of lager.",
}


class StyledBoundField(BoundField):
    """A bound field whose widget carries the classes of the design system and whose words do not blame."""

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        if str(field.error_messages["required"]) == _BLUNT:
            field.error_messages = (
                _LIMITS
                | field.error_messages
                | {"required": next(text for kind, text in _KIND if isinstance(field, kind))}
            )

    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        classes = f"{widget_classes(widget, bool(self.errors))} {widget.attrs.get('class', '')}".strip()
        return {**attrs, "class": classes} if classes else attrs

    @property
    def is_single_checkbox(self):
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def label_before_error(self):
        """The label as the error summary begins with it: 'Plaats: ' or 'Waar was dit? '."""
        return f"{self.label} " if str(self.label).endswith(("?", ".", "!")) else f"{self.label}: "

    @property
    def first_input_id(self):
        """The id to jump to from the error summary, also where the field is a group of inputs."""
        return self.id_for_label or f"{self.auto_id}_0"


def widget_classes(widget, invalid):
    """The design system's classes for this widget, '' for a hidden or unknown one."""
    classes = next((classes for kind, classes in _CLASSES if isinstance(widget, kind)), "")
    block = classes.split(" ")[0]
    return f"{classes} {block}--invalid" if invalid and block.startswith("utrecht-") else classes


class FormRenderer(DjangoTemplates):
    """Renders every form of the product through `ui/forms/`; our widget templates go before Django's."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = StyledBoundField

    @cached_property
    def engine(self):
        return self.backend(
            {
                "APP_DIRS": True,
                "DIRS": [_TEMPLATES, _DJANGO_TEMPLATES],
                "NAME": "zichtforms",
                "OPTIONS": {},
            }
        )
