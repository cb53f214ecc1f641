"""The public address of the mailbox; the receipt is never part of an address."""

from django.urls import path

from zicht.chain.messages.views import mailbox

app_name = "mailbox"
urlpatterns = [path("", mailbox.mailbox, name="mailbox")]
