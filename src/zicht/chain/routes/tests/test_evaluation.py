"""Applying routes to facts: who, why, by when, and the same again later (RT1, RT2, CU1, CU2) (CU3)."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zicht.chain.routes.defaults import default_document
from zicht.chain.routes.document import parse
from zicht.chain.routes.evaluation import evaluate, evaluate_or_hold, replay
from zicht.chain.routes.outcome import Evaluation, Recipient, UncoveredFacts
from zicht.chain.routes.route import Due, Facts
from zicht.chain.routes.tests.cast import NATION, document, nobody_but_the_desk, rule, staffed, step
from zicht.chain.routes.vocabulary import FALLBACK_DESK, FORMS, FUNCTIONS, Role

REGION = parse(
    default_document("region_short_lines"),
    level="region",
    area="VR09",
    area_name="regio Utrecht",
    number=3,
    higher=[NATION],
)
AIRPORT = parse(
    default_document("region_airport"),
    level="region",
    area="VR12",
    area_name="regio Kennemerland",
    number=1,
    higher=[NATION],
)
VERSIONS = {route.version: route for route in (NATION, REGION, AIRPORT)}


def signal(form="sexual", *, place="GM0344", **more):
    return Facts(place, form, **more)


def by_function(evaluation):
    return {step.function: step for step in evaluation.steps}


def on_nation(facts, recipients=None):
    return by_function(evaluate(facts, [NATION], recipients or staffed()))


def test_CU2_the_regional_core_sees_a_signal_at_once_beside_the_contact_officer():
    steps = on_nation(signal())
    assert steps["contact_officer"].role is Role.RESPONSIBLE
    assert {"chain_director", "care_coordinator", "tmm"} <= {
        f for f, s in steps.items() if s.role is Role.INFORMED
    }
    assert all(step.parallel for step in steps.values())


@pytest.mark.parametrize("facts", [signal("labour"), signal("unknown", serious_disadvantage=True)])
def test_labour_and_the_step_before_it_also_go_to_the_inspectorate(facts):
    assert on_nation(facts)["nla"].role is Role.RESPONSIBLE
    assert "nla" not in on_nation(signal("sexual"))


def test_a_minor_is_known_to_safe_home_and_gets_care_within_a_day():
    steps = on_nation(signal(minor=True))
    assert steps["safe_home"].role is Role.INFORMED
    assert (steps["care_coordinator"].role, steps["care_coordinator"].due) == (
        Role.RESPONSIBLE,
        Due(working_days=1),
    )


def test_an_unknown_age_does_not_count_as_minor_but_is_mentioned():
    evaluation = evaluate(signal(minor=None), [NATION], staffed())
    assert "safe_home" not in by_function(evaluation)
    assert any("minderjarige gaat, is niet bekend" in reason for reason in evaluation.because)
    assert not any(
        "niet bekend" in reason for reason in evaluate(signal(minor=False), [NATION], staffed()).because
    )


def test_acute_danger_reaches_police_and_duty_officer_within_the_hour():
    steps = on_nation(signal(acute=True))
    assert steps["tmm"].due == steps["duty_officer"].due == Due(hours=1)
    assert steps["tmm"].role is steps["duty_officer"].role is Role.RESPONSIBLE


def test_without_police_the_care_coordinator_leads_and_the_answer_says_so():
    evaluation = evaluate(signal(no_police=True), [NATION], staffed())
    steps = by_function(evaluation)
    assert "tmm" not in steps
    assert steps["care_coordinator"].role is Role.RESPONSIBLE
    assert "Niet naar het politieteam TMM: het slachtoffer wil geen politie." in evaluation.because


def test_acute_danger_outweighs_the_wish_for_no_police_and_the_answer_says_so():
    evaluation = evaluate(signal(no_police=True, acute=True), [NATION], staffed())
    steps = by_function(evaluation)
    assert "vitaal belang" in " ".join(steps["tmm"].because)
    assert [duty.task for duty in steps["tmm"].duties] == ["investigate"]
    assert not any("Niet naar het politieteam" in reason for reason in evaluation.because)


def test_the_police_is_not_reached_through_a_fallback_either():
    leaning = parse(document(rule("x", step("nla", fallback="tmm"), step("contact_officer"))))
    gone = staffed("nla")
    assert "tmm" in by_function(evaluate(signal(), [leaning], gone))
    assert set(by_function(evaluate(signal(no_police=True), [leaning], gone))) == {"contact_officer"}


def test_criminal_exploitation_mentions_non_punishment():
    assert "non-punishment" in " ".join(on_nation(signal("criminal"))["care_coordinator"].because)


def test_an_unknown_place_is_held_by_the_national_desk():
    evaluation = evaluate(signal("unknown", place=None), [NATION], nobody_but_the_desk())
    (held,) = evaluation.responsible
    assert (held.function, held.due) == (FALLBACK_DESK, Due(working_days=1))


def test_CU3_an_empty_function_falls_back_and_the_answer_says_how():
    evaluation = evaluate(signal(), [NATION], staffed("contact_officer"))
    director = by_function(evaluation)["chain_director"]
    assert director.role is Role.RESPONSIBLE
    assert (
        "De aandachtsfunctionaris is niet bezet, daarom gaat het naar de ketenregisseur." in director.because
    )


def test_CU3_fallbacks_follow_each_other_up_to_the_national_desk():
    evaluation = evaluate(signal(), [NATION], nobody_but_the_desk())
    (held,) = evaluation.responsible
    assert held.function == FALLBACK_DESK
    assert "De ketenregisseur is niet bezet, daarom gaat het naar de zorgcoördinator." in held.because


def test_a_fallback_that_loops_ends():
    looping = parse(
        document(rule("x", step("tmm", fallback="kmar"), step("kmar", fallback="tmm"), step("nla")))
    )
    assert set(by_function(evaluate(signal(), [looping], staffed("tmm", "kmar")))) == {"nla"}


def test_CU1_nobody_responsible_is_an_error_and_never_a_silent_answer():
    only_watching = parse(document(rule("x", step("nla", role="informed"))))
    with pytest.raises(UncoveredFacts, match="Niemand is aan zet"):
        evaluate(signal(), [only_watching], staffed())


@pytest.mark.parametrize("acute", [True, False])
def test_CU1_a_signal_that_no_route_covers_is_held_by_the_national_desk(acute):
    only_watching = parse(document(rule("x", step("nla", role="informed"))), number=4)
    nobody = staffed(*FUNCTIONS)
    held = evaluate_or_hold(signal(acute=acute), [only_watching], nobody)
    assert [step.function for step in held.responsible] == [FALLBACK_DESK]
    assert held.responsible[0].due == (Due(hours=1) if acute else Due(working_days=1))
    assert replay(json.loads(json.dumps(held.to_json())), {only_watching.version: only_watching}) == held
    with pytest.raises(UncoveredFacts):
        evaluate_or_hold(signal(), [only_watching], {})


def test_every_rule_that_holds_counts_and_the_strongest_role_and_shortest_term_remain():
    routed = parse(
        document(
            rule("a", step("tmm", role="informed", due={"working_days": 1})),
            rule("b", step("tmm", role="responsible", due={"working_days": 5})),
        )
    )
    (merged,) = evaluate(signal(), [routed], staffed()).steps
    assert (merged.role, merged.due) == (Role.RESPONSIBLE, Due(working_days=1))
    assert len(merged.because) == 2


def test_the_first_term_counts_but_the_task_is_that_of_the_responsible():
    routed = parse(
        document(
            rule("a", step("tmm", "be_informed", "informed", due={"working_days": 1})),
            rule("b", step("tmm", "investigate", due={"working_days": 5})),
        )
    )
    (merged,) = evaluate(signal(), [routed], staffed()).steps
    assert (merged.task, merged.due) == ("investigate", Due(working_days=1))


def test_a_fallback_of_the_nation_goes_before_one_of_a_region_written_on_an_older_nation():
    older = parse(document(rule("x", step("tmm", fallback="nla"))), level="region", area="VR09")
    assert "chain_director" in by_function(
        evaluate(signal("organ_removal"), [NATION, older], staffed("tmm", "contact_officer"))
    )
    assert "nla" not in by_function(evaluate(signal("organ_removal"), [NATION, older], staffed("tmm")))


def test_RT1_a_sharpened_rule_counts_only_where_the_rule_above_counts():
    sharper = {"function": "safe_home", "task": "be_informed", "due": {"hours": 4}}
    region = parse(
        document(rule("x", sharper, refines="minderjarig")), level="region", area="VR09", higher=[NATION]
    )
    assert by_function(evaluate(signal(minor=True), [NATION, region], staffed()))["safe_home"].due == Due(
        hours=4
    )
    assert "safe_home" not in by_function(evaluate(signal(minor=False), [NATION, region], staffed()))


def test_one_organisation_with_two_functions_has_two_steps():
    both = Recipient("org-1", "Gemeente Utrecht", staffed=True)
    evaluation = evaluate(signal(), [NATION], staffed(contact_officer=both, care_coordinator=both))
    assert [step.function for step in evaluation.steps if step.organisation_id == "org-1"] == [
        "contact_officer",
        "care_coordinator",
    ]


def test_RT1_a_region_makes_the_term_shorter_and_keeps_the_national_steps():
    national = {(s.function, task) for s in evaluate(signal(), [NATION], staffed()).steps for task in s.tasks}
    evaluation = evaluate(signal(), [NATION, REGION], staffed())
    assert national <= {(s.function, task) for s in evaluation.steps for task in s.tasks}
    assert by_function(evaluation)["contact_officer"].due == Due(working_days=1)


def test_RT2_every_step_says_why_with_version_and_region():
    evaluation = evaluate(signal(), [NATION, REGION], staffed())
    assert all(step.because for step in evaluation.steps)
    assert evaluation.versions == (("nation", "NL", 7), ("region", "VR09", 3))
    assert any(
        "Naar de zorgcoördinator" in reason and "versie 3 van de route van regio Utrecht" in reason
        for reason in evaluation.because
    )


places = st.sampled_from(["GM0344", "GM0363", None])
facts = st.builds(
    Facts,
    places,
    st.sampled_from(list(FORMS)),
    serious_disadvantage=st.booleans(),
    minor=st.sampled_from([True, False, None]),
    acute=st.booleans(),
    no_police=st.booleans(),
    reporter_kind=st.sampled_from([None, "citizen", "victim"]),
    channel=st.sampled_from([None, "public", "professional"]),
    language=st.sampled_from([None, "nl", "pl"]),
    received_on=st.dates(date(2014, 1, 1), date(2030, 1, 1)) | st.none(),
)
crews = st.sets(st.sampled_from(sorted(FUNCTIONS))).map(lambda away: staffed(*(away - {FALLBACK_DESK})))
layers = st.sampled_from([[NATION], [NATION, REGION], [NATION, AIRPORT]])


@settings(max_examples=120, deadline=None)
@given(facts=facts, crew=crews, routes=layers)
def test_RT2_a_kept_answer_can_be_given_again_from_its_versions(facts, crew, routes):
    evaluation = evaluate(facts, routes, crew)
    kept = json.loads(json.dumps(evaluation.to_json()))
    assert Evaluation.from_json(kept) == evaluation == replay(kept, VERSIONS)


@settings(max_examples=120, deadline=None)
@given(facts=facts, crew=crews, routes=layers)
def test_CU1_whoever_is_away_someone_staffed_is_responsible_and_has_a_term(facts, crew, routes):
    evaluation = evaluate(facts, routes, crew)
    assert all(crew[step.function].staffed and step.due for step in evaluation.responsible)
    assert evaluation.responsible


@settings(max_examples=120, deadline=None)
@given(facts=facts, crew=crews, routes=layers)
def test_RT1_a_lower_level_never_takes_anything_away(facts, crew, routes):
    above = by_function(evaluate(facts, [NATION], crew))
    below = by_function(evaluate(facts, routes, crew))
    for function, national in above.items():
        assert set(national.tasks) <= set(below[function].tasks)
        assert not below[function].due.may_end_after(national.due)
        assert national.role is Role.INFORMED or below[function].role is Role.RESPONSIBLE


@settings(max_examples=100, deadline=None)
@given(facts=facts, crew=crews, routes=layers)
def test_RT6_no_police_means_no_investigator_and_acute_danger_brings_only_the_police(facts, crew, routes):
    evaluation = evaluate(facts, routes, crew)
    if facts.no_police:
        investigating = {"tmm", "kmar", "nla"} & set(by_function(evaluation))
        assert investigating <= ({"tmm"} if facts.acute else set())


def test_RT6_who_answers_at_night_from_a_police_desk_is_an_investigator_too():
    desk = Recipient("org-night", "Politie", True, True, investigator=True)
    found = evaluate(
        Facts("GM0228", "labour", acute=True, no_police=True), [NATION], staffed(duty_officer=desk)
    )
    assert "duty_officer" not in by_function(found)
