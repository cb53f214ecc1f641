"""A year goes out once, after it has ended (IS2)."""

import uuid
from datetime import date

from django.test import Client

from zicht.casework.register.models import Notification
from zicht.foundation.access import as_worker
from zicht.foundation.acts import clock
from zicht.sight.figures import building, publishing, queries


def test_IS2_a_later_notification_does_not_show_as_a_difference_between_editions(published, at_work):
    client = at_work("researcher")
    question = {"jaar": 2022, "indeling": "notifier"}
    before = (
        client.get("/werk/cijfers/cijfers.csv", question).content,
        Client().get("/cijfers/2022.json").content,
    )
    with as_worker():
        again = Notification.objects.filter(notified_on__year=2022, notifier="police").first()
        again.pk = uuid.uuid4()
        again.save(force_insert=True)
    building.rebuild()
    assert publishing.publish(2022) == 0
    after = (
        client.get("/werk/cijfers/cijfers.csv", question).content,
        Client().get("/cijfers/2022.json").content,
    )
    assert after == before
    with as_worker():
        assert queries.figures(year=2022, by="notifier")["cells"]["police"] == 323


def test_IS2_the_running_year_is_not_published(register):
    this_year = clock.today().year
    with as_worker():
        assert 2021 in publishing.waiting()
        row = Notification.objects.filter(notified_on__year=2022)[0]
        for _ in range(20):
            row.pk = uuid.uuid4()
            row.notified_on = date(this_year, 1, 1)
            row.save(force_insert=True)
    building.rebuild()
    assert this_year not in publishing.waiting()
