"""The page on which a care coordinator notes whether the person concerned wants investigators."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from zicht.chain.agreements.vocabulary import Level
from zicht.chain.sharing import forms
from zicht.chain.sharing.services import deciding, wishes
from zicht.chain.signals.models import Signal
from zicht.chain.signals.wishes import holding
from zicht.foundation.access import Permission, access
from zicht.foundation.acts.attempts import attempt

NOTED = {
    True: "Vastgelegd: geen opsporing. Nieuwe opsporingsdiensten komen er niet bij.",
    False: "Vastgelegd: opsporing mag. U kunt het nu aanbieden; er gaat niets vanzelf.",
}


@access(Permission.WISH_NOTE)
def wish(request, signal_id):
    """Note what the person concerned wants from now on; the page says what that changes, before it is
    kept."""
    signal = Signal.objects.annotate(wants_no_police=holding()).filter(pk=signal_id).first()
    if signal is None or deciding.own_level(signal_id) < Level.FULL:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    tried = attempt(forms.WishForm(sent), lambda form: _noted(signal_id, form, request.actor))
    back = reverse("custody:signal", args=[signal_id])
    if tried.accepted:
        messages.success(request, NOTED[tried.result.no_police])
        return redirect(back)
    if tried.refusal:
        tried.form.add_error("wish", tried.refusal)
    has = wishes.investigators_with(signal_id)
    context = {"form": tried.form, "signal": signal, "back": back, "has": has}
    return render(request, "sharing/wish.html", context, status=tried.status)


def _noted(signal_id, form, actor):
    said = form.cleaned_data
    none = said["wish"] == "none"
    return wishes.note(signal_id, none, said["manner"], actor=actor, key=said["key"])
