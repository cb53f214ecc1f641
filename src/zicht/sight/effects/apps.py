from django.apps import AppConfig


class EffectsConfig(AppConfig):
    name = "zicht.sight.effects"
    label = "effects"
