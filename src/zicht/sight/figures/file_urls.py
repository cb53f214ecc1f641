"""Addresses of open data: files with one address for everyone, in Dutch."""

from django.urls import path, re_path

from zicht.sight.figures import public_views

app_name = "figure_files"
urlpatterns = [
    re_path(r"^factsheet/(?P<area>nederland|VR\d\d)\.pdf$", public_views.fact_sheet, name="fact_sheet"),
    re_path(r"^(?P<year>\d{4})\.(?P<kind>csv|json|xlsx|ods)$", public_views.download, name="download"),
    path("catalogus.jsonld", public_views.described, name="catalogue"),
]
