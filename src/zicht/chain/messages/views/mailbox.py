"""Reading the answer with a receipt, and writing back. The receipt travels sealed in the page, for twenty
minutes.

A code that is mistyped, one that never existed and one whose time is over get the same answer. What a
reporter writes may come in envelopes (see `door.envelopes`); they are opened when it is sent.
"""

import secrets

from django import forms
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from zicht.chain.door import receipts
from zicht.chain.door.envelopes import WordsForm, envelope_for, opened, words_of
from zicht.chain.door.state import VISIT, VISIT_MINUTES, NotCarried, carried, carry
from zicht.chain.feedback.reach import REACH, ReachForm
from zicht.chain.messages import mailbox as box
from zicht.chain.messages import public_guard
from zicht.foundation.access import public_form
from zicht.foundation.vault import envelopes

MOST_LETTERS = 10_000
UNKNOWN = _(
    "Met deze code vinden we niets. Kijk of er twintig letters en cijfers staan, en probeer het nog eens."
)
STEPS = (_("Ontvangen"), _("Iemand is ermee bezig"), _("Afgerond"))


class CodeForm(forms.Form):
    use_required_attribute = False
    code = forms.CharField(
        label=_("Uw code"),
        help_text=_("Streepjes, spaties en hoofdletters maken niet uit."),
        error_messages={"required": UNKNOWN},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "size": 28}
        ),
    )

    def clean_code(self) -> str:
        code = receipts.normalised(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(UNKNOWN)
        return code


class MessageForm(WordsForm):
    text = forms.CharField(
        label=_("Wilt u iets vragen of toevoegen?"),
        help_text=_("Wie aan uw melding werkt, kan dit lezen. U hoeft geen namen te noemen."),
        max_length=MOST_LETTERS,
        error_messages={"required": _("Schrijf eerst iets op.")},
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)


class WishForm(forms.Form):
    """What the reporter wants about investigators, from now on."""

    wish = forms.ChoiceField(
        label=_("Wat wilt u vanaf nu?"),
        choices=[
            ("none", _("Geen contact met politie of andere opsporing")),
            ("may", _("Het mag, als dat mij helpt")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat u vanaf nu wilt.")},
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
@public_form
def mailbox(request):
    """Ask for the code; with it show the answer; with that take what the reporter adds."""
    if request.method != "POST":
        return _ask(request, CodeForm())
    if "visit" in request.POST:
        return _visit(request)
    form = CodeForm(request.POST)
    if request.POST.get("go") == "stay":
        return _ask(request, CodeForm(initial={"code": request.POST.get("code", "")}))
    if not form.is_valid():
        return _ask(request, form, status=422)
    code = form.cleaned_data["code"]
    if public_guard.under_attack() and not public_guard.let_through(
        code, request.POST.get("sum", ""), request.POST.get("answer", "")
    ):
        typed = CodeForm(initial={"code": request.POST["code"]})
        return _ask(request, typed, sum=public_guard.sum_for(code), bits=public_guard.BITS)
    return _open(request, code, typed=_kept(request))


def _visit(request):
    """A page of the mailbox came back; after twenty minutes the code is asked again and what was typed
    travels along."""
    try:
        receipt = carried(VISIT, request.POST["visit"])
    except NotCarried:
        return _ask(request, CodeForm(), too_late=True, kept=carry("words", _typed(request), VISIT_MINUTES))
    if request.POST.get("go") == "reach":
        return _choose(request, receipt)
    if request.POST.get("go") == "wish":
        return _wish(request, receipt)
    if request.POST.get("go") != "write":
        return _open(request, receipt, typed=_typed(request))
    form = _sent(MessageForm, request)
    if not form.is_valid():
        return _open(request, receipt, form=form)
    box.write(receipt, form.cleaned_data["text"], form.cleaned_data["key"])
    return _open(request, receipt, added=True)


def _choose(request, receipt: str):
    """Keep how the reporter may be reached."""
    form = _sent(ReachForm, request, auto_id="reach_%s")
    if not form.is_valid():
        return _open(request, receipt, reach_form=form)
    box.write(receipt, form.words, form.cleaned_data["key"], REACH)
    return _open(request, receipt, chosen=True)


def _wish(request, receipt: str):
    """Keep what the reporter wants about investigators; what was typed elsewhere on the page stays there."""
    form = WishForm(request.POST, auto_id="wish_%s")
    if not form.is_valid():
        return _open(request, receipt, wish_form=form, typed=_typed(request))
    box.change_wish(receipt, form.cleaned_data["wish"] == "none", form.cleaned_data["key"])
    return _open(request, receipt, wished=True, typed=_typed(request))


def _sent(kind: type[WordsForm], request, **options) -> WordsForm:
    """The form as it came back, with what is in its envelopes."""
    found = _envelopes(request, words_of(kind.base_fields))
    return kind(request.POST, envelopes=found, opened=opened(found), **options)


def _envelopes(request, names) -> dict[str, str]:
    before = {"text": _kept(request).get("envelope", "")}
    found = {name: envelope_for(name, request.POST, before.get(name, "")) for name in names}
    return {name: envelope for name, envelope in found.items() if envelope}


def _open(
    request,
    receipt: str,
    *,
    form: WordsForm | None = None,
    reach_form: WordsForm | None = None,
    wish_form: WishForm | None = None,
    typed: dict | None = None,
    **done,
):
    """`typed`: what was written before, as `_typed` tells it."""
    mailbox, typed = box.open_mailbox(receipt), typed or {}
    if mailbox is None:
        public_guard.note_wrong()
        return _ask(request, _not_found(request), status=422)
    context = {
        "mailbox": mailbox,
        "steps": STEPS,
        "form": (
            form
            or MessageForm(
                initial={"text": typed.get("text", ""), "key": secrets.token_hex(16)},
                envelopes={"text": typed.get("envelope", "")},
            )
        ),
        "kept": carry("words", typed, VISIT_MINUTES) if typed.get("envelope") else "",
        "reach_form": reach_form or ReachForm(initial={"key": secrets.token_hex(16)}, auto_id="reach_%s"),
        "wish_form": wish_form or WishForm(initial={"key": secrets.token_hex(16)}, auto_id="wish_%s"),
        "visit": carry(VISIT, receipt, VISIT_MINUTES),
    }
    wrong = form or reach_form or wish_form
    return render(request, "mailbox/mailbox.html", context | done, status=422 if wrong else 200)


def _not_found(request) -> CodeForm:
    form = CodeForm(request.POST)
    if form.is_valid():
        form.add_error("code", UNKNOWN)
    return form


def _ask(request, form: CodeForm, status: int = 200, **context):
    return render(
        request,
        "mailbox/code.html",
        {"form": form, "kept": request.POST.get("kept", "")} | context,
        status=status,
    )


def _typed(request) -> dict[str, str]:
    """What was written in whichever form came back, so that none of it is lost: readable as `text`, or as
    an `envelope`."""
    names = ("text", "contact", "moment")
    found = _envelopes(request, names)
    readable = "\n".join(filter(None, (request.POST.get(name, "").strip() for name in names)))
    if not found:
        return {"text": readable}
    if len(found) == 1 and not readable:
        return {"envelope": next(iter(found.values()))}
    return {"envelope": envelopes.closed("\n".join(filter(None, (readable, *opened(found).values()))))}


def _kept(request) -> dict[str, str]:
    try:
        return carried("words", request.POST.get("kept", ""))
    except NotCarried:
        return {}
