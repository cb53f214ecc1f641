"""Which year, and as known on which day."""

from django import forms

from zicht.foundation.acts import clock
from zicht.foundation.ui.forms import DateInput


class AsKnownForm(forms.Form):
    """Which year, and as known on which day."""

    jaar = forms.IntegerField(label="Jaar", min_value=1990, max_value=2100)
    op = forms.DateField(label="Zoals bekend op", widget=DateInput)

    def clean_op(self):
        if self.cleaned_data["op"] > clock.today():
            raise forms.ValidationError("Deze dag moet nog komen.")
        return self.cleaned_data["op"]
