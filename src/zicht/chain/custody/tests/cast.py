"""The people of the page tests, in words, and how a page is asked for."""

from django.urls import reverse

from zicht.chain.custody import queries
from zicht.chain.custody.services import handovers
from zicht.foundation.access import acting

EDE, MIDDEN = "gemeente-ede", "gelderland-midden"
LIMIT = 10 + 1  # and one for the alarm of acute signals, which every page asks
NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT")


def officer(country):
    """Responsible: the contact officer of Ede."""
    return country.actor("contact_officer", EDE)


def coordinator(country):
    """Responsible too: the care coordinator of the region."""
    return country.actor("care_coordinator", f"zorgcoordinatie-{MIDDEN}")


def director(country):
    """Looks along: the chain director of the region."""
    return country.actor("chain_director", f"zvh-{MIDDEN}")


def outsider(country):
    """The contact officer of another region."""
    return country.actor("contact_officer", "gemeente-utrecht")


def reporter(country):
    """Gives signals, and has no right to read them."""
    return country.actor("reporter", EDE)


def offered_to_outsider(country, signal_id):
    """The officer of Ede offers the signal to the officer of Utrecht."""
    to = outsider(country).organisation_id
    return handovers.offer(
        signal_id, to, "contact_officer", "assess", "De woning staat bij u.", actor=officer(country)
    )


def address(name, signal_id, *more):
    return reverse(f"custody:{name}", args=[signal_id, *more])


def version(country, signal_id):
    with acting(officer(country)):
        return queries.lock_visible(signal_id).version


def counted(queries_done) -> int:
    """How many statements read or wrote something; opening and closing the transaction are not among them."""
    return sum(not query["sql"].startswith(NOT_COUNTED) for query in queries_done)
