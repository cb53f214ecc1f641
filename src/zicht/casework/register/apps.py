from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "zicht.casework.register"
    label = "register"
