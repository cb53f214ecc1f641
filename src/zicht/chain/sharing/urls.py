"""Addresses of this room."""

from django.urls import path

from zicht.chain.sharing.views import emergency, sharing, wishes

app_name = "sharing"
ACTS = {
    "ask": ("", sharing.ask),
    "share": ("doen/", sharing.share),
    "stop": ("stoppen/", sharing.stop),
    "consent": ("toestemming/", sharing.consent),
    "danger": ("gevaar/", sharing.danger),
}
urlpatterns = [
    *(
        path(f"delen/signaal/<uuid:signal_id>/{tail}", view, name=f"signal_{name}")
        for name, (tail, view) in ACTS.items()
    ),
    *(
        path(f"delen/persoon/<uuid:victim_id>/{tail}", view, name=f"victim_{name}")
        for name, (tail, view) in ACTS.items()
    ),
    path("delen/signaal/<uuid:signal_id>/opsporing/", wishes.wish, name="signal_wish"),
    path("noodtoegang/", emergency.use, name="use"),
    path("noodtoegang/nakijken/", emergency.to_review, name="to_review"),
    path("noodtoegang/nakijken/<uuid:break_glass_id>/", emergency.review, name="review"),
]
