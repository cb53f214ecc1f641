from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "zicht.chain.messages"
    label = "chain_messages"  # Django has a room called messages
