from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "zicht.doors.exchange"
    label = "exchange"
