"""The pages of agreements: everyone who works with cases reads them, keepers draft, a second person
reviews (SH1).
"""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from zicht.chain.agreements.library import TO_CONFIRM
from zicht.chain.agreements.models import Agreement
from zicht.chain.agreements.tests import cast
from zicht.foundation.acts.clock import today

BASE = "/werk/afspraken/"
FILLED_IN = {
    "title": "Convenant van de proef",
    "explanation": "Wij delen de kern.",
    "basis": "covenant",
    "article": "Convenant 2026",
    "gives": ["municipality"],
    "receives": ["zvh", "police"],
    "named": "FairWork",
    "purposes": ["care"],
    "categories": ["signal_core"],
    "level": "2",
    "conditions": [],
    "grant_days": "30",
    "starts_on": today().isoformat(),
    "ends_on": "",
    "region": "",
}


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_SH1_from_template_to_in_force_through_two_persons(country, browser_client):
    """SH1."""
    keeper = browser_client.login(cast.keeper(country))
    assert "nog geen afspraken" in words(keeper.get(BASE))
    assert TO_CONFIRM in words(keeper.get(f"{BASE}nieuw/"))
    edit = keeper.post(f"{BASE}nieuw/", {"sjabloon": "riec-covenant"}, follow=True)
    assert TO_CONFIRM in words(edit)
    row = Agreement.objects.get()
    page = reverse("agreements:agreement", args=[row.pk])
    assert "Ik heb dit nagekeken" not in words(keeper.get(page))
    keeper.post(f"{page}nagekeken/")
    assert Agreement.objects.get().state == "draft"
    second = browser_client.login(cast.second(country))
    assert "Ik heb dit nagekeken" in words(second.get(page))
    second.post(f"{page}nagekeken/")
    second.post(f"{page}laten-ingaan/")
    assert "Geldt nu" in words(second.get(page))
    assert second.post(f"{page}beeindigen/", {"because": ""}).status_code == 422
    asked = second.post(f"{page}beeindigen/", {"because": "Er komt een nieuwe."}, follow=True)
    assert "U vroeg dit zelf" in words(asked)
    alone = second.post(f"{page}beeindigen/besluit/", {"answer": "end"}, follow=True)
    assert "Een tweede persoon beëindigt de afspraak" in words(alone)
    first = browser_client.login(cast.keeper(country))
    first.post(f"{page}beeindigen/besluit/", {"answer": "keep"})
    second = browser_client.login(cast.second(country))
    second.post(f"{page}beeindigen/", {"because": "Er komt een nieuwe."})
    first = browser_client.login(cast.keeper(country))
    ended = first.post(f"{page}beeindigen/besluit/", {"answer": "end"}, follow=True)
    assert "meteen gestopt" in words(ended)


def test_SH1_an_own_agreement_is_drafted_changed_and_its_mistakes_are_explained(country, browser_client):
    """SH1."""
    keeper = browser_client.login(cast.keeper(country))
    assert keeper.post(f"{BASE}nieuw/leeg/", {}).status_code == 422
    wrong = keeper.post(f"{BASE}nieuw/leeg/", FILLED_IN | {"named": "Bestaat niet"})
    assert wrong.status_code == 422
    assert "Bestaat niet" in words(wrong)
    early = FILLED_IN | {"ends_on": (today() - timedelta(days=1)).isoformat()}
    assert keeper.post(f"{BASE}nieuw/leeg/", early).status_code == 422
    text = words(keeper.post(f"{BASE}nieuw/leeg/", FILLED_IN, follow=True))
    assert "FairWork" in text
    assert "Zorg- en Veiligheidshuis" in text
    edit = reverse("agreements:edit", args=[Agreement.objects.get().pk])
    assert "Convenant van de proef" in keeper.get(edit).content.decode()
    keeper.post(edit, FILLED_IN | {"title": "Beter"})
    assert Agreement.objects.get().title == "Beter"


@pytest.mark.parametrize(("who", "status"), [("contact_officer", 403), ("data_protection_officer", 200)])
def test_SH1_only_keepers_draft_and_everyone_with_cases_reads(country, browser_client, who, status):
    """SH1."""
    client = browser_client.login(country.actor(who, "gemeente-ede"))
    assert client.get(BASE).status_code == 200
    assert client.get(f"{BASE}nieuw/").status_code == status


def test_SH1_another_organisation_does_not_change_or_end_it(country, browser_client):
    """SH1."""
    row = cast.in_force(country)
    client = browser_client.login(country.actor("data_protection_officer", "comensha"))
    for act in ("bewerken/", "beeindigen/"):
        assert client.get(f"{BASE}{row.pk}/{act}").status_code == 403
