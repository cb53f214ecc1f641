from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "zicht.doors.public"
    label = "public"

    def ready(self):
        from zicht.foundation.ui import landmarks

        for page in ("home", "help", "privacy", "accessibility"):
            landmarks.name(f"public_{page}", f"public:{page}")
