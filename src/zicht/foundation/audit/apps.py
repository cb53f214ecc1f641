from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "zicht.foundation.audit"
    label = "audit"
