from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "zicht.foundation.ui"
    label = "ui"
    verbose_name = "Vormgeving"

    def ready(self):
        from zicht.foundation.ui.plain_text import clean_every_form

        clean_every_form()
