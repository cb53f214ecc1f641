"""An acute signal that nobody took up raises an alarm on every page of who can act (CU2, SH2)."""

import uuid

import pytest
from django.urls import reverse

from zicht.chain.custody import alarms, services
from zicht.chain.custody.models import AlarmCall, Holding
from zicht.chain.custody.tests import cast
from zicht.chain.signals.models import SignalContent
from zicht.foundation.access import acting, as_worker
from zicht.foundation.audit.models import AuditEvent
from zicht.foundation.organisations.models import Organisation

PAGES_OF_AN_OFFICER = ("/werk/", "/werk/logboek/", "/werk/navraag/toezicht/")
TITLE = "Acuut, en nog niemand heeft dit opgepakt"


@pytest.fixture
def officer(country):
    return country.actor("contact_officer", "gemeente-ede")


def seen_by(actor) -> list:
    with acting(actor):
        return [alarm.signal_id for alarm in alarms.of(actor)]


def test_CU2_who_can_act_reads_who_has_it_and_where_to_call_on_every_page(country, browser_client, officer):
    with as_worker():
        Organisation.objects.filter(slug="zorgcoordinatie-gelderland-midden").update(phone="(000) 000 0007")
    signal = country.signal(acute=True)
    client = browser_client.login(officer)
    for address in (reverse("workplace:home"), reverse("custody:list"), reverse("intake:quick")):
        page = client.get(address).content.decode()
        assert TITLE in page
        assert page.index("tel:112") < page.index("tel:0000000007")
        assert signal.reference in page
        assert "dat bent u" in page


def test_CU2_it_stops_when_somebody_takes_it_up_and_is_not_there_without_danger(country, officer):
    calm, signal = country.signal(), country.signal(acute=True)
    assert seen_by(officer) == [signal.id]
    services.take_up(signal.id, actor=officer)
    assert seen_by(officer) == []
    assert calm.id != signal.id


def test_SH2_nobody_else_hears_of_it(country):
    country.signal(acute=True)
    assert seen_by(country.actor("contact_officer", "gemeente-utrecht")) == []
    assert seen_by(country.actor("reporter", "gemeente-ede")) == []


def test_CU2_that_someone_called_is_an_act_on_the_timeline_and_in_the_log(country, browser_client, officer):
    signal = country.signal(acute=True)
    client = browser_client.login(officer)
    page = client.post(reverse("custody:called", args=[signal.id]), follow=True).content.decode()
    assert "Gebeld: acuut, en nog niet opgepakt" in page
    assert TITLE in page, "the alarm stops when somebody takes it up"
    assert AuditEvent.objects.using("audit").filter(action="alarm_called").count() == 1


def test_CU2_in_danger_the_shortest_time_of_the_holders_counts_for_each(country):
    signal = country.signal(acute=True)
    with as_worker():
        due = Holding.objects.filter(signal_id=signal.id, role="responsible").values_list("due_at", flat=True)
        assert len(due) > 1
        assert len(set(due)) == 1


def test_CU2_a_double_click_is_one_call_and_the_alarm_says_who_called(country, browser_client, officer):
    signal = country.signal(acute=True)
    client = browser_client.login(officer)
    address, key = reverse("custody:called", args=[signal.id]), str(uuid.uuid4())
    for _ in range(2):
        page = client.post(address, {"key": key}, follow=True).content.decode()
    assert "Gebeld vandaag" in page
    with acting(officer):
        assert AlarmCall.objects.filter(signal_id=signal.id).count() == 1


def test_CU2_who_sees_the_core_alone_can_say_so_too(country, browser_client):
    signal = country.signal(acute=True)
    cast.offered_to_outsider(country, signal.id)
    core = cast.outsider(country)
    assert seen_by(core) == [signal.id]
    with acting(core):
        assert not SignalContent.objects.filter(pk=signal.id).exists(), "sees more than the core"
    client = browser_client.login(core)
    answer = client.post(reverse("custody:called", args=[signal.id]), {"key": uuid.uuid4()}, follow=True)
    assert answer.status_code == 200
    assert "Bij het signaal staat dat u gebeld hebt" in answer.content.decode()


def test_CU2_a_call_after_somebody_took_it_up_adds_nothing_and_says_so(country, browser_client, officer):
    signal = country.signal(acute=True)
    services.take_up(signal.id, actor=officer)
    client = browser_client.login(officer)
    page = client.post(reverse("custody:called", args=[signal.id]), {"key": uuid.uuid4()}, follow=True)
    assert "iemand heeft dit signaal opgepakt" in page.content.decode()
    with acting(officer):
        assert not AlarmCall.objects.filter(signal_id=signal.id).exists()


def test_SH2_a_screen_that_a_table_looks_at_together_shows_no_alarm(country, browser_client, officer):
    country.signal(acute=True)
    client = browser_client.login(officer)
    assert TITLE in client.get(reverse("custody:list")).content.decode()
    assert TITLE not in client.get(reverse("tables:list")).content.decode()


def test_CU2_a_page_that_nobody_acts_on_opens_as_always(country, browser_client, officer):
    """CU2: the own account, and an invitation that is over, are shown outside the work."""
    country.signal(acute=True)
    client = browser_client.login(officer)
    assert client.get("/account/beveiliging/").status_code == 200
    assert client.get("/uitnodiging/onbekend/").status_code == 410
    assert client.get("/werk/dit-bestaat-niet/").status_code == 404
    assert client.get(reverse("oversight:search")).status_code == 403


def test_CU2_no_page_has_another_thing_by_the_name_of_the_alarm(country, browser_client):
    """CU2: what a page calls its own never stands above it as the alarm."""
    client = browser_client.login(country.actor("data_protection_officer", "gemeente-ede"))
    for address in PAGES_OF_AN_OFFICER:
        page = client.get(address)
        assert page.status_code == 200, address
        assert type(page.context["acute_untaken"]).__name__ == "_Alarms", address
