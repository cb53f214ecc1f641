from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "zicht.casework.oversight"
    label = "oversight"
