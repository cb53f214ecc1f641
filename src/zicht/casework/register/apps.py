from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "zicht.casework.register"
    label = "register"

    def ready(self):
        from zicht.casework.register import story

        story.join()
