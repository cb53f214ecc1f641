"""The generated rows are counted here independently of the generator and laid beside every published
number (IS1, RG1).
"""

from collections import Counter, defaultdict
from time import process_time

import pytest

from zicht.casework.register.persons import blocking
from zicht.demo.counting import SYNTHETIC_YEARS, UNIQUE_PERSONS
from zicht.demo.history import generate
from zicht.demo.loading_history import identity_of
from zicht.methods import linkage
from zicht.reference.codes import nationality_group
from zicht.reference.figures import GROUPED_FORMS, NATIONALITY_GROUPS, NOTIFIERS, published
from zicht.reference.places import read_edition

YEARS = published().years


@pytest.fixture(scope="module")
def history():
    return generate()


@pytest.fixture(scope="module")
def persons(history):
    return {person.key: person for person in history.persons}


@pytest.fixture(scope="module")
def forms_of(history):
    """Known forms per year and person, read back from the notifications."""
    forms = defaultdict(set)
    for n in history.notifications:
        forms[n.year, n.person_key] |= set(n.forms) - {"unknown"}
    return forms


@pytest.mark.parametrize("year", sorted(published().unique_persons))
def test_IS1_unique_persons_equal_every_published_year(forms_of, year):
    assert sum(y == year for y, _ in forms_of) == published().unique_persons[year]


def test_IS1_the_register_of_2022_holds_814_persons_and_927_notifications(history):
    notifications = [n for n in history.notifications if n.year == 2022]
    assert len(notifications) == 927
    assert len({n.person_key for n in notifications}) == 814


def test_IS1_notifications_by_notifier_equal_every_published_number(history):
    counted = Counter((n.notifier, n.year) for n in history.notifications)
    assert {(n, y): counted[n, y] for n in NOTIFIERS for y in YEARS} == dict(published().notifications)
    assert {notifier for notifier, year in counted if year in YEARS} == set(NOTIFIERS)


def test_IS1_nationality_group_by_form_equals_every_published_number(forms_of, persons):
    counted = Counter()
    for (year, key), forms in forms_of.items():
        group = nationality_group(persons[key].nationality_iso2)
        counted.update((form, group, year) for form in forms)
    expected = {
        (f, g, y): published().nationality[f, g, y]
        for f in GROUPED_FORMS
        for g in NATIONALITY_GROUPS
        for y in YEARS
    }
    assert {cell: counted[cell] for cell in expected} == expected


def test_IS1_organ_removal_equals_every_published_number(forms_of):
    counted = Counter(year for (year, _), forms in forms_of.items() if "organ_removal" in forms)
    assert {year: counted[year] for year in YEARS} == dict(published().organ_removal)


def test_police_notifications_named_in_the_text_are_reproduced(history):
    for year, count in published().police_in_text.items():
        assert sum(n.notifier == "police" and n.year == year for n in history.notifications) == count


def test_2012_has_only_its_total_and_2013_is_absent(history, persons):
    of_2012 = [n for n in history.notifications if n.year == 2012]
    assert {(n.notifier, n.forms) for n in of_2012} == {("unknown", ("unknown",))}
    assert {persons[n.person_key].nationality_iso2 for n in of_2012} == {None}
    assert {n.year for n in history.notifications} == {2012, *YEARS}


def test_years_without_a_published_count_of_persons_are_named_synthetic_and_lie_between_the_limits():
    assert SYNTHETIC_YEARS == (2015, 2016, 2017, 2018, 2019, 2020)
    figures = published()
    for year in SYNTHETIC_YEARS:
        assert max(figures.form_total(f, year) for f in GROUPED_FORMS) <= UNIQUE_PERSONS[year]
        assert UNIQUE_PERSONS[year] <= figures.notifications_in(year)


def test_RG1_some_persons_return_in_a_later_year_and_count_once_in_each(history):
    years = defaultdict(set)
    for n in history.notifications:
        years[n.person_key].add(n.year)
    returning = sum(len(y) > 1 for y in years.values())
    assert 0.01 < returning / len(years) < 0.06


def test_RG3_some_who_return_are_noted_as_someone_else_and_are_found_again(history, persons):
    anew = {person.key: person.same_as for person in history.persons if person.same_as}
    assert 20 < len(anew) < 100
    assert all(key[1:5] > earlier[1:5] for key, earlier in anew.items())
    rows = [blocking.record_of(identity_of(person)) for person in history.persons]
    keys = [person.key for person in history.persons]
    _, found = linkage.link_fitted(rows, linkage.Model.load(), 0.5)
    together = {
        frozenset((keys[a], keys[b]))
        for a, b in zip(*(rows.tolist() for rows in found.together), strict=True)
    }
    planted = {frozenset(pair) for pair in anew.items()}
    assert len(planted & together) > len(planted) / 2


def test_every_person_has_a_notification_and_every_notification_a_person(history, persons):
    assert {n.person_key for n in history.notifications} == set(persons)
    assert len(persons) == len(history.persons)
    assert len({n.key for n in history.notifications}) == len(history.notifications)


def test_a_notifier_notifies_a_person_at_most_once_a_year(history):
    pairs = [(n.person_key, n.notifier, n.year) for n in history.notifications]
    assert len(pairs) == len(set(pairs))


def test_dates_lie_in_their_year_and_places_exist(history):
    codes = {m.code for m in read_edition().municipalities}
    assert all(n.on.year == n.year for n in history.notifications)
    assert {n.municipality_code for n in history.notifications} <= codes | {None}
    assert len({n.on.month for n in history.notifications if n.year == 2022}) == 12


def test_places_are_drawn_by_number_of_inhabitants(history):
    counted = Counter(n.municipality_code for n in history.notifications)
    assert counted["GM0363"] > counted["GM0228"] > counted["GM0279"]


def test_the_statutory_notifiers_rest_on_statute_and_the_others_on_consent_or_another_basis(history):
    bases = defaultdict(set)
    for n in history.notifications:
        bases[n.notifier].add(n.legal_basis)
    assert all(bases[notifier] == {"statutory_duty"} for notifier in ("police", "kmar", "nla"))
    assert all(bases[n] == {"consent", "other_basis"} for n in ("care_coordinators", "fairwork", "other"))


def test_the_same_seed_gives_the_same_history_and_another_seed_another(history):
    assert generate() == history
    assert generate(seed=1).persons != history.persons


@pytest.mark.parametrize("seed", [1, 7, 2031])
def test_the_published_numbers_do_not_depend_on_the_seed(seed):
    counted = Counter((n.notifier, n.year) for n in generate(seed).notifications)
    assert all(counted[cell] == count for cell, count in published().notifications.items())


def test_the_whole_history_is_there_within_three_seconds():
    start = process_time()
    generate(seed=5)
    assert process_time() - start < 3
