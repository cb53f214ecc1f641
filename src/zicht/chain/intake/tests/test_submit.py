"""A report becomes a signal once, with holders, and leaves no trace of an anonymous reporter (CU1, IN1,
IN2, RT1, SH2).
"""

from zicht.chain.door import receipts
from zicht.chain.intake import services


def test_IN1_CU1_a_public_report_becomes_a_signal_with_holders_in_town_and_region(country):
    stored = country.signal()
    officer = country.actor("contact_officer", "gemeente-ede")
    director = country.actor("chain_director", "zvh-gelderland-midden")
    for actor in (officer, director):
        assert stored.id in country.visible_signals(actor)


def test_IN2_the_same_submission_twice_gives_one_signal_and_the_same_receipt(country):
    report = country.report()
    first, second = services.submit_publicly(report), services.submit_publicly(report)
    assert (first.id, first.receipt) == (second.id, second.receipt)
    assert (first.known, second.known) == (False, True)
    assert receipts.BITS >= 80


def test_SH2_another_municipality_does_not_see_the_signal(country):
    stored = country.signal()
    assert stored.id not in country.visible_signals(country.actor("contact_officer", "gemeente-utrecht"))


def test_RT1_a_route_or_staffing_that_changed_a_moment_ago_counts_at_once(country):
    """Holders are chosen from memory; the database refuses an answer from an older country and it is
    chosen again.
    """
    from zicht.foundation.access import as_worker
    from zicht.foundation.organisations.models import FunctionAssignment

    country.signal()
    officers = FunctionAssignment.objects.filter(
        organisation__slug="gemeente-ede", function="contact_officer"
    )
    with as_worker():
        kept = list(officers)
        officers.delete()
    try:
        stored = country.signal()
        assert ("gemeente-ede", "contact_officer") not in country.responsible(stored.id)
    finally:
        with as_worker():
            FunctionAssignment.objects.bulk_create(kept)
