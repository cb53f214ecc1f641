"""RT2, acceptance 4: the answer that was stored with a real signal can be given again after routes moved
on.
"""

import pytest

from zicht.chain.custody.models import RouteEvaluation
from zicht.chain.intake import services as intake
from zicht.chain.routes import queries, services
from zicht.chain.routes.tests.places import holder_of
from zicht.foundation.access import acting
from zicht.testing.base import Country

pytestmark = pytest.mark.usefixtures("undone")


def given(reporter) -> dict:
    """Give a signal in Ede and return the evaluation that was stored with it."""
    report = Country().report(channel="professional", minor=True)
    stored = intake.submit(report, actor=reporter)
    with acting(reporter):
        return RouteEvaluation.objects.get(pk=stored.id).document


def test_RT2_the_stored_answer_of_a_signal_is_given_again_after_the_region_got_a_new_version():
    reporter = holder_of("reporter", "gemeente-ede")
    kept = given(reporter)
    director = holder_of("chain_director", "zvh-gelderland-midden")
    services.adopt("region_airport", queries.editable_areas(director)[0], actor=director)
    assert given(reporter)["versions"] != kept["versions"]
    again = services.replay(kept)
    assert again.to_json() == kept
    assert [step.because for step in again.steps] == [tuple(step["because"]) for step in kept["steps"]]
