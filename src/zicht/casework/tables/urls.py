"""Addresses of the table."""

from django.urls import path

from zicht.casework.tables.views import papers, planning, running

app_name = "tables"
urlpatterns = [
    path("", planning.tables, name="list"),
    path("nieuw/", planning.new, name="new"),
    path("tafel/<uuid:table_id>/", planning.table, name="table"),
    path("overleg/<uuid:meeting_id>/", running.meeting, name="meeting"),
    path("overleg/<uuid:meeting_id>/agenda/", planning.arrange, name="agenda"),
    path("overleg/<uuid:meeting_id>/agenda/erbij/", planning.place, name="place"),
    path("overleg/<uuid:meeting_id>/agenda/volgorde/", planning.move, name="move"),
    path("overleg/<uuid:meeting_id>/beginnen/", planning.start, name="start"),
    path("overleg/<uuid:meeting_id>/aanwezig/", planning.join, name="join"),
    path("overleg/<uuid:meeting_id>/scherm/", planning.projector, name="projector"),
    path("overleg/<uuid:meeting_id>/vaststellen/", planning.confirm, name="confirm"),
    path("overleg/<uuid:meeting_id>/verslag.pdf", papers.pdf_minutes, name="minutes_pdf"),
    path("overleg/<uuid:meeting_id>/verslag.docx", papers.docx_minutes, name="minutes_docx"),
    path("punt/<uuid:item_id>/tekst/", running.write, name="write"),
    path("punt/<uuid:item_id>/stand/", running.versions, name="versions"),
    path("punt/<uuid:item_id>/aanpak/", running.lead, name="lead"),
    path("punt/<uuid:item_id>/opnieuw/", running.look, name="look"),
    path("punt/<uuid:item_id>/actie/", running.act, name="act"),
    path("punt/<uuid:item_id>/actie/<uuid:promise_id>/gedaan/", running.done, name="done"),
    path("punt/<uuid:item_id>/melden/", running.reports, name="reports"),
    path("punt/<uuid:item_id>/sluiten/", running.close, name="close"),
    path("punt/<uuid:item_id>/parkeren/", running.park, name="park"),
    path("punt/<uuid:item_id>/klaarzetten/<uuid:meeting_id>/", running.draft, name="draft"),
]
