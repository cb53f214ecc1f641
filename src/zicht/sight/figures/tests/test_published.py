"""The demonstration's register gives back every published number (IS1, RG1)."""

import pytest

from zicht.foundation.access import as_worker
from zicht.reference.figures import GROUPED_FORMS, NATIONALITY_GROUPS, NOTIFIERS, published
from zicht.sight.figures.queries import NoSuchFigure, figures


@pytest.fixture
def counted(register):
    with as_worker():
        yield


def test_IS1_every_published_number_is_counted_back_from_the_register(counted):
    book = published()
    for year in book.years:
        by_notifier = figures(year=year, by="notifier")
        assert by_notifier["cells"] == {who: book.notifications[who, year] for who in NOTIFIERS}
        assert by_notifier["total"] == book.notifications_in(year)
        forms = figures(year=year, by="form")["cells"]
        assert forms["organ_removal"] == book.organ_removal[year]
        for form in GROUPED_FORMS:
            found = figures(year=year, by="continent", form=form)["cells"]
            assert found == {group: book.nationality[form, group, year] for group in NATIONALITY_GROUPS}
    for year, persons in book.unique_persons.items():
        assert figures(year=year, by="form", count="persons")["total"] == persons
    for year, police in book.police_in_text.items():
        assert figures(year=year, by="notifier")["cells"]["police"] == police


def test_RG1_2022_holds_814_persons_and_927_notifications(counted):
    assert figures(year=2022, by="month", count="persons")["total"] == 814
    assert figures(year=2022, by="month", count="notifications")["total"] == 927


def test_IS1_months_regions_and_notifiers_add_up_to_the_same_notifications(counted):
    for by in ("month", "region", "notifier", "sector"):
        found = figures(year=2022, by=by, count="notifications")
        assert sum(found["cells"].values()) == found["total"] == 927


@pytest.mark.parametrize(
    "question", [{"by": "religion"}, {"by": "form", "form": "slavery"}, {"count": "households"}]
)
def test_IS1_a_question_that_cannot_be_asked_says_so(database, question):
    with as_worker(), pytest.raises(NoSuchFigure, match="Onbekende"):
        figures(year=2022, **question)
