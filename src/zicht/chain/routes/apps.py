from django.apps import AppConfig


class RoutesConfig(AppConfig):
    name = "zicht.chain.routes"
    label = "routes"
