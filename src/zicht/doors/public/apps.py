from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "zicht.doors.public"
    label = "public"
