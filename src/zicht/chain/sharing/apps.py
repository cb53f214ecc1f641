from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "zicht.chain.sharing"
    label = "sharing"
