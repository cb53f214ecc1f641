from django.apps import AppConfig


class CustodyConfig(AppConfig):
    name = "zicht.chain.custody"
    label = "custody"
