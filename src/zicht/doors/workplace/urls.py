"""Addresses of this room."""

from django.urls import path

from zicht.doors.workplace import views

app_name = "workplace"
urlpatterns = [
    path("", views.home, name="home"),
    path("regio/", views.region, name="region"),
]
