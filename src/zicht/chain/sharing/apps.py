from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "zicht.chain.sharing"
    label = "sharing"

    def ready(self):
        from zicht.chain.sharing import joining

        joining.join()
