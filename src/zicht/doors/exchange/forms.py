"""Choosing a file."""

from django import forms

from zicht.chain.intake.importing.files import MOST_BYTES, TOO_LARGE, Unreadable, read_table
from zicht.chain.intake.vocabulary import ImportSource


class UploadForm(forms.Form):
    source = forms.ChoiceField(
        label="Waar komt dit bestand vandaan?",
        choices=ImportSource,
        widget=forms.RadioSelect,
        initial=ImportSource.TIP_LINE,
    )
    file = forms.FileField(
        label="Bestand",
        help_text="CSV of Excel (.xlsx), hoogstens 10 MB. U ziet eerst wat er gebeurt.",
        widget=forms.FileInput({"accept": ".csv,.xlsx"}),
    )

    def clean_file(self) -> bytes:
        """The content of a file that can be read as a list."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        content = upload.read()
        try:
            read_table(content)
        except Unreadable as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return content
