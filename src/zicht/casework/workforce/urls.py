"""Addresses of the sizes of sectors."""

from django.urls import path

from zicht.casework.workforce import views

app_name = "workforce"
urlpatterns = [path("", views.home, name="home"), path("bestand/", views.read_list, name="list")]
