"""The matrix of wishes (RT6): who wants no police meets no investigator.

In the answer of the route, and in what is stored with a signal.
"""

import uuid
from itertools import cycle, product

import pytest

from zicht.casework.deconfliction import services as deconfliction
from zicht.casework.register.duties.services import asking
from zicht.casework.register.models import PresumedVictim, VictimSignal
from zicht.chain.custody.services import handovers
from zicht.chain.routes import vocabulary as routes
from zicht.chain.routes.checking import every_case
from zicht.chain.routes.country import country as the_country
from zicht.chain.routes.evaluation import evaluate
from zicht.chain.routes.queries import Area, municipalities_in
from zicht.chain.routes.vocabulary import FORMS
from zicht.chain.signals.keys import About
from zicht.chain.signals.references import new_reference
from zicht.foundation.access import as_worker
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.database.reading import named_rows
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import INVESTIGATING_FUNCTIONS, INVESTIGATORS, OrganisationKind


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


def test_RT6_what_is_stored_reaches_no_investigator_in_any_municipality(country):
    """RT6: each of the 342 municipalities and no place, with the next of the 20 combinations of form, minor
    and acute: holders, grants, duties, questions, notices, and answers about planned work."""
    combinations = cycle(product(FORMS, (True, False), (True, False)))
    signals = {}
    for place, (form, minor, acute) in zip([*municipalities_in(Area()), None], combinations, strict=False):
        facts = {"municipality": place, "form": form, "minor": minor, "acute": acute}
        signals[country.signal(**facts, no_police=True, story=AT_ONE_NUMBER).id] = acute
    assert len(signals) == 343
    for signal_id in list(signals)[::8]:
        worked_on(signal_id)
    reached = _reached(signals)
    assert {what for what, *_ in reached} <= {"holding", "grant"}
    assert {(function, signals[signal_id]) for _, signal_id, function in reached} <= {("tmm", True)}
    assert reached, "danger to life brings the police: the check sees who is there"
    for function in ("nla", "kmar"):
        actor = country.actor(function)
        assert deconfliction.ask(NUMBER, clock.today(), clock.today(), actor=actor) == []
    assert deconfliction.ask(NUMBER, clock.today(), clock.today(), actor=country.actor("chain_director"))


NUMBER = About(phone="+31600000777")
AT_ONE_NUMBER = {"what": "Bel 06 00000777, daar neemt hij op."}


def worked_on(signal_id) -> None:
    """A person is registered and the holders' work is compared, by the jobs that do so."""
    with as_worker():
        victim = PresumedVictim.objects.create(reference=new_reference("V"), registered_on=clock.today())
        VictimSignal.objects.create(
            victim=victim, signal_id=signal_id, organisation_id=uuid.uuid4(), at=clock.now()
        )
        asking.arise_where_missing()
        deconfliction.follow(signal_id)


REACHED = """
    WITH reached AS (
        SELECT 'grant' AS what, g.subject_id AS signal, g.organisation_id, g.function FROM sharing_grant g
        UNION ALL SELECT 'holding', h.signal_id, h.organisation_id, h.function FROM custody_holding h
        UNION ALL SELECT 'duty', b.signal_id, b.organisation_id, b.kind FROM register_obligation b
        UNION ALL SELECT 'question', q.signal_id, q.organisation_id, q.function
            FROM register_criterionquestion q
        UNION ALL SELECT 'notice', f.signal_id, f.organisation_id, f.recipient FROM feedback_feedback f
        UNION ALL SELECT 'warning', w.signal_id, v.organisation_id, v.function FROM deconfliction_overlap v
            JOIN deconfliction_work w ON w.id = v.other_id)
    SELECT r.what, r.signal, r.function FROM reached r
        JOIN organisations_organisation o ON o.id = r.organisation_id
    WHERE r.signal = ANY (%s) AND sec.is_investigator(o.kind)"""


def _reached(signals) -> set:
    """What reached an investigator: the kind of row, the signal and the function there."""
    with as_worker():
        rows = named_rows(REACHED, [list(signals)])
    return {(row["what"], row["signal"], row["function"]) for row in rows}


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
