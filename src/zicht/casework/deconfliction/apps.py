from django.apps import AppConfig


class DeconflictionConfig(AppConfig):
    name = "zicht.casework.deconfliction"
    label = "deconfliction"
