"""Addresses of this room."""

app_name = "figures"
urlpatterns: list = []
