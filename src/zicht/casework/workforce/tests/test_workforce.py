"""Municipalities say themselves how many people work where; the picture shows where nobody reports (IS5)."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zicht.casework.workforce import services
from zicht.casework.workforce.models import SectorSize
from zicht.foundation.access import acting
from zicht.foundation.acts.refusals import NotPossible
from zicht.sight.figures.models import SeenSector

ADDRESS, PICTURE = "/werk/werkenden/", "/werk/beeld/"
FILLED = {
    "municipality": "GM0228",
    "source": "Vestigingenregister",
    "counted_on": "2024-01-01",
    "workers_A": "900",
    "workers_I": "2000",
    "workers_Q": "100",
    "workers_B": "0",
}


def test_IS5_a_sector_with_many_workers_and_no_notifications_is_named(country, browser_client):
    """IS5: blind spots, from numbers the municipality filled in itself; a sector with notifications or few
    workers is not named.
    """
    officer = browser_client.login(country.actor("contact_officer", "gemeente-ede"))
    assert officer.post(ADDRESS, FILLED).status_code == 302
    SeenSector.objects.using("figures").bulk_create(
        [SeenSector(region_code="VR07", section="I"), SeenSector(region_code="VR09", section="A")]
    )
    page = browser_client.login(country.actor("chain_director")).get(PICTURE)
    assert page.context["dark"] == ["Landbouw, bosbouw en visserij"]
    assert [row[1] for row in page.context["sectors"]] == ["2.000", "900", "100", "0"]


def test_IS5_new_numbers_replace_the_old_and_what_is_wrong_is_asked_again(country, browser_client):
    """IS5: nothing typed is lost; empty is not known."""
    client = browser_client.login(country.actor("contact_officer", "gemeente-ede"))
    client.post(ADDRESS, FILLED)
    wrong = client.post(ADDRESS, FILLED | {"workers_A": "-3"})
    assert wrong.status_code == 422
    assert "Vestigingenregister" in wrong.content.decode()
    client.post(ADDRESS, {key: value for key, value in FILLED.items() if key != "workers_I"})
    with acting(country.actor("researcher")):
        assert set(SectorSize.objects.values_list("section", "workers")) == {("A", 900), ("Q", 100), ("B", 0)}


def test_IS5_only_the_own_municipality_or_region_is_filled_in(country, browser_client):
    """IS5, SH2: a contact officer the own municipality, a chain director the region; others not at all."""
    client = browser_client.login(country.actor("contact_officer", "gemeente-ede"))
    assert client.post(ADDRESS, FILLED | {"municipality": "GM0344"}).status_code == 422
    with pytest.raises(NotPossible):
        services.fill_in(
            municipality="GM0344",
            workers={"A": 1},
            source="x",
            counted_on=date(2024, 1, 1),
            actor=country.actor("contact_officer", "gemeente-ede"),
        )
    assert len(services.own_places(country.actor("chain_director"))) == 15
    assert browser_client.login(country.actor("researcher")).get(ADDRESS).status_code == 403


LIST = "gemeente;bedrijfstak;werkenden\nEde;A;1.900\nGM0202;Onderwijs;12000\narnhem;i;5000\n"


def send(client, content: str | bytes, **changed):
    file = SimpleUploadedFile("lijst.csv", content.encode() if isinstance(content, str) else content)
    return client.post(
        f"{ADDRESS}bestand/",
        {"source": "Vestigingenregister", "counted_on": "2024-01-01", "file": file} | changed,
    )


def test_IS5_a_list_of_the_whole_region_is_read_at_once(country, browser_client):
    """IS5: by name or code, with Dutch thousands; what a municipality had before is replaced, of others it
    stays.
    """
    director = country.actor("chain_director")
    services.fill_in(
        municipality="GM0228", workers={"B": 7}, source="x", counted_on=date(2025, 1, 1), actor=director
    )
    services.fill_in(
        municipality="GM0203", workers={"C": 8}, source="x", counted_on=date(2025, 1, 1), actor=director
    )
    assert send(browser_client.login(director), LIST).status_code == 302
    with acting(director):
        kept = set(SectorSize.objects.values_list("municipality_id", "section", "workers"))
    assert kept == {("GM0228", "A", 1900), ("GM0202", "P", 12000), ("GM0202", "I", 5000), ("GM0203", "C", 8)}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (LIST + "Utrecht;A;5\n", "Regel 5: ‘Utrecht’ is geen gemeente die u invult."),
        (LIST + "Ede;Z;5\n", "Regel 5: ‘Z’ is geen bedrijfstak."),
        (LIST + "Ede;B;veel\n", "Regel 5: ‘veel’ is geen aantal."),
        (LIST + "GM0228;A;3\n", "Regel 5: Ede en Landbouw, bosbouw en visserij staan er twee keer in."),
        ("plaats,aantal\nEde,3\n", "Nu ontbreekt: gemeente, bedrijfstak, werkenden."),
        ("gemeente,bedrijfstak,werkenden\n", "geen rijen"),
        (" ", "leeg"),
    ],
)
def test_IS5_a_list_with_a_mistake_is_refused_as_a_whole_and_says_where(
    country, browser_client, content, told
):
    director = country.actor("chain_director")
    answer = send(browser_client.login(director), content)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "Vestigingenregister" in answer.content.decode()
    with acting(director):
        assert not SectorSize.objects.exists()


def test_IS5_a_list_is_for_the_own_region_only(country, browser_client):
    """IS5, SH2: neither by page nor by the service."""
    assert send(browser_client.login(country.actor("researcher")), LIST).status_code == 403
    with pytest.raises(NotPossible):
        services.read_in(
            sizes={"GM0228": {"A": 1}, "GM0344": {"A": 1}},
            source="x",
            counted_on=date(2024, 1, 1),
            actor=country.actor("chain_director"),
        )
