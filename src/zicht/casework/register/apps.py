from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "zicht.casework.register"
    label = "register"

    def ready(self):
        from zicht.casework.register.notifying import telling as story

        story.join()
