from django.apps import AppConfig


class SignalsConfig(AppConfig):
    name = "zicht.chain.signals"
    label = "signals"
