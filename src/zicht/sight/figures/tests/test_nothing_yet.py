"""Before anything is published, pages and files say so (IS2)."""

from django.test import Client


def test_IS2_before_anything_is_published_pages_say_so(country):
    anyone = Client()
    assert anyone.get("/cijfers/catalogus.jsonld").status_code == 404
    assert anyone.get("/cijfers/factsheet/nederland.pdf").status_code == 404
    for address in ("/cijfers/", "/cijfers/kaart/", "/cijfers/factsheet/"):
        assert "nog geen cijfers" in anyone.get(address).content.decode()
