"""Routes in the database: drafting, publishing, staffing, explaining and replaying (RT1-RT3) (CU1, CU3,
RT2).
"""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, connections, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from zicht.chain.routes import queries, services
from zicht.chain.routes.country import country
from zicht.chain.routes.defaults import default_document
from zicht.chain.routes.models import RouteVersion
from zicht.chain.routes.queries import Area
from zicht.chain.routes.route import Facts
from zicht.chain.routes.tests.cast import document, rule, step
from zicht.chain.routes.tests.places import employ, send_away
from zicht.foundation.access import acting
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.database.errors import UserError


def organisations(explained, function):
    return [step["organisation"] for step in explained["steps"] if step["function"] == function]


def published(land, name="region_short_lines"):
    return services.adopt(name, Area(region=land.noord), actor=land.director)


def test_every_installation_begins_with_the_national_route(land):
    explained = services.explain("GM9001", "labour", minor=True, acute=True)
    assert explained["route"] == {"level": "nation", "area": "NL", "version": 1}
    assert {"contact_officer", "nla", "safe_home", "tmm", "duty_officer"} <= {
        s["function"] for s in explained["steps"]
    }
    assert all(step["due"] and step["parallel"] and step["organisation"] for step in explained["steps"])
    assert any("versie 1 van de route van Nederland" in reason for reason in explained["because"])
    assert json.dumps(explained)


def test_a_municipality_or_form_that_does_not_exist_is_not_explained(land):
    with pytest.raises(Http404):
        services.explain("GM0000", "labour")
    with pytest.raises(UserError, match="choose from sexual, labour"):
        services.explain("GM9001", "slavery")


def test_an_unknown_place_goes_to_the_national_desk(land):
    (step,) = [s for s in services.explain(None, "sexual")["steps"] if s["role"] == "responsible"]
    assert step["function"] == "fallback_desk"


def test_the_nearest_organisation_answers_for_a_place(land):
    explained = services.explain("GM9001", "sexual")
    assert organisations(explained, "contact_officer") == ["municipality-noordstad"]
    assert organisations(explained, "tmm") == ["police-noord"]
    assert organisations(services.explain("GM9003", "sexual"), "tmm") == ["police-zee"]


def test_someone_at_work_in_the_region_goes_before_an_empty_post_nearby(land):
    own = employ("care_coordinator", "municipality", municipality=land.GM9001)
    assert organisations(services.explain("GM9001", "criminal"), "care_coordinator") == [
        "municipality-noordstad"
    ]
    send_away(own, timezone.localdate())
    assert organisations(services.explain("GM9001", "criminal"), "care_coordinator") == [
        "care_coordination-noord"
    ]


def test_CU3_absence_is_covered_by_a_deputy_and_else_by_the_fallback(land):
    send_away(land.officers["GM9001"], timezone.localdate())
    explained = services.explain("GM9001", "sexual")
    assert not organisations(explained, "contact_officer")
    assert any("aandachtsfunctionaris is niet bezet" in reason for reason in explained["because"])
    employ("contact_officer", "municipality", municipality=land.GM9001, deputy=True)
    assert organisations(services.explain("GM9001", "sexual"), "contact_officer")


def test_CU1_when_everybody_is_away_the_national_desk_still_holds_the_signal(land):
    queries.FunctionAssignment.objects.all().delete()
    (held,) = services.evaluate_for(Facts("GM9001", "labour", acute=True)).responsible
    assert held.organisation == "fallback_desk"


def test_RT1_a_published_region_counts_in_its_own_municipalities_only(land):
    version = published(land)
    assert services.explain("GM9001", "sexual")["route"] == {
        "level": "region",
        "area": "safety_region:VR91",
        "version": version.number,
    }
    assert services.explain("GM9003", "sexual")["route"]["level"] == "nation"


def test_RT1_a_municipality_adds_to_its_region_and_the_nation(land):
    published(land)
    own = rule("eigen", step("ambassador", "be_informed", "informed", fallback="contact_officer"))
    employ("ambassador", "municipality", municipality=land.GM9002)
    area = Area(municipality=land.GM9002)
    version = services.draft(area, document(own), actor=land.director)
    assert services.check_version(version.pk, actor=land.director) == ()
    services.publish(version.pk, actor=land.director)
    explained = services.explain("GM9002", "sexual")
    assert [v["level"] for v in explained["versions"]] == ["nation", "region", "municipality"]
    assert organisations(explained, "ambassador") == ["municipality-zuiddam"]


def test_RT2_an_old_answer_is_given_again_after_routes_and_people_changed(land):
    published(land)
    facts = Facts("GM9001", "sexual", minor=True, received_on=timezone.localdate())
    kept = json.loads(json.dumps(services.evaluate_for(facts).to_json()))
    send_away(land.officers["GM9001"], timezone.localdate())
    published(land, "region_airport")
    assert services.evaluate_for(facts).to_json() != kept
    assert services.replay(kept).to_json() == kept


