"""Jobs of the figures."""

from zicht.foundation.jobs.services import job
from zicht.sight.figures import perceived, publishing


@job("figures.build", every="*/10 * * * *")
def build() -> None:
    """Bring the figures up to date with the register."""
    from zicht.sight.figures import building  # brings NumPy

    building.rebuild()


@job("figures.publish")
def publish() -> None:
    """Publish every year that has ended and is not published yet: figures, and what professionals
    answered."""
    for year in publishing.waiting():
        publishing.publish(year)
    for year in perceived.waiting():
        perceived.publish(year)
