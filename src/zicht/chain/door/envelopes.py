"""Words that people write at the public door, which may come in an envelope that their browser made.

A field `what` comes readable as `what`, or in an envelope as `envelope_what`. A page that shows a field
whose envelope is already here, and whose words this browser no longer knows, sends `keep_what`: a tick
that leaves the envelope as it is.
"""

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from zicht.foundation.vault import envelopes
from zicht.foundation.vault.sealing import CannotOpen

UNREADABLE = _(
    "We kunnen niet lezen wat u hier schreef. Staat het er nog? Ga dan verder. Is het leeg? Schrijf het dan"
    " opnieuw."
)
STANDS_IN = "…"
"""What a check sees of words in an envelope that is not opened yet."""


def words_of(fields: Mapping[str, forms.Field]) -> Iterable[str]:
    """Return the names of the fields that are answered in one's own words."""
    return [
        name
        for name, field in fields.items()
        if isinstance(field, forms.CharField) and not field.widget.is_hidden
    ]


def envelope_for(name: str, data: Mapping[str, str], before: str = "") -> str:
    """Return the envelope that stands for a field after a page was sent; empty when its words came readable
    or were taken out.

    `before`: the envelope that stood for it until now."""
    if data.get(name, "").strip():
        return ""
    if sent := data.get(f"envelope_{name}", ""):
        return sent
    if name not in data:  # not the whole page was sent, as after a reload
        return before
    return before if before and data.get(f"keep_{name}") == envelopes.mark(before) else ""


def opened(found: Mapping[str, str]) -> dict[str, str | None]:
    """Return what is in envelopes, by field; None where one cannot be opened."""
    return {name: _opened(envelope) for name, envelope in found.items()}


def _opened(envelope: str) -> str | None:
    try:
        return envelopes.opened(envelope)
    except CannotOpen:
        return None


class WordsForm(forms.Form):
    """A form of the public door. `envelopes`: by field, what stands for its words; `opened`: what is in them,
    to check it.

    Opened words are in `cleaned_data` only: what the form shows stays empty there, and the browser fills
    in what it remembers.
    """

    use_required_attribute = False

    def __init__(
        self,
        data=None,
        *,
        envelopes: Mapping[str, str] | None = None,
        opened: Mapping[str, str | None] | None = None,
        **options,
    ):
        super().__init__(data, **options)
        self.envelopes = {
            name: found for name in words_of(self.fields) if (found := (envelopes or {}).get(name))
        }
        self._words = opened or {}
        for name in words_of(self.fields):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "data-words": self.mark(name)}

    @property
    def has_words(self) -> bool:
        return bool(words_of(self.fields))

    def mark(self, name: str) -> str:
        """Return by what the page knows the envelope of a field again; empty without one."""
        return envelopes.mark(self.envelopes.get(name, ""))

    @property
    def recipient(self) -> str:
        """What the browser encrypts to; empty on a page that says it could not be read: then it may come
        readable."""
        return "" if self._unreadable else envelopes.recipient()

    @property
    def _unreadable(self) -> bool:
        return self.is_bound and any(self.has_error(name, "unreadable") for name in self.envelopes)

    @property
    def locked(self) -> list[tuple[str, str]]:
        """Field and mark of the envelopes that travel along; not those that could not be read."""
        return [
            (name, self.mark(name))
            for name in self.envelopes
            if not (self.is_bound and self.errors.get(name))
        ]

    def full_clean(self):
        shown, problems = self.data, {}
        if self.is_bound and self.envelopes:
            self.data = dict(shown.items()) | {name: self._seen(name, problems) for name in self.envelopes}
        super().full_clean()
        self.data = shown
        for name, problem in problems.items():
            self._errors.pop(name, None)
            self.add_error(name, problem)

    def _seen(self, name: str, problems: dict) -> str:
        """What a check sees of a field in an envelope."""
        field, words = self.fields[name], self._words.get(name, STANDS_IN)
        if field.max_length and not envelopes.fits(self.envelopes[name], field.max_length):
            problems[name] = forms.ValidationError(
                field.error_messages.get("max_length", UNREADABLE), "too_long"
            )
        elif words is None:
            problems[name] = forms.ValidationError(UNREADABLE, "unreadable")
        return words or ""
