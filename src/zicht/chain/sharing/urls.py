"""Addresses of this room."""

from django.urls import path

from zicht.chain.sharing import emergency_views, views

app_name = "sharing"
ACTS = {
    "ask": ("", views.ask),
    "share": ("doen/", views.share),
    "stop": ("stoppen/", views.stop),
    "consent": ("toestemming/", views.consent),
    "danger": ("gevaar/", views.danger),
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
    path("noodtoegang/", emergency_views.use, name="use"),
    path("noodtoegang/nakijken/", emergency_views.to_review, name="to_review"),
    path("noodtoegang/nakijken/<uuid:break_glass_id>/", emergency_views.review, name="review"),
]
