from django.apps import AppConfig


class FunnelConfig(AppConfig):
    name = "zicht.sight.funnel"
    label = "funnel"
