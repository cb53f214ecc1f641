from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "zicht.chain.feedback"
    label = "feedback"
