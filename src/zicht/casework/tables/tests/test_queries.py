"""How much the pages of a full table ask of the database: at most ten queries, session and log included
(TB1).
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zicht.casework.register.persons import services as register
from zicht.casework.register.persons.identity import Identity
from zicht.casework.tables.services import deciding, placing, writing
from zicht.casework.tables.tests import cast
from zicht.chain.agreements.vocabulary import Level

MOST_QUERIES, ITEMS = 10, 12
PAGES = (
    "list",
    "new",
    "table",
    "agenda",
    "meeting",
    "projector",
    "confirm",
    "minutes_pdf",
    "minutes_docx",
    "versions",
)
PARTIES = (cast.CARE, cast.POLICE, cast.EDE)


@pytest.fixture
def full(country):
    """A meeting of five parties who are all there; twelve items with texts of several, actions, victims
    and drafts.
    """
    director = cast.director(country)
    meeting = cast.meeting(country, cast.table(country, others=PARTIES, core=(cast.SAFE_HOME,)))
    for post in (cast.DIRECTOR, *PARTIES, cast.SAFE_HOME):
        placing.join(meeting.pk, actor=country.actor(*post))
    for _ in range(ITEMS):
        stored, item, _ = cast.placed(country, meeting)
        _spoken_about(country, director, meeting, stored, item)
    return meeting, item


def _spoken_about(country, director, meeting, stored, item) -> None:
    care = country.actor(*cast.CARE)
    register.register(stored.id, Identity(given_name="Zoë"), actor=care)
    writing.write(item.pk, "contribution", "Besloten woord.", 0, level=Level.FULL, actor=care)
    writing.write(item.pk, "contribution", "Gedeeld woord.", 0, actor=country.actor(*cast.POLICE))
    writing.write(item.pk, "decision", "Zorg gaat bellen.", 0, actor=director)
    writing.promise(
        item.pk,
        "Belt de opvang.",
        country.organisation(cast.CARE[1]),
        meeting.starts_at.date(),
        actor=director,
    )
    deciding.draft_feedback(item.pk, meeting.pk, actor=director)


def asked_by(client, address: str) -> list[str]:
    """Return the queries of one page, without the beginning and end of its transaction."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in asked if query["sql"] not in ("BEGIN", "COMMIT")]


def test_TB1_each_page_of_a_full_table_asks_at_most_ten_queries(full, country, browser_client):
    """TB1: five parties, twelve items with everything at them; a session notes the time once a minute, not
    here.
    """
    meeting, item = full
    client = browser_client.login(cast.director(country))
    client.get(reverse("tables:list"))
    parts = {"list": [], "new": [], "table": [meeting.table_id], "versions": [item.pk]}
    asked = {
        name: asked_by(client, reverse(f"tables:{name}", args=parts.get(name, [meeting.pk])))
        for name in PAGES
    }
    too_many = {name: [sql[:150] for sql in said] for name, said in asked.items() if len(said) > MOST_QUERIES}
    assert not too_many
