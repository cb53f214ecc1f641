from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "zicht.chain.intake"
    label = "intake"
