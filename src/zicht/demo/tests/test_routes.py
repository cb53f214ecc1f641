"""The demonstration routes are sound on the demonstration chain: the checker of the routes itself says so
(RT3).
"""

from functools import lru_cache

import pytest

from zicht.chain.routes.checking import check
from zicht.chain.routes.document import parse
from zicht.chain.routes.outcome import Recipient
from zicht.chain.routes.vocabulary import FUNCTIONS, Level
from zicht.demo.chain import AROUND_THE_CLOCK
from zicht.demo.organisations import demonstration_chain
from zicht.demo.routes import demonstration_routes
from zicht.reference.places import read_edition

ROUTES = list(demonstration_routes())


@lru_cache(maxsize=1)
def posts():
    """Who has a function, by the organisation's working area."""
    chain = demonstration_chain()
    found = {}
    for assignment in chain.assignments:
        organisation = chain.by_slug[assignment.organisation_slug]
        found.setdefault((organisation.area_kind, organisation.area_code, assignment.function), organisation)
    return found


def directory(code):
    """The recipients of a municipality: of the smallest working area in which the function is staffed."""
    edition = read_edition()
    areas = [("nation", "NL")]
    if code is not None:
        regions = [(kind, edition.region_of(code, kind).code) for kind in ("safety_region", "police_unit")]
        areas = [("municipality", code), *regions, *areas]
    found = {}
    for function in FUNCTIONS:
        organisation = next(
            (posts()[(*area, function)] for area in areas if (*area, function) in posts()), None
        )
        if organisation:
            found[function] = Recipient(
                organisation.slug, organisation.name, True, function in AROUND_THE_CLOCK
            )
    return found


def municipalities_of(route):
    edition = read_edition()
    codes = {
        Level.NATION: [m.code for m in edition.municipalities],
        Level.REGION: edition.members("safety_region", route.area),
        Level.MUNICIPALITY: [route.area],
    }[route.level]
    return {code: edition.municipality(code).name for code in codes}


def higher_than(route):
    edition, higher = read_edition(), []
    for other in ROUTES:
        nation = other.level == Level.NATION and route.level != Level.NATION
        region = (
            route.level == Level.MUNICIPALITY
            and other.area == edition.region_of(route.area, "safety_region").code
        )
        if nation or region:
            higher.append(
                parse(
                    other.document,
                    level=other.level,
                    area=other.area,
                    area_name=other.area_name,
                    higher=higher,
                )
            )
    return higher


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.area)
def test_RT3_every_demonstration_route_may_be_published_on_the_demonstration_chain(route):
    problems = check(
        route.document,
        higher_than(route),
        directory,
        municipalities_of(route),
        level=route.level,
        area=route.area,
        area_name=route.area_name,
    )
    assert [str(problem) for problem in problems] == []


def test_the_national_route_comes_first_and_municipalities_last():
    levels = [route.level for route in ROUTES]
    assert levels == sorted(levels, key=[Level.NATION, Level.REGION, Level.MUNICIPALITY].index)
    assert levels.count(Level.NATION) == 1


def test_regional_documents_say_that_they_are_examples():
    assert all(r.document["title"].startswith("Voorbeeld") for r in ROUTES if r.level != Level.NATION)
