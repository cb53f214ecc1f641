from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "zicht.chain.grants"
    label = "grants"
