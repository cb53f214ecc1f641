"""Addresses of the register."""

from django.urls import path

from zicht.casework.register.delivering import views as delivering
from zicht.casework.register.duties import views as criteria_views
from zicht.casework.register.editions import views as edition_views
from zicht.casework.register.linkage.views import registering as linkage
from zicht.casework.register.linkage.views import reviewing as review
from zicht.casework.register.notifying.views import filing as acts
from zicht.casework.register.notifying.views import quality as quality_views
from zicht.casework.register.persons import views

app_name = "register"
urlpatterns = [
    path("", views.persons, name="list"),
    path("nieuw/", linkage.new, name="new"),
    path("lijkt-op/", linkage.likely, name="likely"),
    path("dubbel/", review.review, name="review"),
    path("dubbel/<uuid:candidate_id>/", review.decide, name="decide_pair"),
    path("dubbel/vergelijken/", review.compare, name="compare"),
    path("dubbel/drempel/", review.threshold, name="threshold"),
    path("dubbel/samengevoegd/", review.regrouped, name="regrouped"),
    path("dubbel/ongedaan/<uuid:regrouping_id>/", review.undo, name="undo"),
    path("uitleveren/", delivering.choose, name="deliver"),
    path("edities/", edition_views.year, name="editions"),
    path("vragen/", quality_views.questions, name="questions"),
    path("volledigheid/", quality_views.completeness, name="completeness"),
    path("nog-te-melden/", views.duties, name="duties"),
    path("criteria/", criteria_views.criteria_list, name="criteria"),
    path("criteria/nieuw/", criteria_views.new_criterion, name="new_criterion"),
    path("criteria/<int:criterion_id>/", criteria_views.change_criterion, name="change_criterion"),
    path("criteria/voorstel/<uuid:proposal_id>/", criteria_views.proposal, name="proposal"),
    path(
        "criteria/voorstel/<uuid:proposal_id>/oordeel/", criteria_views.judge_proposal, name="judge_proposal"
    ),
    path("besluit/<uuid:signal_id>/", acts.decide, name="decide"),
    path("melding/<uuid:notification_id>/verbeteren/", acts.correct, name="correct"),
    path("<uuid:victim_id>/", views.victim, name="victim"),
    path("<uuid:victim_id>/bekend/", linkage.known, name="known"),
    path("<uuid:victim_id>/bekend/<uuid:other_id>/", linkage.judge, name="judge"),
    path("<uuid:victim_id>/vragen/", quality_views.answer, name="answer"),
    path("<uuid:victim_id>/splitsen/", review.split, name="split"),
    path("<uuid:victim_id>/aanvullen/", acts.complete, name="complete"),
    path("<uuid:victim_id>/melden/", acts.notify, name="notify"),
    path("<uuid:victim_id>/dezelfde/", linkage.same, name="same"),
]
