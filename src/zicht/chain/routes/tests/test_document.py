"""Reading a route document: what is refused, where, and why (RT1) (CU2)."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zicht.chain.routes.defaults import default_document
from zicht.chain.routes.document import parse
from zicht.chain.routes.route import Due, RouteRefused
from zicht.chain.routes.tests.cast import NATION, document, rule, step

REGION = {"level": "region", "area": "VR09", "area_name": "Utrecht", "higher": [NATION]}


def problems(found, **where):
    with pytest.raises(RouteRefused) as refused:
        parse(found, **where)
    return {problem.path: problem for problem in refused.value.problems}


@pytest.mark.parametrize("name", ["region_short_lines", "region_airport", "municipality_ambassadors"])
def test_RT1_each_example_fits_on_the_national_route(name):
    assert parse(default_document(name), level="region", area="VR09", higher=[NATION]).rules


def test_RT1_a_region_cannot_put_its_own_rule_in_the_place_of_a_national_one():
    refused = problems(document(rule("elk-signaal", step("tmm"))), **REGION)
    assert refused["rules[0].id"].kind == "removal"
    assert "Nederland" in str(refused["rules[0].id"])


@pytest.mark.parametrize("key", ["remove", "without", "replaces"])
def test_RT1_a_region_cannot_take_a_national_step_away(key):
    taken = rule("weg", step("contact_officer"), refines="elk-signaal", **{key: ["contact_officer"]})
    assert problems(document(taken), **REGION)[f"rules[0].{key}"].kind == "removal"


def test_RT1_a_region_cannot_give_more_time_than_the_nation():
    slower = step("contact_officer", due={"working_days": 3})
    refused = problems(document(rule("later", slower, refines="elk-signaal")), **REGION)
    assert refused["rules[0].steps[0].due"].kind == "longer"
    assert "binnen 2 werkdagen" in refused["rules[0].steps[0].due"].why


def test_RT1_working_days_cannot_stand_in_for_hours_because_of_the_weekend():
    slower = step("tmm", "investigate", due={"working_days": 1})
    refused = problems(document(rule("later", slower, refines="acuut-politie")), **REGION)
    assert refused["rules[0].steps[0].due"].kind == "longer"


@pytest.mark.parametrize(("hours", "fits"), [(17, True), (18, False)])
def test_RT1_a_working_day_can_be_as_short_as_seventeen_hours(hours, fits):
    sharper = step("safe_home", "be_informed", "informed", due={"hours": hours})
    written = document(rule("x", sharper, refines="minderjarig"))
    if fits:
        assert parse(written, **REGION).rules
    else:
        assert problems(written, **REGION)["rules[0].steps[0].due"].kind == "longer"


def test_RT1_a_region_cannot_make_someone_who_is_responsible_a_spectator():
    watching = step("contact_officer", role="informed")
    refused = problems(document(rule("lichter", watching, refines="elk-signaal")), **REGION)
    assert refused["rules[0].steps[0].role"].kind == "removal"


def test_RT1_a_region_sharpens_a_term_and_inherits_the_rest():
    sharper = {"function": "contact_officer", "task": "assess", "due": {"hours": 8}}
    (read,) = parse(document(rule("sneller", sharper, refines="elk-signaal")), **REGION).rules[0].steps
    assert (read.role, read.due) == ("responsible", Due(hours=8))


def test_a_sharpened_rule_must_exist_above():
    refused = problems(document(rule("x", step("tmm"), refines="bestaat-niet")), **REGION)
    assert "geen regel van een hogere route" in refused["rules[0].refines"].what


def test_CU2_no_step_waits_for_enrichment():
    refused = problems(document(rule("x", step("chain_director", parallel=False))))
    assert refused["rules[0].steps[0].parallel"].kind == "waiting"


def test_only_acute_danger_outweighs_the_wish_for_no_police():
    refused = problems(document(rule("x", step("tmm"), vital_interest=True)))
    assert "acuut gevaar" in refused["rules[0].vital_interest"].what


def test_one_function_has_one_fallback():
    refused = problems(
        document(rule("x", step("tmm", fallback="chain_director"), step("tmm", "guard", fallback="nla")))
    )
    assert "rules[0].steps[1].fallback" in refused


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ([], "$"),
        ({"format": 2, "title": "x", "rules": [rule("x", step("tmm"))]}, "format"),
        ({"format": 1, "title": " ", "rules": [rule("x", step("tmm"))]}, "title"),
        (document(), "rules"),
        (document("x"), "rules[0]"),
        (document(rule("Met Hoofdletters", step("tmm"))), "rules[0].id"),
        (document(rule("x", step("tmm")), rule("x", step("nla"))), "rules[1].id"),
        (document(rule("x")), "rules[0].steps"),
        (document(rule("x", "stap")), "rules[0].steps[0]"),
        (document(rule("x", step("burgemeester"))), "rules[0].steps[0].function"),
        (document(rule("x", step("tmm", "wachten"))), "rules[0].steps[0].task"),
        (document(rule("x", step("tmm", role="baas"))), "rules[0].steps[0].role"),
        (document(rule("x", step("tmm", due={"weeks": 1}))), "rules[0].steps[0].due"),
        (document(rule("x", step("tmm", due={"hours": 0}))), "rules[0].steps[0].due"),
        (document(rule("x", step("tmm", due={"hours": True}))), "rules[0].steps[0].due"),
        (document(rule("x", step("tmm", fallback="niemand"))), "rules[0].steps[0].fallback"),
        (document(rule("x", step("tmm", kleur="rood"))), "rules[0].steps[0].kleur"),
        (document(rule("x", step("tmm"), when={"form": ["drugs"]})), "rules[0].when.form"),
        (document(rule("x", step("tmm"), when={"minor": "ja"})), "rules[0].when.minor"),
        (document(rule("x", step("tmm"), when={"place": "thuis"})), "rules[0].when.place"),
        (document(rule("x", step("tmm"), when={"channel": []})), "rules[0].when.channel"),
        (document(rule("x", step("tmm"), when={"nationality": ["PL"]})), "rules[0].when.nationality"),
        (document(rule("x", step("tmm")) | {"when": []}), "rules[0].when"),
    ],
)
def test_each_mistake_is_named_at_its_place(wrong, path):
    assert path in problems(wrong)


def test_all_mistakes_are_named_at_once():
    wrong = document(rule("x", step("burgemeester"), when={"minor": 3}), rule("y"))
    assert set(problems(wrong)) == {"rules[0].when.minor", "rules[0].steps[0].function", "rules[1].steps"}


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["rules", "id", "when", "steps", "refines", "due", "function", "form", "fallback"]
            ),
            inner,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=80, deadline=None)
@given(rules=st.lists(anything, max_size=3))
def test_whatever_is_sent_in_is_read_or_refused_but_never_breaks(rules):
    with contextlib.suppress(RouteRefused):
        parse(document(*rules), level="region", higher=[NATION])
