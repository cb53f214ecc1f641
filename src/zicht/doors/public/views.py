"""The public pages without questions: the start, help, what is kept, accessibility, and two files for
machines.
"""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from zicht.foundation.access import public_page

SECURITY_DAYS = 180
ROBOTS = "User-agent: *\nDisallow: /\n"


@require_safe
@public_page
def home(request):
    return render(request, "public/home.html")


@require_safe
@public_page
def help_now(request):
    return render(request, "public/help.html")


@require_safe
@public_page
def privacy(request):
    return render(request, "public/privacy.html")


@require_safe
@public_page
def accessibility(request):
    return render(request, "public/accessibility.html")


@require_safe
@public_page
def robots(request):
    """Ask search engines to stay away: a public door needs no copy in their stores."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@require_safe
@public_page
def security(request):
    """Where to tell about a weakness (RFC 9116); good for half a year from today."""
    expires = (timezone.now() + timedelta(days=SECURITY_DAYS)).strftime("%Y-%m-%dT00:00:00Z")
    lines = (
        f"Contact: mailto:{settings.DEFAULT_FROM_EMAIL}",
        f"Expires: {expires}",
        f"Canonical: {settings.ADDRESS}/.well-known/security.txt",
        "Preferred-Languages: nl, en",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
