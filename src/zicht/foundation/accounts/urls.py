"""Addresses of accounts: acting for an organisation, colleagues, invitations."""

from django.urls import path

from zicht.foundation.accounts.views import acting, people

app_name = "accounts"
urlpatterns = [
    path("organisatie-kiezen/", acting.choose_organisation, name="choose"),
    path("inloggen/demonstratie/", acting.demonstration, name="demonstration"),
    path("uitnodiging/<str:secret>/", people.accept, name="accept"),
    path("werk/mensen/", people.people, name="people"),
    path("werk/mensen/<int:assignment_id>/beeindigen/", people.end_function, name="end_function"),
    path("werk/voorgestelde-functies/", people.proposals, name="proposals"),
    path("werk/voorgestelde-functies/<uuid:invitation_id>/", people.judge, name="judge"),
    path("werk/afwezig/", people.absence, name="absence"),
    path("werk/afwezig/<int:absence_id>/terug/", people.end_absence, name="end_absence"),
]
