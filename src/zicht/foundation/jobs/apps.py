from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "zicht.foundation.jobs"
    label = "jobs"
