from zicht.reference.figures import GROUPED_FORMS, NATIONALITY_GROUPS, NOTIFIERS, published


def test_the_published_persons_and_notifications_of_2022():
    figures = published()
    assert figures.unique_persons[2022] == 814
    assert figures.notifications_in(2022) == 927
    assert figures.form_table_total(2022) == 837


def test_years_without_a_published_count_are_absent_not_zero():
    assert set(published().unique_persons) == {2012, 2014, 2021, 2022}


def test_every_notifier_form_and_group_has_a_count_for_every_year():
    figures = published()
    assert set(figures.notifications) == {(n, y) for n in NOTIFIERS for y in figures.years}
    assert set(figures.nationality) == {
        (f, g, y) for f in GROUPED_FORMS for g in NATIONALITY_GROUPS for y in figures.years
    }
    assert set(figures.organ_removal) == set(figures.years)


def test_the_police_counts_in_the_text_agree_with_the_table():
    figures = published()
    for year, count in figures.police_in_text.items():
        assert figures.notifications["police", year] == count
