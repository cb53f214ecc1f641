"""The synthetic history in the register: all persons and notifications, sealed, with the published totals,
within seconds (RG1).
"""

import time

import pytest
from django.db.models import Count

from zicht.casework.register.models import Notification, PresumedVictim
from zicht.casework.register.persons import queries
from zicht.demo.history import generate
from zicht.demo.loading_history import load_history
from zicht.foundation.access import acting, as_worker

LONGEST_SECONDS = 60
"""A shared machine under load; alone it takes a fraction of this."""


@pytest.fixture(scope="module")
def history():
    return generate()


def test_RG1_the_history_has_814_persons_and_927_notifications_in_2022(country, history):
    started = time.monotonic()
    with as_worker():
        loaded = load_history(history.persons, history.notifications)
        spent = time.monotonic() - started
        of_2022 = Notification.objects.filter(notified_on__year=2022)
        counts = of_2022.aggregate(notifications=Count("pk"), persons=Count("victim", distinct=True))
        assert load_history(history.persons, history.notifications) == (0, 0)
    assert loaded == (len(history.persons), len(history.notifications))
    assert counts == {"notifications": 927, "persons": 814}
    assert spent < LONGEST_SECONDS
    registrar = country.actor("registrar", "comensha")
    with acting(registrar):
        newest = queries.own(registrar).first()
        assert queries.identity_of(newest).name
        assert PresumedVictim.objects.count() == len(history.persons)
    with acting(country.actor("contact_officer", "gemeente-ede")):
        assert not PresumedVictim.objects.exists()
