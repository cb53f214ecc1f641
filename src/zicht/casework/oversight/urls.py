"""Addresses of the log of access."""

from django.urls import path

from zicht.casework.oversight import views

app_name = "oversight"
urlpatterns = [
    path("", views.search, name="search"),
    path("inzageverslag/", views.report, name="report"),
    path("vragen/", views.questions, name="questions"),
    path("vragen/<uuid:question_id>/", views.question, name="question"),
    path("vraag-stellen/<int:event_id>/", views.ask, name="ask"),
    path("vragen-aan-mij/", views.mine, name="mine"),
    path("vragen-aan-mij/<uuid:question_id>/", views.answer, name="answer"),
    path("belangen/", views.conflicts, name="conflicts"),
    path("belangen/<uuid:conflict_id>/beeindigen/", views.end_conflict, name="end_conflict"),
    path("belang/signaal/<uuid:signal_id>/", views.declare_signal, name="declare_signal"),
    path("belang/persoon/<uuid:victim_id>/", views.declare_victim, name="declare_victim"),
    path("controlesignalen/", views.honeytokens, name="honeytokens"),
    path("bewaren/", views.retention, name="retention"),
    path("afgedrukt/", views.printed, name="printed"),
]
