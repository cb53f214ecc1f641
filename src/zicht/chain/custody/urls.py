"""Addresses of this room."""

app_name = "custody"
urlpatterns: list = []
