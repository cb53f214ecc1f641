"""Addresses of routes in the workplace."""

from django.urls import path

from zicht.chain.routes.views import versions

app_name = "routes"
urlpatterns = [
    path("", versions.overview, name="overview"),
    path("plaats/<str:code>/", versions.place, name="place"),
    path("uitproberen/", versions.try_out, name="try_out"),
    path("vergelijken/", versions.compare, name="compare"),
    path("nieuw/", versions.new, name="new"),
    path("versie/<int:version_id>/", versions.version, name="version"),
    path("versie/<int:version_id>/bewerken/", versions.edit, name="edit"),
    path("versie/<int:version_id>/controleren/", versions.check, name="check"),
    path("versie/<int:version_id>/publiceren/", versions.publish, name="publish"),
]
