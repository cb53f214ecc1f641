from django.apps import AppConfig


class AskingConfig(AppConfig):
    name = "zicht.foundation.asking"
    label = "asking"
