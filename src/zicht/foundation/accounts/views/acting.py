"""For which organisation someone acts, and signing in with a demonstration account."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from zicht.foundation.access import Permission, access, public_page
from zicht.foundation.accounts.models import Account
from zicht.foundation.accounts.recording import put_on_record
from zicht.foundation.accounts.sessions import ORGANISATION_KEY
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@access(Permission.WORK_OWN)
def choose_organisation(request):
    """Choose for which of the own organisations to act from now on; unknown ones are refused (404)."""
    choices = {str(key): name for key, name in request.actor.other_organisations}
    if request.method == "POST":
        chosen = request.POST.get("organisation", "")
        if chosen not in choices:
            raise Http404
        request.session[ORGANISATION_KEY] = chosen
        audit.record(request.actor, Action.ORGANISATION_CHOSEN, "organisation", chosen)
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/choose_organisation.html", {"choices": choices})


@public_page
@require_POST
def demonstration(request):
    """Sign in as one of the showcase people; exists in the demonstration only."""
    if not settings.DEMO:
        raise Http404
    account = get_object_or_404(Account, pk=request.POST.get("account"), showcase=True)
    login(request, account, backend=BACKEND)
    record_authentication(request, account, method="mfa", type="demonstration")
    put_on_record(account.pk, Action.SIGNED_IN, by="demonstration")
    return redirect(settings.LOGIN_REDIRECT_URL)
