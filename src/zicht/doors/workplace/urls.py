"""Addresses of this room."""

app_name = "workplace"
urlpatterns: list = []
