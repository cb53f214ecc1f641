"""Lists and search show what the actor may see, and tell nothing about the rest (SH2, SH7)."""

import json

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zicht.chain.custody.services import handovers
from zicht.chain.custody.tests import cast
from zicht.chain.grants.models import Grant
from zicht.chain.signals.models import SearchEntry
from zicht.foundation.access import as_worker
from zicht.foundation.vault import sealing

LIST, SEARCH = reverse("custody:list"), reverse("custody:search")


def index(signal, text):
    """What the job that indexes signals does: the words of the story for each organisation with full
    sight.
    """
    with as_worker():
        grants = Grant.objects.filter(subject_id=signal.id, level=3).values_list("organisation_id", flat=True)
        SearchEntry.objects.bulk_create(
            SearchEntry(organisation_id=key, signal_id=signal.id, tokens=sealing.word_tokens(text))
            for key in set(grants)
        )


def references(response):
    return [row["signal"].reference for row in response.context["rows"]]


@pytest.mark.parametrize("url", [LIST, SEARCH])
def test_SH2_lists_are_for_who_may_read(country, client, browser_client, url):
    assert client.get(url).status_code == 302
    assert browser_client.login(cast.reporter(country)).get(url).status_code == 403


def test_SH2_a_list_holds_what_the_actor_sees_and_nothing_else(country, browser_client):
    ours, theirs = country.signal(), country.signal(municipality="GM0344")
    assert references(browser_client.login(cast.officer(country)).get(LIST)) == [ours.reference]
    assert references(browser_client.login(cast.outsider(country)).get(LIST)) == [theirs.reference]


def test_SH2_a_returned_preview_leaves_the_list(country, browser_client):
    signal = country.signal()
    offered = cast.offered_to_outsider(country, signal.id)
    client = browser_client.login(cast.outsider(country))
    assert references(client.get(LIST)) == [signal.reference]
    handovers.return_with_reason(offered.id, "other_place", actor=cast.outsider(country))
    assert references(client.get(LIST)) == []


def test_a_signal_on_several_grounds_stands_in_the_list_once(country, browser_client):
    signal = country.signal()
    offered = cast.offered_to_outsider(country, signal.id)
    handovers.accept(offered.id, actor=cast.outsider(country))
    assert references(browser_client.login(cast.outsider(country)).get(LIST)) == [signal.reference]


@pytest.mark.parametrize(
    "query", ["form=labour", "state=closed", "municipality=GM0344", "municipality=unknown", "acute=on"]
)
def test_filters_narrow_the_list(country, browser_client, query):
    country.signal(form="sexual")
    client = browser_client.login(cast.officer(country))
    assert references(client.get(f"{LIST}?{query}")) == []
    assert len(references(client.get(f"{LIST}?form=sexual&state=open&municipality=GM0228&period=7"))) == 1


def test_pages_follow_each_other_without_gap_or_double(country, browser_client):
    made = {country.signal().reference for _ in range(30)}
    client = browser_client.login(cast.officer(country))
    first = client.get(LIST)
    second = client.get(LIST + first.context["next"])
    assert len(references(first)) == 25
    assert len(references(second)) == 5
    assert set(references(first)) | set(references(second)) == made
    assert second.context["next"] == ""


def test_search_finds_all_words_only_where_the_actor_sees_everything(country, browser_client):
    signal, other = country.signal(), country.signal()
    index(signal, "Een jonge vrouw met een gele jas")
    index(other, "Een man met een gele auto")
    client = browser_client.login(cast.officer(country))
    assert references(client.post(SEARCH, {"words": "gele jas"})) == [signal.reference]
    assert references(browser_client.login(cast.outsider(country)).post(SEARCH, {"words": "gele jas"})) == []


def test_search_by_reference_opens_the_signal_and_an_invisible_one_is_not_found(country, browser_client):
    signal = country.signal()
    typed = {"words": signal.reference.lower().replace("-", " ")}
    response = browser_client.login(cast.officer(country)).post(SEARCH, typed)
    assert response["Location"] == cast.address("signal", signal.id)
    response = browser_client.login(cast.outsider(country)).post(SEARCH, typed)
    assert response.status_code == 200
    assert references(response) == []


def test_SH7_the_words_of_a_search_are_kept_nowhere(country, browser_client):
    browser_client.login(cast.officer(country)).post(SEARCH, {"words": "zonnebloem"})
    with connections["migrate"].cursor() as cursor:
        cursor.execute("SELECT action, detail FROM audit_auditevent ORDER BY id DESC LIMIT 1")
        action, detail = cursor.fetchone()
    assert action == "signals_searched"
    assert "zonnebloem" not in json.dumps(detail)


def test_a_full_list_asks_the_database_at_most_ten_things(country, browser_client):
    for _ in range(6):
        country.signal()
    client = browser_client.login(cast.officer(country))
    client.get(LIST)
    with CaptureQueriesContext(connection) as done:
        client.get(LIST)
    assert cast.counted(done.captured_queries) <= cast.LIMIT
