"""The public address of the mailbox; the receipt is never part of an address."""

from django.urls import path

from zicht.chain.feedback import public_views

app_name = "mailbox"
urlpatterns = [path("", public_views.mailbox, name="mailbox")]