def test_RT3_publishing_is_refused_with_reasons_when_a_function_emptied_after_the_check(land):
    turned_off = document(rule("x", step("shelter_manager", "be_informed", "informed")))
    manager = employ("shelter_manager", "shelter")
    version = services.draft(Area(region=land.noord), turned_off, actor=land.director)
    assert services.check_version(version.pk, actor=land.director) == ()
    send_away(manager, timezone.localdate())
    with pytest.raises(services.NotPublishable, match="de opvang staat nergens iemand"):
        services.publish(version.pk, actor=land.director)
    version.refresh_from_db()
    assert version.state == "checked"


def test_RT3_a_draft_with_problems_stays_a_draft_and_names_them(land):
    version = services.draft(
        Area(region=land.noord), document(rule("x", step("nla", fallback="tmm"))), actor=land.director
    )
    problems = services.check_version(version.pk, actor=land.director)
    assert "rules[0].steps[0].fallback" in {problem.path for problem in problems}
    with pytest.raises(NotPossible):
        services.publish(version.pk, actor=land.director)


def test_publishing_retires_the_version_before_it(land):
    first = published(land)
    second = published(land, "region_airport")
    first.refresh_from_db()
    assert (first.state, second.state, second.number) == ("retired", "published", first.number + 1)


def test_revising_a_checked_version_makes_it_a_draft_again(land):
    version = services.draft(Area(region=land.noord), default_document("region_airport"), actor=land.director)
    services.check_version(version.pk, actor=land.director)
    revised = services.revise(version.pk, default_document("region_short_lines"), actor=land.director)
    assert (revised.state, revised.checked_at) == ("draft", None)


def test_a_page_that_went_stale_does_not_overwrite_a_colleague(land):
    version = services.draft(Area(region=land.noord), default_document("region_airport"), actor=land.director)
    with pytest.raises(services.ChangedMeanwhile):
        services.revise(version.pk, document(), actor=land.director, seen=services.fingerprint(document()))


def test_a_chain_director_edits_the_own_region_and_what_lies_within_it(land):
    assert [str(area) for area in queries.editable_areas(land.director)] == ["Noord", "Noordstad", "Zuiddam"]
    assert [str(area) for area in queries.editable_areas(land.desk)] == ["Nederland"]
    assert queries.editable_areas(land.officers["GM9001"]) == []


@pytest.mark.parametrize("area", ["safety_region:VR92", "GM9003", "NL"])
def test_the_route_of_another_area_is_not_yours_to_edit(land, area):
    with pytest.raises(PermissionDenied):
        services.draft(Area.named(area), default_document("region_airport"), actor=land.director)
    mine = services.draft(Area(region=land.noord), default_document("region_airport"), actor=land.director)
    for act in (services.check_version, services.publish):
        with pytest.raises(PermissionDenied):
            act(mine.pk, actor=land.other_director)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE routes_routeversion SET document = '{}' WHERE state = 'published'",
        "UPDATE routes_routeversion SET published_at = now() WHERE state = 'published'",
        "UPDATE routes_routeversion SET state = 'draft' WHERE state = 'published'",
        "UPDATE routes_routeversion SET number = 9 WHERE state = 'published'",
        "DELETE FROM routes_routeversion",
        (
            "INSERT INTO routes_routeversion (level, number, state, document, above, author_id, drafted_at)"
            " VALUES ('nation', 9, 'published', '{}', '{}', gen_random_uuid(), now())"
        ),
    ],
)
def test_the_database_refuses_to_change_what_was_published(land, change):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_the_database_knows_one_published_route_for_an_area(land):
    second = RouteVersion.objects.create(
        level="nation", number=2, document={}, author_id=land.desk.person_id, drafted_at=timezone.now()
    )
    RouteVersion.objects.filter(pk=second.pk).update(state="checked")
    with pytest.raises(DatabaseError), transaction.atomic():
        RouteVersion.objects.filter(pk=second.pk).update(state="published")


def test_the_country_is_held_in_memory_until_something_changes(land):
    held = country()
    with CaptureQueriesContext(connection) as queries_made:
        assert country() is held
    assert len(queries_made) == 1
    send_away(land.nla, timezone.localdate())
    assert country() is not held
    assert not country().recipients("GM9001")["nla"].staffed


def test_each_act_leaves_one_event(land):
    before = _count()
    published(land)
    assert _count() == before + 3


def _count():
    with connections["migrate"].cursor() as cursor:
        cursor.execute("SELECT last_value FROM audit_auditevent_id_seq")
        return cursor.fetchone()[0]


def test_acting_people_read_routes_inside_their_transaction(land):
    with acting(land.officers["GM9001"]):
        assert services.explain("GM9001", "criminal")["steps"]
