from django.apps import AppConfig


class WorkplaceConfig(AppConfig):
    name = "zicht.doors.workplace"
    label = "workplace"
