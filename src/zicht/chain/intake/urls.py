"""Addresses of this room."""

from django.urls import path

from zicht.chain.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.signal, name="quick"),
    path("kenmerken/", views.chips, name="chips"),
    path("bewaren/", views.autosave, name="autosave"),
    path("concepten/", views.drafts_list, name="drafts"),
    path("concepten/<uuid:draft_id>/", views.go_on, name="go_on"),
    path("concepten/<uuid:draft_id>/weggooien/", views.discard, name="discard"),
    path("mijn/<uuid:signal_id>/", views.given, name="given"),
    path("zonder-netwerk/", views.offline, name="offline"),
    path("dienst.js", views.service_worker, name="service_worker"),
]
