from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    name = "zicht.casework.inquiries"
    label = "inquiries"
