from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "zicht.foundation.vault"
    label = "vault"
