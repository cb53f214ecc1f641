"""Addresses that machines look for; they have no language."""

from django.urls import path

from zicht.doors.public import views

app_name = "public_files"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
]
