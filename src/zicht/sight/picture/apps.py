from django.apps import AppConfig


class PictureConfig(AppConfig):
    name = "zicht.sight.picture"
    label = "picture"
