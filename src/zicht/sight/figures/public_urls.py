"""Public addresses of the figures: open data."""

from django.urls import path, re_path

from zicht.sight.figures import public_views

app_name = "public_figures"
urlpatterns = [
    path("", public_views.home, name="home"),
    path("kaart/", public_views.area_map, name="map"),
    path("factsheet/", public_views.fact_sheets, name="fact_sheets"),
    re_path(r"^factsheet/(?P<area>nederland|VR\d\d)\.pdf$", public_views.fact_sheet, name="fact_sheet"),
    re_path(r"^(?P<year>\d{4})\.(?P<kind>csv|json|xlsx|ods)$", public_views.download, name="download"),
    path("catalogus.jsonld", public_views.described, name="catalogue"),
]
