"""An acute signal that nobody took up raises an alarm on every page of who can act (CU2, SH2)."""

import pytest
from django.urls import reverse

from zicht.chain.custody import alarms, services
from zicht.chain.custody.models import Holding
from zicht.foundation.access import acting, as_worker
from zicht.foundation.audit.models import AuditEvent
from zicht.foundation.organisations.models import Organisation

TITLE = "Acuut, en nog niemand heeft dit opgepakt"


@pytest.fixture
def officer(country):
    return country.actor("contact_officer", "gemeente-ede")


def seen_by(actor) -> list:
    with acting(actor):
        return [alarm.signal_id for alarm in alarms.of(actor)]


def test_CU2_who_can_act_reads_who_has_it_and_where_to_call_on_every_page(country, browser_client, officer):
    with as_worker():
        Organisation.objects.filter(slug="gemeente-ede").update(phone="(000) 000 0007")
    signal = country.signal(acute=True)
    client = browser_client.login(officer)
    for address in (reverse("workplace:home"), reverse("custody:list"), reverse("intake:quick")):
        page = client.get(address).content.decode()
        assert TITLE in page
        assert page.index("tel:112") < page.index("tel:0000000007")
        assert signal.reference in page


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
    assert "Gebeld: dit signaal is acuut" in page
    assert TITLE in page, "the alarm stops when somebody takes it up"
    assert AuditEvent.objects.using("audit").filter(action="alarm_called").count() == 1


def test_CU2_in_danger_the_shortest_time_of_the_holders_counts_for_each(country):
    signal = country.signal(acute=True)
    with as_worker():
        due = Holding.objects.filter(signal_id=signal.id, role="responsible").values_list("due_at", flat=True)
        assert len(due) > 1
        assert len(set(due)) == 1
