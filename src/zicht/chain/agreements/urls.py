"""Addresses of this room."""

from django.urls import path

from zicht.chain.agreements import views

app_name = "agreements"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("nieuw/", views.new, name="new"),
    path("nieuw/leeg/", views.blank, name="blank"),
    path("<uuid:agreement_id>/", views.agreement, name="agreement"),
    path("<uuid:agreement_id>/bewerken/", views.edit, name="edit"),
    path("<uuid:agreement_id>/nagekeken/", views.review, name="review"),
    path("<uuid:agreement_id>/laten-ingaan/", views.start, name="start"),
    path("<uuid:agreement_id>/beeindigen/", views.end, name="end"),
    path("<uuid:agreement_id>/beeindigen/besluit/", views.judge_end, name="judge_end"),
]
