"""Public addresses of the figures: pages, in the languages of the public door. The files are in
`file_urls`.
"""

from django.urls import path

from zicht.sight.figures import public_views

app_name = "public_figures"
urlpatterns = [
    path("", public_views.home, name="home"),
    path("kaart/", public_views.area_map, name="map"),
    path("factsheet/", public_views.fact_sheets, name="fact_sheets"),
]
