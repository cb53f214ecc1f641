from django.apps import AppConfig


class CustodyConfig(AppConfig):
    name = "zicht.chain.custody"
    label = "custody"

    def ready(self):
        from zicht.foundation.ui import landmarks

        landmarks.name("signal", "custody:signal")
