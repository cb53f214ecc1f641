from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "zicht.casework.oversight"
    label = "oversight"

    def ready(self):
        from zicht.foundation.ui import slots

        slots.put("signal", "oversight/signal_section.html", rank=30)
