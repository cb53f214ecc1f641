"""Addresses of this room."""

from django.urls import path

from zicht.chain.custody import lists, views
from zicht.chain.signals.views import attachment

app_name = "custody"
urlpatterns = [
    path("", lists.signals, name="list"),
    path("zoeken/", lists.search, name="search"),
    path("<uuid:signal_id>/", views.signal, name="signal"),
    path("<uuid:signal_id>/oppakken/", views.take_up, name="take_up"),
    path("<uuid:signal_id>/waarneming/", views.observe, name="observe"),
    path("<uuid:signal_id>/oordeel/", views.assess, name="assess"),
    path("<uuid:signal_id>/overdragen/", views.offer, name="offer"),
    path("<uuid:signal_id>/afronden/", views.finish, name="finish"),
    path("<uuid:signal_id>/opnieuw-openen/", views.reopen, name="reopen"),
    path("<uuid:signal_id>/bericht/", views.message, name="message"),
    path("<uuid:signal_id>/bijlage/<uuid:attachment_id>/", attachment, name="attachment"),
    path("<uuid:signal_id>/overdracht/<uuid:handover_id>/", views.answer, name="answer"),
    path("<uuid:signal_id>/overdracht/<uuid:handover_id>/aannemen/", views.accept, name="accept"),
    path("<uuid:signal_id>/overdracht/<uuid:handover_id>/teruggeven/", views.give_back, name="give_back"),
    path("<uuid:signal_id>/overdracht/<uuid:handover_id>/intrekken/", views.withdraw, name="withdraw"),
]
