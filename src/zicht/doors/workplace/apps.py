from django.apps import AppConfig


class WorkplaceConfig(AppConfig):
    name = "zicht.doors.workplace"
    label = "workplace"

    def ready(self):
        from zicht.foundation.ui import landmarks

        landmarks.name("work", "workplace:home")
