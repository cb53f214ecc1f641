"""Address of the yearly question."""

from django.urls import path

from zicht.casework.survey import views

app_name = "survey"
urlpatterns = [path("", views.home, name="home")]
