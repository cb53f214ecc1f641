"""Laws that every score keeps, and pairs that practice knows (RG3)."""

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zicht.methods.linkage import FIELDS, Model, Record, score_pair
from zicht.methods.linkage.linking import link
from zicht.methods.linkage.scoring import prepare, subjects
from zicht.words import linkage as linkage_words

NAMES = st.sampled_from(
    [
        "Ana",
        "Anna Maria",
        "Katarzyna",
        "Kasia",
        "Mohammed",
        "Muhamed",
        "Nguyen",
        "Thi",
        "Linh",
        "M.",
        "Xin Yi",
        "Xinyi",
        "Zoltán",
        "",
    ]
)
SURNAMES = st.sampled_from(
    [
        "Popescu",
        "Popesku",
        "van den Berg",
        "Berg",
        "Vandenberg",
        "Rodríguez García",
        "García",
        "El Amrani",
        "Amrani",
        "Nguyen",
        "K.",
        "Ivanova",
        "",
    ]
)
VALUES = {
    "given_name": NAMES,
    "family_name": SURNAMES,
    "initials": st.sampled_from(["A.M.", "KN", "M", ""]),
    "birth_date": st.sampled_from(
        ["1994-03-12", "1994-12-03", "1994-03", "1994-01-01", "1995-03-12", "1980-06-30", "1994-00-00", ""]
    ),
    "birth_year": st.sampled_from(["1994", "1995", "1980", ""]),
    "age": st.sampled_from(["19", "20", "21", "35", ""]),
    "noted_on": st.sampled_from(["2014-05-01", "2015"]),
    "sex": st.sampled_from(["v", "m", "x", ""]),
    "nationality": st.sampled_from(["RO", "VN", "NL;MA", "stateless", "PL", "MA", ""]),
    "country": st.sampled_from(["RO", "VN", "SY", ""]),
    "municipality": st.sampled_from(["GM0363", "GM0599", ""]),
    "phone": st.sampled_from(["0612345678", "+31612345678", "0612345679", ""]),
    "document": st.sampled_from(["AB1234567", "4567", "AB1234576", ""]),
}
RECORDS = st.fixed_dictionaries(VALUES).map(lambda values: Record(**values))
MODEL = Model.load()


@settings(deadline=None)
@given(RECORDS, RECORDS)
def test_the_score_does_not_depend_on_which_record_comes_first(a, b):
    assert score_pair(a, b, MODEL) == score_pair(b, a, MODEL)


# What may be noted of the birth of one person without contradicting itself.
BIRTH = {"birth_date": ["1994-03-12", "1994-03", ""], "birth_year": ["1994", ""], "age": ["20", ""]}


def add(record, name, value):
    return replace(record, **{name: value})


def one_birth(data, record):
    return replace(
        record,
        noted_on="2014-05-01",
        **{name: data.draw(st.sampled_from(values)) for name, values in BIRTH.items()},
    )


@settings(max_examples=300, deadline=None)
@given(RECORDS, RECORDS, st.data())
def test_adding_a_field_that_agrees_never_lowers_the_score(a, b, data):
    name = data.draw(st.sampled_from([n for n in FIELDS if n != "noted_on"]))
    value = data.draw(VALUES[name].filter(bool) if name not in BIRTH else st.sampled_from(BIRTH[name][:-1]))
    if name in BIRTH:
        a, b = one_birth(data, a), one_birth(data, b)
    without = score_pair(add(a, name, None), add(b, name, None), MODEL)
    assert score_pair(add(a, name, value), add(b, name, value), MODEL).weight >= without.weight - 1e-9


@settings(deadline=None)
@given(RECORDS, RECORDS)
def test_a_field_that_is_missing_on_one_side_adds_nothing(a, b):
    bare = Record()
    assert score_pair(a, bare, MODEL).weight == 0
    assert score_pair(bare, b, MODEL).reasons == ()


@settings(deadline=None)
@given(RECORDS, RECORDS, st.sampled_from(["sex", "municipality", "phone", "document"]))
def test_unknown_is_never_disagreement(a, b, name):
    both_unknown = score_pair(add(a, name, None), add(b, name, None), MODEL)
    assert score_pair(add(a, name, None), b, MODEL).weight == pytest.approx(both_unknown.weight)


def test_RG3_the_batch_gives_the_same_score_as_the_check_of_one_pair(model, people):
    records, _ = people
    found = link(records, model, 0.05)
    online = model.for_records(len(records))
    assert len(found.left) > 300
    for left, right, weight, probability in zip(
        found.left, found.right, found.weight, found.probability, strict=True
    ):
        score = score_pair(records[left], records[right], online)
        assert (score.weight, score.probability) == (
            pytest.approx(weight, abs=1e-9),
            pytest.approx(probability, abs=1e-9),
        )


