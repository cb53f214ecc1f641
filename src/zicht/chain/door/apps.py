from django.apps import AppConfig


class DoorConfig(AppConfig):
    name = "zicht.chain.door"
    label = "door"
