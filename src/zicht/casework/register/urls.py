"""Addresses of the register."""

from django.urls import path

from zicht.casework.register.delivering import views as delivering
from zicht.casework.register.duties import views as duties
from zicht.casework.register.editions import views as editions
from zicht.casework.register.linkage.views import registering, reviewing
from zicht.casework.register.notifying.views import deciding, filing, quality
from zicht.casework.register.persons import views as persons

app_name = "register"
urlpatterns = [
    path("", persons.persons, name="list"),
    path("nieuw/", registering.new, name="new"),
    path("lijkt-op/", registering.likely, name="likely"),
    path("dubbel/", reviewing.review, name="review"),
    path("dubbel/<uuid:candidate_id>/", reviewing.decide, name="decide_pair"),
    path("dubbel/vergelijken/", reviewing.compare, name="compare"),
    path("dubbel/drempel/", reviewing.threshold, name="threshold"),
    path("dubbel/drempel/<int:setting_id>/", reviewing.judge_threshold, name="judge_threshold"),
    path("dubbel/samengevoegd/", reviewing.regrouped, name="regrouped"),
    path("dubbel/ongedaan/<uuid:regrouping_id>/", reviewing.undo, name="undo"),
    path("uitleveren/", delivering.choose, name="deliver"),
    path("edities/", editions.year, name="editions"),
    path("vragen/", quality.questions, name="questions"),
    path("volledigheid/", quality.completeness, name="completeness"),
    path("nog-te-melden/", duties.duties, name="duties"),
    path("criteriumvraag/<uuid:asked_id>/", duties.question, name="question"),
    path("criteria/", duties.criteria_list, name="criteria"),
    path("criteria/nieuw/", duties.new_criterion, name="new_criterion"),
    path("criteria/<int:criterion_id>/", duties.change_criterion, name="change_criterion"),
    path("criteria/voorstel/<uuid:proposal_id>/", duties.proposal, name="proposal"),
    path("criteria/voorstel/<uuid:proposal_id>/oordeel/", duties.judge_proposal, name="judge_proposal"),
    path("besluit/<uuid:signal_id>/", deciding.decide, name="decide"),
    path("melding/<uuid:notification_id>/verbeteren/", filing.correct, name="correct"),
    path("<uuid:victim_id>/", persons.victim, name="victim"),
    path("<uuid:victim_id>/bekend/", registering.known, name="known"),
    path("<uuid:victim_id>/bekend/<uuid:other_id>/", registering.judge, name="judge"),
    path("<uuid:victim_id>/vragen/", quality.answer, name="answer"),
    path("<uuid:victim_id>/splitsen/", reviewing.split, name="split"),
    path("<uuid:victim_id>/aanvullen/", persons.complete, name="complete"),
    path("<uuid:victim_id>/melden/", filing.notify, name="notify"),
    path("<uuid:victim_id>/dezelfde/", registering.same, name="same"),
]
