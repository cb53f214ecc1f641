"""Addresses of this room."""

app_name = "feedback"
urlpatterns: list = []
