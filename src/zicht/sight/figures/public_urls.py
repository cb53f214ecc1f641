"""Addresses of this room."""

app_name = "public_figures"
urlpatterns: list = []