@settings(max_examples=12, deadline=None)
@given(st.lists(RECORDS, min_size=2, max_size=12))
def test_RG3_the_batch_agrees_with_the_check_of_one_pair_on_any_records(records):
    online = MODEL.for_records(len(records))
    found = link(records, MODEL, 0.01)
    for left, right, weight in zip(found.left, found.right, found.weight, strict=True):
        assert score_pair(records[left], records[right], online).weight == pytest.approx(weight, abs=1e-9)


def test_RG3_scoring_a_pair_takes_less_than_half_a_millisecond(model):
    a = Record(
        "Katarzyna",
        "Kowalska",
        birth_date="1994-03-12",
        sex="v",
        nationality="PL",
        municipality="GM0363",
        phone="0612345678",
    )
    b = Record(
        "Kasia",
        "Kowalski",
        birth_year="1994",
        sex="v",
        nationality="PL",
        municipality="GM0599",
        phone="0687654321",
    )
    score_pair(a, b, model)
    times = []
    for _ in range(300):
        start = time.thread_time()
        score_pair(a, b, model)
        times.append(time.thread_time() - start)
    assert sorted(times)[150] < 0.0005


def test_reasons_are_codes_with_bits_and_the_strongest_comes_first(model):
    a = Record(initials="A.P.", birth_year="1994", nationality="RO")
    b = Record("Ana", "Popescu", birth_date="1994-03-12", nationality="RO")
    reasons = score_pair(a, b, model).reasons
    assert {"birth.year", "given_name.initial"} <= {reason.code for reason in reasons if reason.bits > 0}
    sizes = [abs(reason.bits) for reason in reasons]
    assert sizes == sorted(sizes, reverse=True)
    assert re.fullmatch(r"zelfde geboortejaar \+\d+,\d", linkage_words.weighed(_of(reasons, "birth.year")))


def _of(reasons, code):
    return next(reason for reason in reasons if reason.code == code)


def test_two_sisters_score_below_one_woman_under_two_spellings(model):
    woman = Record(
        "Desislava", "Hristova", birth_date="1996-04-21", sex="v", nationality="BG", municipality="GM0363"
    )
    spelled = Record(
        "Dessislava", "Khristova", birth_date="1996-04-21", sex="v", nationality="BG", municipality="GM0363"
    )
    sister = Record(
        "Gergana", "Hristova", birth_date="1998-09-02", sex="v", nationality="BG", municipality="GM0363"
    )
    assert score_pair(woman, spelled, model).probability > 0.99
    assert score_pair(woman, sister, model).probability < 0.1


def test_a_rare_name_says_more_than_a_common_one(model):
    def same(name):
        return score_pair(
            Record(family_name=name, nationality="VN"), Record(family_name=name, nationality="VN"), model
        ).weight

    assert same("Quách") > same("Nguyễn")


def outcomes(a, b, model):
    return {level.name for level, _ in subjects(prepare(a, model), prepare(b, model), model).values()}


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (Record("Wei", "Zhang"), Record("Zhang", "Wei"), "crossed"),
        (Record(birth_date="1994-03-12"), Record(birth_date="1994-12-03"), "swapped"),
        (Record(birth_date="1994-01-01"), Record(birth_date="1994-07-09"), "year"),
        (Record(birth_date="1994-03"), Record(birth_date="1994-03-09"), "month"),
        (Record(birth_year="1994"), Record(birth_year="1995"), "year_near"),
        (Record(age="20", noted_on="2015"), Record(birth_date="1994-03-12"), "age"),
        (Record(age="20", noted_on="2015"), Record(birth_date="1996-03-12"), "age_near"),
        (Record(nationality="NL;MA"), Record(nationality="MA"), "nationality"),
        (Record(nationality="SY"), Record(country="SY"), "country"),
        (Record(nationality="stateless"), Record(nationality="SY"), "stateless"),
        (Record(document="AB1234567"), Record(document="4567"), "fragment"),
        (Record(family_name="Rodríguez García"), Record(family_name="Rodriguez"), "word"),
        (Record(family_name="van den Berg"), Record(family_name="Berg, van den"), "word"),
        (Record(family_name="de Jong"), Record(family_name="Dejong"), "same"),
        (Record(given_name="Katarzyna"), Record(given_name="Kasia"), "sound"),
        (Record(given_name="Xin Yi"), Record(given_name="Xinyi"), "same"),
        (Record(initials="K.N."), Record(family_name="Nowak"), "initial"),
    ],
)
def test_what_practice_writes_differently_is_recognised(model, one, other, level):
    assert level in outcomes(one, other, model)
    assert level in outcomes(other, one, model)


def test_a_name_never_weighs_less_than_the_rare_letter_that_was_known_before():
    """Learning a first name tells the sex as well; that must not cost more than the name adds."""
    known = Record(initials="KN", family_name="Popescu", sex="m", nationality="RO")
    named = replace(known, given_name="Ana")
    assert score_pair(named, named, MODEL).weight >= score_pair(known, known, MODEL).weight - 1e-9
