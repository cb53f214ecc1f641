from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "zicht.foundation.ui"
    label = "ui"
    verbose_name = "Vormgeving"
