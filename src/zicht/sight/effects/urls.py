"""Addresses of effects."""

from django.urls import path

from zicht.sight.effects import views

app_name = "effects"
urlpatterns = [path("", views.home, name="home")]
