"""Addresses of this room."""

app_name = "funnel"
urlpatterns: list = []
