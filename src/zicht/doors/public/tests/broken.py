"""The addresses of Zicht, and some where something goes wrong, in every language of the public door."""

from allauth.core.ratelimit import respond_429
from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.urls import path

from zicht.doors.urls import urlpatterns as whole
from zicht.foundation.access import public_page


def raising(error):
    @public_page
    def view(request):
        raise error

    return view


@public_page
def too_often(request):
    return respond_429(request)


urlpatterns = [
    *i18n_patterns(
        path("400/", raising(SuspiciousOperation()), name="400"),
        path("403/", raising(PermissionDenied()), name="403"),
        path("429/", too_often, name="429"),
        path("500/", raising(ValueError()), name="500"),
        prefix_default_language=False,
    ),
    *whole,
]
