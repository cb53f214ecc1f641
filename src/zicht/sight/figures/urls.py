"""Addresses of the figures, for people at work."""

from django.urls import path, re_path

from zicht.sight.figures import views

app_name = "figures"
urlpatterns = [
    path("", views.home, name="home"),
    path("gepubliceerd/", views.published, name="published"),
    path("omvang/", views.three_realities, name="extent"),
    path("kaart/", views.area_map, name="map"),
    re_path(r"^cijfers\.(?P<kind>csv|xlsx|ods)$", views.download, name="download"),
]
