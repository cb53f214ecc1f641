"""Addresses of this room."""

from django.urls import path

from zicht.chain.intake.views import giving

app_name = "intake"
urlpatterns = [
    path("", giving.signal, name="quick"),
    path("kenmerken/", giving.chips, name="chips"),
    path("bewaren/", giving.autosave, name="autosave"),
    path("concepten/", giving.drafts_list, name="drafts"),
    path("concepten/<uuid:draft_id>/", giving.go_on, name="go_on"),
    path("concepten/<uuid:draft_id>/weggooien/", giving.discard, name="discard"),
    path("mijn/<uuid:signal_id>/", giving.given, name="given"),
    path("zonder-netwerk/", giving.offline, name="offline"),
    path("dienst.js", giving.service_worker, name="service_worker"),
]
