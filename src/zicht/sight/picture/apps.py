from django.apps import AppConfig


class PictureConfig(AppConfig):
    name = "zicht.sight.picture"
    label = "picture"

    def ready(self):
        from zicht.foundation.ui import landmarks

        landmarks.name("picture", "picture:home")
