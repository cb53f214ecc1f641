from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "zicht.chain.agreements"
    label = "agreements"
