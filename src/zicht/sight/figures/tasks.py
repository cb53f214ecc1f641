"""Jobs of the figures."""

from zicht.foundation.jobs.service import job
from zicht.sight.figures import building


@job("figures.build", every="*/10 * * * *")
def build() -> None:
    """Bring the figures up to date with the register."""
    building.rebuild()
