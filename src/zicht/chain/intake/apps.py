from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "zicht.chain.intake"
    label = "intake"

    def ready(self):
        from zicht.foundation.ui import landmarks

        landmarks.name("report", "report:report")
        landmarks.name("give", "intake:quick")
        landmarks.name("given", "intake:given")
