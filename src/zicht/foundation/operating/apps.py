from django.apps import AppConfig


class OperatingConfig(AppConfig):
    name = "zicht.foundation.operating"
    label = "operating"
