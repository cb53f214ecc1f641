"""Public addresses of the figures: open data."""

from django.urls import path, re_path

from zicht.sight.figures import public_views

app_name = "public_figures"
urlpatterns = [
    path("", public_views.home, name="home"),
    re_path(r"^(?P<year>\d{4})\.(?P<kind>csv|json)$", public_views.download, name="download"),
    path("catalogus.jsonld", public_views.catalogue, name="catalogue"),
]
