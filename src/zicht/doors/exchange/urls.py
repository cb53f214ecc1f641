"""Addresses of this room."""

from django.urls import path

from zicht.doors.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.upload, name="upload"),
    path("voorbeeld.csv", views.template, name="template"),
    path("<uuid:run_id>/", views.run, name="run"),
    path("<uuid:run_id>/inlezen/", views.confirm, name="confirm"),
    path("<uuid:run_id>/weggooien/", views.discard, name="discard"),
    path("<uuid:run_id>/rijen.csv", views.result, name="result"),
]
