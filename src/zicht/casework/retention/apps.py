from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "zicht.casework.retention"
    label = "retention"
