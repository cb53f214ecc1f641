"""What is refused before a route is published, with precise reasons (RT3)."""

import time

import pytest

from zicht.chain.routes.checking import check
from zicht.chain.routes.defaults import default_document
from zicht.chain.routes.tests.cast import NATION, document, nobody_but_the_desk, rule, staffed, step
from zicht.chain.routes.vocabulary import FALLBACK_DESK

PLACES = {"GM0344": "Utrecht", "GM0363": "Amsterdam", "GM0228": "Ede"}
SOUND = (
    rule(
        "altijd",
        step("contact_officer", fallback=FALLBACK_DESK),
        step("contact_officer", "decide_registration"),
        step("contact_officer", "give_feedback"),
    ),
    rule("acuut", step("duty_officer", due={"hours": 1}, fallback=FALLBACK_DESK), when={"acute": True}),
    rule("geen-politie", step("care_coordinator", fallback=FALLBACK_DESK), when={"no_police": True}),
)


def everywhere(_):
    return staffed()


def only_in(*places, function):
    return lambda place: staffed() if place in places else staffed(function)


def found(*rules, directory=everywhere, **where):
    return check(document(*rules), [], directory, PLACES, **where)


def kinds(problems):
    return {problem.kind for problem in problems}


def test_RT3_the_national_route_is_sound_also_when_a_place_is_unknown():
    def directory(place):
        return staffed() if place else nobody_but_the_desk()

    assert check(default_document("nation"), [], directory, PLACES) == ()


@pytest.mark.parametrize("name", ["region_short_lines", "region_airport"])
def test_RT3_the_example_regions_are_sound_on_the_national_route(name):
    problems = check(default_document(name), [NATION], everywhere, PLACES, level="region", area="VR09")
    assert problems == ()


def test_the_smallest_sound_route_passes():
    assert found(*SOUND) == ()


def test_RT3_a_document_that_cannot_be_read_is_explained_at_its_place():
    (problem,) = found(rule("x", step("burgemeester")))
    assert problem.path == "rules[0].steps[0].function"


def test_RT3_a_fallback_cycle_is_spelled_out():
    turning = rule(
        "rond", step("tmm", fallback="nla"), step("nla", fallback="kmar"), step("kmar", fallback="tmm")
    )
    (problem,) = found(*SOUND, turning)
    assert problem.kind == "cycle"
    assert "TMM → de Arbeidsinspectie → de Koninklijke Marechaussee → het politieteam TMM" in problem.what


def test_RT3_a_cycle_closed_by_the_region_is_seen():
    higher = [NATION]
    closing = rule("rond", step("safe_home", fallback="care_coordinator"))
    assert check(document(closing), higher, everywhere, PLACES, level="region", area="VR09") == ()
    (refused,) = check(
        document(rule("rond", step(FALLBACK_DESK, fallback="chain_director"))),
        higher,
        everywhere,
        PLACES,
        level="region",
        area="VR09",
    )
    assert refused.kind == "cycle"


def test_RT3_a_dead_end_is_a_responsible_step_that_does_not_end_at_the_desk():
    (problem,) = found(*SOUND, rule("dood", step("nla", fallback="kmar")))
    assert (problem.kind, problem.path) == ("dead_end", "rules[3].steps[0].fallback")
    assert "Koninklijke Marechaussee houdt de route op" in problem.what


def test_RT3_a_function_without_any_person_is_refused():
    watching = rule("kijkt-mee", step("safe_home", role="informed"))
    (problem,) = found(*SOUND, watching, directory=lambda _: staffed("safe_home"))
    assert (problem.kind, problem.path) == ("empty_function", "rules[3].steps[0].function")


def test_RT3_a_function_empty_in_some_places_without_fallback_names_them():
    watching = rule("kijkt-mee", step("safe_home", role="informed"))
    (problem,) = found(*SOUND, watching, directory=only_in("GM0344", None, function="safe_home"))
    assert "Veilig Thuis is niet bezet in Amsterdam en Ede" in problem.what


def test_RT3_an_uncovered_case_is_named_with_place_and_form():
    only_labour = (rule("arbeid", *SOUND[0]["steps"], when={"form": ["labour"]}), *SOUND[1:])
    problems = [problem for problem in found(*only_labour) if problem.kind == "uncovered"]
    assert "seksuele uitbuiting" in problems[0].what
    assert "arbeidsuitbuiting" not in problems[0].what
    assert "Utrecht, Amsterdam, Ede en nog 1 andere" in problems[0].what


def test_RT3_acute_must_be_reachable_day_and_night():
    office_hours = (SOUND[0], SOUND[2])
    problems = found(*office_hours)
    assert kinds(problems) == {"unreachable"}
    assert "acuut" in problems[0].what


def test_RT3_a_term_in_hours_to_someone_who_sleeps_is_not_reachable():
    sleeping = rule("acuut", step("nla", due={"hours": 1}, fallback=FALLBACK_DESK), when={"acute": True})
    assert kinds(found(SOUND[0], sleeping, SOUND[2])) == {"unreachable"}


def test_RT3_a_term_in_working_days_is_not_reachable_at_night():
    patient = rule("acuut", step("duty_officer", fallback=FALLBACK_DESK), when={"acute": True})
    assert kinds(found(SOUND[0], patient, SOUND[2])) == {"unreachable"}


@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_RT3_each_path_ends_in_follow_up_registration_and_feedback(left_out):
    steps = [s for index, s in enumerate(SOUND[0]["steps"]) if index != left_out]
    steps[0] = steps[0] | {"fallback": FALLBACK_DESK}
    assert "unfinished" in kinds(found(rule("altijd", *steps), *SOUND[1:]))


def test_RT3_without_police_the_care_coordinator_must_lead():
    problems = found(*SOUND[:2])
    assert kinds(problems) == {"no_lead"}
    assert "geen politie gewenst" in problems[0].what


@pytest.mark.parametrize(
    ("function", "when", "vital"),
    [
        ("nla", {"no_police": True}, False),
        ("kmar", {"no_police": True}, False),
        ("tmm", {"no_police": True}, False),
        ("nla", {"acute": True}, True),
    ],
)
def test_RT6_a_route_that_would_break_the_wish_is_refused(function, when, vital):
    asking = rule("wens", step(function, fallback=FALLBACK_DESK), when=when, vital_interest=vital)
    (problem,) = found(*SOUND, asking)
    assert (problem.kind, problem.path) == ("broken_wish", "rules[3].steps[0].function")
    assert "geen politie wil" in problem.what


def test_RT6_danger_to_life_may_bring_the_police():
    asking = rule(
        "levensgevaar", step("tmm", fallback=FALLBACK_DESK), when={"acute": True}, vital_interest=True
    )
    assert found(*SOUND, asking) == ()


def test_RT3_342_municipalities_are_checked_in_seconds():
    places = {f"GM{number:04}": f"Gemeente {number}" for number in range(342)}
    started = time.perf_counter()
    assert check(default_document("nation"), [], everywhere, places) == ()
    assert time.perf_counter() - started < 8
