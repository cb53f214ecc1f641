"""Address of the local picture."""

from django.urls import path

from zicht.sight.picture import views

app_name = "picture"
urlpatterns = [path("", views.home, name="home")]
