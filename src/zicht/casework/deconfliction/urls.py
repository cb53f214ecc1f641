"""Addresses of deconfliction."""

from django.urls import path

from zicht.casework.deconfliction import views

app_name = "deconfliction"
urlpatterns = [
    path("", views.home, name="home"),
    path("nieuw/", views.plan, name="plan"),
    path("gelezen/", views.seen, name="seen"),
    path("<uuid:work_id>/weg/", views.end, name="end"),
]
