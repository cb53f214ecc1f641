"""The public address of the report: one for all questions, so that the address tells nothing about how far
someone is.
"""

from django.urls import path

from zicht.chain.intake.views import public

app_name = "report"
urlpatterns = [path("", public.report, name="report")]
