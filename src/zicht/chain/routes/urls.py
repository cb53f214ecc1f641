"""Addresses of routes in the workplace."""

from django.urls import path

from zicht.chain.routes import views

app_name = "routes"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("plaats/<str:code>/", views.place, name="place"),
    path("uitproberen/", views.try_out, name="try_out"),
    path("vergelijken/", views.compare, name="compare"),
    path("nieuw/", views.new, name="new"),
    path("versie/<int:version_id>/", views.version, name="version"),
    path("versie/<int:version_id>/bewerken/", views.edit, name="edit"),
    path("versie/<int:version_id>/controleren/", views.check, name="check"),
    path("versie/<int:version_id>/publiceren/", views.publish, name="publish"),
]
