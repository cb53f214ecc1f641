"""The life of a version, state by state and event by event."""

import pytest

from zicht.chain.routes.workflow import TRANSITIONS, Event, NotPossibleNow, State, after


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("event", Event)
def test_an_event_leads_where_the_table_says_or_is_refused(state, event):
    if (state, event) in TRANSITIONS:
        assert after(state, event) is TRANSITIONS[state, event]
    else:
        with pytest.raises(NotPossibleNow):
            after(state, event)


def test_what_was_published_only_ever_retires():
    assert {to for (state, _), to in TRANSITIONS.items() if state is State.PUBLISHED} == {State.RETIRED}
    assert not [state for state, _ in TRANSITIONS if state is State.RETIRED]
