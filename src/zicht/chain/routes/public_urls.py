"""The public address of the where-to-report finder."""

from django.urls import path

from zicht.chain.routes.views import finder

app_name = "where_to_report"
urlpatterns = [path("", finder.find, name="find")]
