"""The public role stores only what a route can come to, whatever is sent (IN2, RT1)."""

import json
import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connections
from django.db.models import Max

from zicht.chain.custody.models import Holding
from zicht.chain.intake.services.storing import PUBLIC, payload_for
from zicht.chain.routes.country import country as seen_from
from zicht.chain.routes.vocabulary import FUNCTIONS
from zicht.chain.signals.models import Signal
from zicht.foundation.access import as_worker
from zicht.foundation.acts import clock
from zicht.foundation.organisations.vocabulary import Function


def reporter_holds(payload, country):
    reporter = country.actor("reporter", "gemeente-ede")
    for name in ("holdings", "grants"):
        payload[name] = payload[name][:1]
        payload[name][0] |= {"function": "reporter", "organisation_id": reporter.organisation_id}


def due_in_the_next_century(payload, country):
    payload["holdings"][0]["due_at"] = clock.now() + timedelta(days=73 * 365)


def not_told(payload, country):
    payload["feedback"] = []


def someone_looks_along(payload, country):
    other = country.actor("contact_officer", "gemeente-utrecht")
    theirs = {"id": uuid.uuid4(), "organisation_id": other.organisation_id}
    payload["grants"].append(payload["grants"][0] | theirs)


def stored(country, change=None) -> bool:
    payload = payload_for(country.report(), PUBLIC, seen_from("intake"))[1]
    if change:
        change(payload, country)
    with connections["intake"].cursor() as cursor:
        cursor.execute("SELECT sec.submit_signal(%s::jsonb)", [json.dumps(payload, default=str)])
    with as_worker():
        return Signal.objects.filter(pk=payload["signal"]["id"]).exists()


@pytest.mark.parametrize("change", [reporter_holds, not_told, someone_looks_along])
def test_RT1_what_no_route_comes_to_is_refused_by_postgresql(country, change):
    with pytest.raises(DatabaseError, match=r"no route comes|is told|sight goes"):
        stored(country, change)


def test_RT1_a_time_beyond_a_year_becomes_a_year_for_a_report_always_comes_in(country):
    assert stored(country, due_in_the_next_century)
    with as_worker():
        latest = Holding.objects.aggregate(latest=Max("due_at"))["latest"]
    assert latest < clock.now() + timedelta(days=367)


def test_RT1_what_the_route_came_to_is_stored(country):
    assert stored(country)


def test_RT1_postgresql_and_routes_name_the_same_functions(database):
    with connections["migrate"].cursor() as cursor:
        cursor.execute("SELECT f FROM unnest(%s::text[]) AS f WHERE sec.can_hold(f)", [list(Function)])
        assert {function for (function,) in cursor.fetchall()} == FUNCTIONS.keys()
