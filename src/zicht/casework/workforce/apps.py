from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    name = "zicht.casework.workforce"
    label = "workforce"
