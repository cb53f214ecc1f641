"""The quick report: six fields, for a phone at a front door (IN3)."""

import re

from django import forms

from zicht.chain.door.receipts import new_submission_key
from zicht.chain.intake.places import Places
from zicht.chain.intake.services import NewAttachment
from zicht.chain.signals.vocabulary import ExploitationForm, ReporterKind
from zicht.foundation.ui.forms import Chips, RadioCards
from zicht.reference.signal_cards import indicators

MOST_PHOTOS = 3
PROFESSIONALS = [
    (kind.value, kind.label)
    for kind in ReporterKind
    if kind not in (ReporterKind.CITIZEN, ReporterKind.VICTIM, ReporterKind.RELATIVE, ReporterKind.UNKNOWN)
]
FORMS = [
    (ExploitationForm.UNKNOWN.value, "Weet ik nog niet"),
    *((form.value, form.label) for form in ExploitationForm if form != ExploitationForm.UNKNOWN),
]
CIRCUMSTANCES = [
    ("acute", "Er is nu gevaar"),
    ("minor", "Iemand is jonger dan 18"),
    ("no_police", "Het slachtoffer wil geen politie"),
]
PLACE_UNKNOWN = (
    "Deze plaats kennen we niet. Kies een gemeente of postcode, of laat dit leeg als u het niet weet."
)
PLACE_SHARED = "Deze plaats ligt in meer gemeenten: {}. Typ de gemeente die u bedoelt."


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Up to three photos; the clean value is a tuple of attachments made anew from their pixels."""

    def clean(self, data, initial=None):
        from zicht.chain.intake import images  # brings Pillow

        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > MOST_PHOTOS:
            raise forms.ValidationError(f"U kunt hoogstens {MOST_PHOTOS} foto's meesturen.")
        try:
            return tuple(_attachment(file) for file in files)
        except images.NotAPhoto as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class QuickForm(forms.Form):
    what = forms.CharField(
        label="Wat zag of hoorde u?",
        help_text="Ook het adres en wanneer het was, als u dat weet.",
        max_length=10_000,
        widget=forms.Textarea({"rows": 5}),
    )
    form = forms.ChoiceField(
        label="Waar lijkt het op?", choices=FORMS, initial=ExploitationForm.UNKNOWN, widget=RadioCards
    )
    indicators = forms.MultipleChoiceField(
        label="Wat viel u op?",
        required=False,
        choices=[(chip.slug, chip.label) for chip in indicators().values()],
    )
    place = forms.CharField(
        label="In welke gemeente?",
        help_text="Een gemeente, plaats of postcode.",
        required=False,
        max_length=80,
        widget=forms.TextInput({"list": "gemeenten", "autocomplete": "off"}),
    )
    circumstances = forms.MultipleChoiceField(
        label="Geldt dit ook?",
        required=False,
        choices=CIRCUMSTANCES,
        widget=Chips,
        help_text="Is er nu gevaar? Bel eerst <a href='tel:112'>112</a>.",
    )
    photos = PhotosField(
        label="Foto's",
        required=False,
        help_text=(
            "Hoogstens drie. Plaats, tijd en toestel halen we eruit. Foto's blijven niet in een concept"
            " staan."
        ),
        widget=PhotosInput({"accept": "image/jpeg,image/png,image/webp"}),
    )
    reporter_kind = forms.ChoiceField(label="U geeft dit signaal als", choices=PROFESSIONALS)
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, *, reporter_kind, place="", draft=None):
        """`draft`: an opened draft to go on with; it keeps its key, so that it is submitted once."""
        fresh = {"key": new_submission_key(), "reporter_kind": reporter_kind, "place": place}
        kept = {"key": draft.id.hex, **draft.answers} if draft else {}
        super().__init__(data, files, initial=fresh | kept)

    @property
    def typed(self) -> dict:
        """What was filled in, to keep in a draft: unjudged, without photos."""
        single = {
            name: self.data.get(name, "")[:10_000] for name in ("what", "form", "place", "reporter_kind")
        }
        return single | {name: self.data.getlist(name)[:100] for name in ("indicators", "circumstances")}

    def clean_place(self) -> str | None:
        """The code of the municipality; None when nothing was filled in."""
        text = self.cleaned_data["place"]
        if not text:
            return None
        places = Places.load()
        found = places.find(text)
        if not found:
            raise forms.ValidationError(PLACE_UNKNOWN)
        if len(found) > 1:
            raise forms.ValidationError(PLACE_SHARED.format(", ".join(places.labels[code] for code in found)))
        return found[0]


def _attachment(file) -> NewAttachment:
    from zicht.chain.intake import images

    name = re.sub(r"\.\w{1,5}$", "", file.name or "")[:80] or "Foto"
    return NewAttachment(f"{name}.jpg", images.MEDIA_TYPE, images.from_pixels(file.read()))
