"""Addresses of this room."""

app_name = "report"
urlpatterns: list = []
