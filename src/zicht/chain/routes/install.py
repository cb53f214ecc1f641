"""The national route that every installation begins with, so that no signal ever meets a country without
one.
"""

import uuid

from django.utils import timezone

from zicht.chain.routes.defaults import default_document


def install_national_route(route_version, using: str) -> None:
    """Publish the shipped national route as version 1 where there is none; needs the owner's role
    (`migrate`).

    `route_version` is the model, so that migrations can pass the one of their own moment."""
    versions = route_version.objects.using(using).filter(level="nation")
    if versions.exists():
        return
    now, zicht = timezone.now(), uuid.UUID(int=0)
    versions.create(
        level="nation",
        number=1,
        state="published",
        document=default_document("nation"),
        author_id=zicht,
        drafted_at=now,
        checked_by=zicht,
        checked_at=now,
        published_by=zicht,
        published_at=now,
        valid_from=timezone.localdate(),
    )
