"""How a reporter without an account can be reached safely, chosen by the reporter (FB3).

Without a choice everything stays in the mailbox. What is chosen becomes a word to those who work on the
report, sealed as every other; Zicht itself never calls, mails or writes. In the mailbox it is not
repeated: who looks along learns nothing from it.
"""

from django import forms
from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from zicht.chain.door.envelopes import WordsForm

REACH = "reach"
"""The `detail` of such a word."""
WISH = "wish"
"""The `detail` of words in which a reporter says whether investigators may come in."""
DANGER = "danger"
"""The `detail` of words in which a reporter tells danger that was not told before."""
MOST_LETTERS = 500


class Channel(TextChoices):
    """Ways to reach a reporter."""

    HERE = "here", _("Alleen hier, met mijn code")
    CALL = "call", _("Bellen")
    TEXT = "text", _("Een bericht op mijn telefoon")
    MAIL = "mail", _("Een e-mail")


class ReachForm(WordsForm):
    """The way and the time that are safe."""

    channel = forms.ChoiceField(
        label=_("Hoe mogen we u bereiken?"),
        choices=Channel,
        initial=Channel.HERE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat voor u veilig is.")},
    )
    contact = forms.CharField(
        label=_("Telefoonnummer of e-mailadres"),
        help_text=_("Laat dit leeg als iemand uw telefoon of post kan zien."),
        max_length=MOST_LETTERS,
        required=False,
    )
    moment = forms.CharField(
        label=_("Wanneer en hoe is dat veilig?"),
        help_text=_("Bijvoorbeeld: alleen overdag, alleen een bericht, niet bellen."),
        max_length=MOST_LETTERS,
        required=False,
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def clean(self):
        said = super().clean()
        if said.get("channel", Channel.HERE) != Channel.HERE and not said.get("contact"):
            self.add_error("contact", _("Schrijf op waar we u kunnen bereiken, of kies: alleen hier."))
        return said

    @property
    def words(self) -> str:
        """What those who work on the report read, in Dutch; the reporter's own words as they are."""
        said = self.cleaned_data
        if said["channel"] == Channel.HERE:
            return "De melder wil alleen hier antwoord. Bel, mail of schrijf niet."
        with translation.override("nl"):
            parts = [f"Hoe: {Channel(said['channel']).label.lower()}", f"Waar: {said['contact']}"]
        return "\n".join(
            [*parts, f"Wanneer en hoe dat veilig is: {said['moment'] or 'niet gezegd; vraag het eerst hier'}"]
        )
