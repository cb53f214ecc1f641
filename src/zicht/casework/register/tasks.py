"""Jobs of the register."""

from zicht.casework.register.duties.services import asking, reminding
from zicht.casework.register.editions import services as editions
from zicht.casework.register.linkage.services import batch, judging
from zicht.foundation.jobs.services import job


@job("register.duties", every="7 * * * *")
def watch_duties() -> None:
    """Ask organisations that became holder after a person was registered whether a criterion is met."""
    asking.arise_where_missing()


@job("register.compare")
def compare(victim_id) -> None:
    """Compare a person whose identity is new with the register; likely pairs go to CoMensha's list."""
    judging.compare(victim_id)


@job("register.weigh")
def weigh(left_id, right_id) -> None:
    """Put two persons of whom someone is not sure on CoMensha's list."""
    judging.weigh(left_id, right_id)


@job("register.link", every="23 3 * * *")
def link_nightly() -> None:
    """Compare the whole register at night."""
    batch.run()


@job("register.link_now")
def link_now() -> None:
    """Compare the whole register because the registrar asked."""
    batch.run()


@job("register.editions", every="47 3 * * *")
def keep_editions() -> None:
    """Make a new edition of every closed year that changed."""
    editions.keep_due()


@job("register.remind", every="10 7 * * 1-5")
def remind() -> None:
    """Remind organisations of duties that are due soon or over."""
    reminding.remind()
