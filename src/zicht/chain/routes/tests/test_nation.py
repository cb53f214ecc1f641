"""The national route over all 342 municipalities with the people of the demonstration chain (RT3,
acceptance 4).
"""

import pytest

from zicht.chain.routes import evaluation, queries, services
from zicht.chain.routes.checking import every_case
from zicht.chain.routes.country import country as the_country
from zicht.chain.routes.queries import Area
from zicht.chain.routes.tests.places import holder_of

pytestmark = pytest.mark.usefixtures("undone")


def test_RT3_the_published_national_route_is_sound_everywhere():
    assert services.problems_of(queries.published().get(level="nation")) == ()


def test_RT3_every_example_is_sound_in_a_real_region_and_municipality():
    director = holder_of("chain_director", "zvh-gelderland-midden")
    region, place = queries.editable_areas(director)[:2]
    for name, area in (
        ("region_short_lines", region),
        ("region_airport", region),
        ("municipality_ambassadors", place),
    ):
        assert services.adopt(name, area, actor=director).state == "published"


def test_RT3_no_case_is_uncovered_and_each_can_be_replayed():
    now = the_country()
    by_version = {route.version: route for route in now.routes(None)}
    tried = 0
    for code in [*queries.municipalities_in(Area()), None]:
        for facts in every_case(code):
            found = evaluation.evaluate(facts, now.routes(code), now.recipients(code))
            tried += 1
            if tried % 50 == 0:
                assert evaluation.replay(found.to_json(), by_version) == found
    assert tried == 343 * 40
