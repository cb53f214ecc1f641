"""Addresses of the inbox, for colleagues. The mailbox behind a receipt code has its own, in `public_urls`."""

from django.urls import path

from zicht.chain.messages.views import inbox

app_name = "messages"
urlpatterns = [
    path("", inbox.messages, name="inbox"),
    path("gelezen/", inbox.read, name="read_all"),
    path("<uuid:feedback_id>/gelezen/", inbox.read, name="read"),
    path("per-organisatie/", inbox.fares, name="fares"),
    path("mijn-signalen/", inbox.own, name="own"),
]
