"""Jobs of the funnel."""

from zicht.foundation.jobs.services import job
from zicht.sight.funnel import building


@job("funnel.build", every="*/10 * * * *")
def build() -> None:
    """Bring the funnel up to date with custody."""
    building.rebuild()
