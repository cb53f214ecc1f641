from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "zicht.sight.figures"
    label = "figures"
