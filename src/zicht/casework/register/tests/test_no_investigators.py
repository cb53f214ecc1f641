"""The matrix of wishes (RT6): who wants no police meets no investigator.

In the answer of the route, and in what is stored with a signal.
"""

from itertools import product

import pytest

from zicht.casework.register.models import Obligation
from zicht.chain.custody import queries
from zicht.chain.custody.services import handovers
from zicht.chain.feedback.models import Feedback
from zicht.chain.grants.models import Grant
from zicht.chain.routes import vocabulary as routes
from zicht.chain.routes.checking import every_case
from zicht.chain.routes.country import country as the_country
from zicht.chain.routes.evaluation import evaluate
from zicht.chain.routes.queries import Area, municipalities_in
from zicht.chain.routes.vocabulary import FORMS
from zicht.foundation.access import as_worker
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.database.reading import named_rows
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import INVESTIGATING_FUNCTIONS, INVESTIGATORS, OrganisationKind

PLACES = ("GM0228", "GM0344", "GM0363", "GM0935", "GM1900", None)


def investigators() -> dict:
    return {str(o.pk): o.kind for o in Organisation.objects.filter(kind__in=INVESTIGATORS)}


def test_RT6_the_database_and_the_vocabulary_name_the_same_investigators(country):
    rows = named_rows(
        "SELECT kind, sec.is_investigator(kind) AS investigates FROM unnest(%s::text[]) AS kind",
        [list(OrganisationKind.values)],
    )
    assert {row["kind"] for row in rows if row["investigates"]} == INVESTIGATORS
    assert routes.INVESTIGATING_FUNCTIONS == INVESTIGATING_FUNCTIONS


def test_RT6_in_all_342_municipalities_nobody_who_investigates_is_responsible_or_informed(country):
    now, kinds, tried = the_country(), investigators(), 0
    for code in [*municipalities_in(Area()), None]:
        for facts in every_case(code):
            if not facts.no_police:
                continue
            found = evaluate(facts, now.routes(code), now.recipients(code))
            met = {step.function for step in found.steps if step.organisation_id in kinds}
            assert met <= ({"tmm"} if facts.acute else set()), (facts, met)
            tried += 1
    assert tried == 343 * 20


@pytest.mark.parametrize("place", PLACES)
def test_RT6_what_is_stored_reaches_no_investigator(country, place):
    kinds = set(investigators())
    for form, minor, acute in product(FORMS, (True, False), (True, False)):
        signal = country.signal(municipality=place, form=form, minor=minor, acute=acute, no_police=True)
        reached = _reached(signal)
        met = {function for organisation, function in reached if organisation in kinds}
        assert met <= ({"tmm"} if acute else set()), (place, form, minor, acute)


def _reached(signal) -> set:
    with as_worker():
        held = queries.running(signal.id).values_list("organisation_id", "function")
        grants = Grant.objects.filter(subject_id=signal.id).values_list("organisation_id", "function")
        duties = Obligation.objects.filter(signal_id=signal.id).values_list("organisation_id", "kind")
        told = Feedback.objects.filter(signal_id=signal.id).exclude(organisation_id=None)
        notices = told.values_list("organisation_id", "recipient")
        return {
            (str(organisation), name)
            for found in (held, grants, duties, notices)
            for organisation, name in found
        }


@pytest.mark.parametrize(
    ("function", "slug"),
    [("nla", "arbeidsinspectie"), ("kmar", "marechaussee"), ("tmm", "politie-oost-nederland")],
)
def test_RT6_a_signal_of_who_wants_no_police_is_not_offered_to_an_investigator(country, function, slug):
    signal = country.signal(form="labour", no_police=True)
    holder = next(found for found in country.responsible(signal.id) if found[1] == "care_coordinator")
    with pytest.raises(NotPossible, match="geen politie"):
        handovers.offer(
            signal.id,
            country.organisation(slug).id,
            function,
            "investigate",
            "Kijkt u mee?",
            actor=country.actor(holder[1], holder[0]),
        )
