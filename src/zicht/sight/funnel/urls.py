"""Addresses of the funnel."""

from django.urls import path

from zicht.sight.funnel import views

app_name = "funnel"
urlpatterns = [path("", views.home, name="home")]
