"""The life of a signal through the use cases: taken up, added to, handed over, finished, opened again
(CU1, CU3, CU4, FB1, FB2).
"""

import pytest

from zicht.chain.custody import queries, services
from zicht.chain.custody.services import handovers
from zicht.chain.feedback.models import Feedback
from zicht.foundation.access import acting, as_worker
from zicht.foundation.acts.refusals import NotPossible


def officer(country):
    return country.actor("contact_officer", "gemeente-ede")


def coordinator(country):
    return country.actor("care_coordinator", "zorgcoordinatie-gelderland-midden")


def stages(country, signal_id):
    with acting(officer(country)):
        return list(
            Feedback.objects.filter(signal_id=signal_id, recipient="reporter").values_list("stage", flat=True)
        )


def test_CU1_FB1_taking_up_a_signal_tells_the_reporter(country):
    signal = country.signal()
    services.take_up(signal.id, actor=officer(country))
    assert sorted(stages(country, signal.id)) == ["received", "taken_up"]


def test_CU3_the_sender_stays_holder_until_the_receiver_accepts(country):
    signal = country.signal()
    sender, receiver = officer(country), coordinator(country)
    services.take_up(signal.id, actor=sender)
    offered = handovers.offer(
        signal.id,
        receiver.organisation_id,
        "care_coordinator",
        "coordinate_care",
        "Er is hulp nodig.",
        actor=sender,
    )
    assert country.responsible(signal.id) == {("gemeente-ede", "contact_officer")}
    handovers.accept(offered.id, actor=receiver)
    assert country.responsible(signal.id) == {("zorgcoordinatie-gelderland-midden", "care_coordinator")}


def test_CU3_a_returned_offer_leaves_the_sender_responsible(country):
    signal = country.signal()
    sender, receiver = officer(country), coordinator(country)
    offered = handovers.offer(
        signal.id,
        receiver.organisation_id,
        "care_coordinator",
        "coordinate_care",
        "Er is hulp nodig.",
        actor=sender,
    )
    handovers.return_with_reason(offered.id, "no_capacity", actor=receiver)
    assert country.responsible(signal.id) == {("gemeente-ede", "contact_officer")}
    with pytest.raises(NotPossible):
        handovers.accept(offered.id, actor=receiver)


def test_CU4_FB2_finishing_closes_with_an_outcome_and_a_word_to_the_reporter(country):
    signal = country.signal()
    state = services.finish(signal.id, "not_trafficking", "innocent_explanation", actor=officer(country))
    assert state == "closed"
    assert "not_done" in stages(country, signal.id)
    services.reopen(signal.id, "Er kwam een nieuw signaal bij.", actor=officer(country))
    assert country.responsible(signal.id) == {("gemeente-ede", "contact_officer")}


def looking_along(country, signal_id):
    with as_worker():
        rows = queries.running(signal_id).filter(role="informed")
        return set(rows.values_list("organisation__slug", "function"))


def test_CU4_looking_along_ends_with_the_closure_and_comes_back_with_the_reopening(country):
    signal = country.signal()
    before = looking_along(country, signal.id)
    assert before
    services.finish(signal.id, "not_trafficking", "innocent_explanation", actor=officer(country))
    assert looking_along(country, signal.id) == set()
    director = country.actor("chain_director", "zvh-gelderland-midden")
    services.reopen(signal.id, "Er kwam een nieuw signaal bij.", actor=director)
    assert looking_along(country, signal.id) == before - {("zvh-gelderland-midden", "chain_director")}
    assert country.responsible(signal.id) == {("zvh-gelderland-midden", "chain_director")}
