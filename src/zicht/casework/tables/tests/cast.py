"""A Drieluik of Gelderland-Midden for tests: police, care coordinator, chain director and the municipality
of Ede.
"""

from datetime import timedelta

from zicht.casework.tables.models import Table
from zicht.casework.tables.services import placing
from zicht.chain.agreements.tests import cast as agreements
from zicht.chain.agreements.vocabulary import Level
from zicht.foundation.access import acting
from zicht.foundation.acts import clock

DIRECTOR = ("chain_director", "zvh-gelderland-midden")
CARE = ("care_coordinator", "zorgcoordinatie-gelderland-midden")
POLICE = ("tmm", "politie-oost-nederland")
EDE = ("contact_officer", "gemeente-ede")
SAFE_HOME = ("safe_home", "veilig-thuis-gelderland-midden")
UTRECHT = ("contact_officer", "gemeente-utrecht")


def director(country):
    return country.actor(*DIRECTOR)


def seat(country, post, level=Level.FULL):
    return (country.actor(*post).organisation_id, post[0], level)


def table(country, agreement=None, others=(CARE, POLICE, EDE), core=(), **more) -> Table:
    """Return a table under an agreement in force."""
    seats = [seat(country, post) for post in others] + [seat(country, post, Level.CORE) for post in core]
    return placing.make_table(
        "Drieluik Gelderland-Midden",
        "drieluik",
        agreement or agreements.in_force(country),
        seats,
        actor=director(country),
        **more,
    )


def meeting(country, of: Table | None = None, hours: int = 24):
    """Return a planned meeting."""
    found = of or table(country)
    return placing.plan_meeting(
        found.pk, clock.now() + timedelta(hours=hours), "Ede", actor=director(country)
    )


def placed(country, of=None, because=("nieuw",), **facts):
    """Return (stored signal, item, meeting): a signal on the agenda."""
    found, stored = of or meeting(country), country.signal(**facts)
    return stored, placing.place(found.pk, stored.id, because, actor=director(country)), found


def held(country, of: Table):
    """Hold and confirm a meeting of a table without items, yesterday."""
    from zicht.casework.tables.services import deciding

    found = meeting(country, of, hours=-24)
    placing.start(found.pk, actor=director(country))
    return deciding.confirm(found.pk, actor=director(country))


def seeing(actor):
    return acting(actor)
