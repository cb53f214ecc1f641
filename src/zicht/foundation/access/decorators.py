"""The decorators every view and every use case carries. A view without one is found by `tests/rules`."""

import functools
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from zicht.foundation.access.permissions import Permission
from zicht.foundation.access.transaction import acting, current_actor
from zicht.foundation.audit import services as audit


def access(permission: Permission):
    """A page for signed-in people with `permission`: not signed in → sign-in page, without the permission →
    403.

    The view and its rendering run inside the actor's transaction; the response leaves after the commit, so
    that what was read is on record first. Rows the actor may not see do not exist for it: 404."""

    def decorate(view):
        @functools.wraps(view)
        def guarded(request, *args, **kwargs):
            if request.actor is None:
                return redirect_to_sign_in(request)
            if not request.actor.may(permission):
                raise PermissionDenied
            with acting(request.actor):
                response = _rendered(view(request, *args, **kwargs))
            response.setdefault("Cache-Control", "no-store")
            return response

        guarded.access_rule = permission
        return guarded

    return decorate


def public_page(view):
    """A page for everyone, without a session and kept by no browser; it must not read case data with the
    runtime role."""

    @functools.wraps(view)
    def open_to_all(request, *args, **kwargs):
        response = _rendered(view(request, *args, **kwargs))
        response.setdefault("Cache-Control", "no-store")
        return response

    open_to_all.access_rule = "public"
    return open_to_all


def public_form(view):
    """A public page that is sent back without a cookie: its state travels sealed in the form, and nobody is
    signed in.

    A form sent from another site is refused (403), although there is no right it could borrow. See
    decision 0030."""

    @csrf_exempt
    @functools.wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method == "POST" and _sent_from_elsewhere(request):
            raise PermissionDenied
        response = public_page(view)(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        return response

    guarded.access_rule = "public"
    return guarded


def _sent_from_elsewhere(request) -> bool:
    """What the browser says; one that says nothing, or hides its origin, is no danger to anyone else."""
    origin = request.headers.get("Origin", "null")
    other_origin = origin != "null" and urlsplit(origin).netloc != request.get_host()
    return other_origin or request.headers.get("Sec-Fetch-Site", "same-origin") in ("cross-site", "same-site")


def signed_in_page(view):
    """A page about the own account (sign-in steps, own settings); no case data."""

    @functools.wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_sign_in(request)
        return view(request, *args, **kwargs)

    guarded.access_rule = "signed_in"
    return guarded


def redirect_to_sign_in(request) -> HttpResponse:
    """Return the way in: the sign-in page, or the second factor for who did the first step only.

    The address asked for goes along, without its query."""
    if request.user.is_authenticated:
        return redirect(settings.SECOND_FACTOR_URL)
    return redirect(f"{settings.LOGIN_URL}?next={quote(request.path)}")


def use_case(act):
    """One act = one transaction = at least one audit event. Refuses to finish when nothing was recorded."""

    @functools.wraps(act)
    def done(*args, actor, **kwargs):
        outermost = current_actor() is None
        with acting(actor), audit.expected(act.__qualname__, outermost):
            return act(*args, actor=actor, **kwargs)

    return done


def _rendered(response):
    if hasattr(response, "render") and not getattr(response, "is_rendered", True):
        response = response.render()
    return response
