"""Addresses of this room."""

from django.urls import path

from zicht.casework.inquiries import views

app_name = "inquiries"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("verzoeken/", views.requests, name="requests"),
    path("verzoeken/<uuid:request_id>/", views.answer, name="answer"),
    path("toezicht/", views.oversight, name="oversight"),
    path("toezicht/<uuid:person_id>/meer/", views.allow_more, name="allow_more"),
]
