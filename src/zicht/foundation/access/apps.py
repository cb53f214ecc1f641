from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "zicht.foundation.access"
    label = "access"
