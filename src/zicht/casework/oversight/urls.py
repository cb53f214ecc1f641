"""Addresses of the log of access."""

from django.urls import path

from zicht.casework.oversight.views import conflicts, honeytokens, keeping, printing, questions, searching

app_name = "oversight"
urlpatterns = [
    path("", searching.search, name="search"),
    path("inzageverslag/", searching.report, name="report"),
    path("vragen/", questions.questions, name="questions"),
    path("vragen/<uuid:question_id>/", questions.question, name="question"),
    path("vraag-stellen/<int:event_id>/", questions.ask, name="ask"),
    path("vragen-aan-mij/", questions.mine, name="mine"),
    path("vragen-aan-mij/<uuid:question_id>/", questions.answer, name="answer"),
    path("belangen/", conflicts.conflicts, name="conflicts"),
    path("belangen/<uuid:conflict_id>/beeindigen/", conflicts.end_conflict, name="end_conflict"),
    path("belang/signaal/<uuid:signal_id>/", conflicts.declare_signal, name="declare_signal"),
    path("belang/persoon/<uuid:victim_id>/", conflicts.declare_victim, name="declare_victim"),
    path("controlesignalen/", honeytokens.honeytokens, name="honeytokens"),
    path("lokgegevens/", honeytokens.decoy, name="decoy"),
    path("bewaren/", keeping.retention, name="retention"),
    path("bewaren/<uuid:proposal_id>/", keeping.judge, name="judge_term"),
    path("afgedrukt/", printing.printed, name="printed"),
]
