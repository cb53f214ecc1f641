from django.apps import AppConfig


class TablesConfig(AppConfig):
    name = "zicht.casework.tables"
    label = "tables"
