"""Addresses of the inbox, for colleagues. The mailbox behind a receipt code has its own, in `public_urls`."""

from django.urls import path

from zicht.chain.feedback import views

app_name = "feedback"
urlpatterns = [
    path("", views.messages, name="inbox"),
    path("gelezen/", views.read, name="read_all"),
    path("<uuid:feedback_id>/gelezen/", views.read, name="read"),
    path("per-organisatie/", views.fares, name="fares"),
    path("mijn-signalen/", views.own, name="own"),
]
