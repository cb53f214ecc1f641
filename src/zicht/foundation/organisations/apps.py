from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "zicht.foundation.organisations"
    label = "organisations"
