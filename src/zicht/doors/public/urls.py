"""The pages of the public door. The files that machines look for are in `files`."""

from django.urls import path

from zicht.doors.public import views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("hulp/", views.help_now, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
]
