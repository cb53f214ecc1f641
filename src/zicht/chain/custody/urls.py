"""Addresses of this room."""

from django.urls import path

from zicht.chain.custody.views import lists, signal
from zicht.chain.signals.views import attachment

app_name = "custody"
urlpatterns = [
    path("", lists.signals, name="list"),
    path("zoeken/", lists.search, name="search"),
    path("<uuid:signal_id>/", signal.signal, name="signal"),
    path("<uuid:signal_id>/oppakken/", signal.take_up, name="take_up"),
    path("<uuid:signal_id>/gebeld/", signal.called, name="called"),
    path("<uuid:signal_id>/waarneming/", signal.observe, name="observe"),
    path("<uuid:signal_id>/oordeel/", signal.assess, name="assess"),
    path("<uuid:signal_id>/overdragen/", signal.offer, name="offer"),
    path("<uuid:signal_id>/afronden/", signal.finish, name="finish"),
    path("<uuid:signal_id>/opnieuw-openen/", signal.reopen, name="reopen"),
    path("<uuid:signal_id>/bericht/", signal.message, name="message"),
    path("<uuid:signal_id>/bijlage/<uuid:attachment_id>/", attachment, name="attachment"),
    path("<uuid:signal_id>/overdracht/<uuid:handover_id>/", signal.answer, name="answer"),
    path("<uuid:signal_id>/overdracht/<uuid:handover_id>/aannemen/", signal.accept, name="accept"),
    path("<uuid:signal_id>/overdracht/<uuid:handover_id>/teruggeven/", signal.give_back, name="give_back"),
    path("<uuid:signal_id>/overdracht/<uuid:handover_id>/intrekken/", signal.withdraw, name="withdraw"),
]
