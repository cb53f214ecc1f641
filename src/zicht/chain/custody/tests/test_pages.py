from django.urls import reverse


def officer(country):
    return country.actor("contact_officer", "gemeente-ede")


def test_smoke(country, browser_client):
    signal = country.signal(acute=True, minor=True)
    client = browser_client.login(officer(country))
    for url in (
        reverse("workplace:home"),
        reverse("custody:list"),
        reverse("custody:signal", args=[signal.id]),
    ):
        response = client.get(url)
        assert response.status_code == 200, url
