"""Addresses of the register."""

from django.urls import path

from zicht.casework.register import acts, views

app_name = "register"
urlpatterns = [
    path("", views.persons, name="list"),
    path("nieuw/", acts.new, name="new"),
    path("nog-te-melden/", views.duties, name="duties"),
    path("criteria/", views.criteria_list, name="criteria"),
    path("criteria/nieuw/", acts.new_criterion, name="new_criterion"),
    path("criteria/<int:criterion_id>/", acts.change_criterion, name="change_criterion"),
    path("besluit/<uuid:signal_id>/", acts.decide, name="decide"),
    path("melding/<uuid:notification_id>/verbeteren/", acts.correct, name="correct"),
    path("<uuid:victim_id>/", views.victim, name="victim"),
    path("<uuid:victim_id>/bekend/", views.known, name="known"),
    path("<uuid:victim_id>/aanvullen/", acts.complete, name="complete"),
    path("<uuid:victim_id>/melden/", acts.notify, name="notify"),
    path("<uuid:victim_id>/dezelfde/", acts.same, name="same"),
]
