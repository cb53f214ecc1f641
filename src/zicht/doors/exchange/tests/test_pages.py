"""The import pages (IN4): choose, look, confirm, follow, and take what could not be read along (SH2)."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zicht.chain.intake.importing import services
from zicht.chain.intake.models import ImportFile, ImportRun
from zicht.chain.intake.tests.test_importing import BAD_ROWS, ROW, a_list
from zicht.chain.signals.models import Signal
from zicht.foundation.access import as_worker
from zicht.testing.base import SignedInClient


@pytest.fixture
def officer(country):
    return country.actor("contact_officer", "gemeente-ede")


@pytest.fixture
def client(browser_client, officer):
    return browser_client.login(officer)


def offered(client, content=BAD_ROWS, name="lijst.csv"):
    response = client.post(
        reverse("exchange:upload"), {"source": "tip_line", "file": SimpleUploadedFile(name, content)}
    )
    return response


def read_in(address):
    """What the worker does."""
    run_id = uuid.UUID(address.rstrip("/").rpartition("/")[2])
    while services.step(run_id, by_job=True):
        pass


def test_IN4_first_one_sees_what_would_happen_and_nothing_happens(client):
    page = client.get(offered(client).url)
    text = page.content.decode()
    assert page.context["preview"].readable == 2
    assert "Mensen slapen in een schuur" in text
    assert "Dit kennen we niet. Kies uit: seksueel" in text
    assert "landelijk vangnet" in text
    with as_worker():
        assert not Signal.objects.exists()


def test_IN4_after_confirming_the_worker_reads_it_in_and_every_row_is_accounted_for(client, officer):
    address = offered(client).url
    client.post(f"{address}inlezen/")
    assert "0 van 15 rijen" in client.get(address).content.decode()
    read_in(address)
    text = client.get(address).content.decode()
    assert "De nieuwe signalen liggen bij wie aan zet is" in text
    assert "99-99-9999" in text
    with as_worker():
        references = set(Signal.objects.values_list("reference", flat=True))
        assert set(Signal.objects.values_list("source_organisation_id", flat=True)) == {
            officer.organisation_id
        }
    rows = client.get(f"{address}rijen.csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + 2 + 13
    assert all(any(reference in row for row in rows) for reference in references)


def test_IN4_the_same_file_again_is_announced_and_changes_nothing(client):
    first = offered(client).url
    client.post(f"{first}inlezen/")
    client.post(f"{first}inlezen/")
    read_in(first)
    again = offered(client).url
    page = client.get(again)
    assert "al eerder ingelezen" in page.content.decode()
    assert page.context["preview"].known == 2
    client.post(f"{again}inlezen/")
    read_in(again)
    with as_worker():
        assert Signal.objects.count() == 2
        run = ImportRun.objects.get(pk=uuid.UUID(again.rstrip("/").rpartition("/")[2]))
    assert (run.stored, run.changed, run.known) == (0, 0, 2)


def test_IN4_when_everything_was_known_it_says_so(client):
    for _ in range(2):
        address = offered(client, a_list(ROW)).url
        client.post(f"{address}inlezen/")
        read_in(address)
    assert "Alles was al bekend" in client.get(address).content.decode()


def test_IN4_a_file_can_be_thrown_away_unread_and_nothing_stays(client):
    address = offered(client).url
    client.post(f"{address}weggooien/")
    with as_worker():
        assert not ImportRun.objects.exists()
        assert not ImportFile.objects.exists()
    assert client.get(address).status_code == 404


def test_IN4_a_confirmed_file_cannot_be_thrown_away_halfway(client):
    address = offered(client).url
    client.post(f"{address}inlezen/")
    assert client.post(f"{address}weggooien/").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("foto.csv", b"\x89PNG\r\n\x1a\n", "geen CSV"),
        ("lijst.xlsx", b"PK\x03\x04", "niet openen"),
        ("leeg.csv", b" ", "leeg"),
    ],
)
def test_IN4_a_wrong_file_is_refused_in_words(client, name, content, reason):
    response = offered(client, content, name)
    assert response.status_code == 422
    assert reason in response.content.decode()


def test_IN4_a_file_that_is_too_large_is_not_left_out_in_silence(client, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100
    response = offered(client)
    assert response.status_code == 422
    assert "te groot" in response.content.decode()


def test_IN4_the_example_file_can_be_downloaded(client):
    response = client.get(reverse("exchange:template"))
    assert response.content.startswith(b"\xef\xbb\xbfmeldnummer;datum;omschrijving")


def test_SH2_only_functions_that_may_import_come_in(country, browser_client):
    address = reverse("exchange:upload")
    assert Client().get(address).status_code == 302
    for function, status in {
        "reporter": 403,
        "care_coordinator": 403,
        "chain_director": 200,
        "tmm": 200,
    }.items():
        assert SignedInClient().login(country.actor(function)).get(address).status_code == status, function


def test_SH2_anothers_file_does_not_exist(client, country):
    address = offered(client).url
    outsider = SignedInClient().login(country.actor("contact_officer", "gemeente-utrecht"))
    assert outsider.get(address).status_code == 404
    assert outsider.post(f"{address}inlezen/").status_code == 404
    with as_worker():
        assert ImportRun.objects.get().state == "offered"


def test_the_pages_keep_to_ten_queries(client):
    address = offered(client).url
    done = offered(client).url
    client.post(f"{done}inlezen/")
    read_in(done)
    for page in (reverse("exchange:upload"), address, done):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        asked = [query["sql"][:100] for query in queries if query["sql"] not in ("BEGIN", "COMMIT")]
        assert len(asked) <= 10, "\n".join(asked)
