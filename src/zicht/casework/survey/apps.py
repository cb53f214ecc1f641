from django.apps import AppConfig


class SurveyConfig(AppConfig):
    name = "zicht.casework.survey"
    label = "survey"
