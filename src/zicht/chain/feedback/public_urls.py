"""Addresses of this room."""

app_name = "mailbox"
urlpatterns: list = []
