"""Publishes the fictional regional and local routes, each by the chain director of the region."""

from zicht.chain.routes import queries, services
from zicht.chain.routes.queries import Area
from zicht.chain.routes.vocabulary import Level
from zicht.demo.organisations import slug, working_region_kind
from zicht.demo.player import all_actors
from zicht.demo.routes import DemonstrationRoute, demonstration_routes
from zicht.reference.places import read_edition


def publish() -> int:
    """Publish what is not there yet, higher levels first; return how many. Raises NotPublishable on a
    route with problems."""
    actors, published = all_actors(), 0
    for route in demonstration_routes():
        area = _area(route)
        if queries.versions_of(area).exists():
            continue
        actor = actors[f"zvh-{slug(_region_name(route))}", "chain_director"]
        version = services.draft(area, route.document, actor=actor)
        if problems := services.check_version(version.pk, actor=actor):
            raise services.NotPublishable(problems)
        services.publish(version.pk, actor=actor)
        published += 1
    return published


def _area(route: DemonstrationRoute) -> Area:
    kind = working_region_kind(read_edition())
    return Area.named(f"{kind}:{route.area}" if route.level == Level.REGION else route.area)


def _region_name(route: DemonstrationRoute) -> str:
    edition = read_edition()
    kind = working_region_kind(edition)
    if route.level == Level.REGION:
        return edition.region(kind, route.area).name
    return edition.region_of(route.area, kind).name
