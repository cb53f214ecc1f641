from django.urls import path

from zicht.foundation.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("openbaar/", views.catalogue_public, name="catalogue_public"),
]
