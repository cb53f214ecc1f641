from django.apps import AppConfig


class FunnelConfig(AppConfig):
    name = "zicht.sight.funnel"
    label = "funnel"

    def ready(self):
        from zicht.foundation.ui import slots

        slots.put("own_signals", "funnel/_brought_section.html", rank=10)
