"""The life of a version, state by state and event by event."""

import pytest

from zicht.chain.custody import vocabulary as custody
from zicht.chain.routes.vocabulary import FORMS, FUNCTIONS, Role, Task
from zicht.chain.routes.workflow import TRANSITIONS, Event, State, after
from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.organisations.vocabulary import Function


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("event", Event)
def test_an_event_leads_where_the_table_says_or_is_refused(state, event):
    if (state, event) in TRANSITIONS:
        assert after(state, event) is TRANSITIONS[state, event]
    else:
        with pytest.raises(NotPossible):
            after(state, event)


def test_what_was_published_only_ever_retires():
    assert {to for (state, _), to in TRANSITIONS.items() if state is State.PUBLISHED} == {State.RETIRED}
    assert not [state for state, _ in TRANSITIONS if state is State.RETIRED]


def test_routes_speak_the_words_of_organisations_signals_and_custody():
    assert set(FUNCTIONS) <= set(Function.values)
    assert set(FORMS) == set(ExploitationForm.values)
    assert set(Task) == set(custody.Task.values)
    assert set(Role) == set(custody.HoldingRole.values)
