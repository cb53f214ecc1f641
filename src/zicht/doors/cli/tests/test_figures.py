"""`zicht figures` answers with the published keys, and refuses what does not exist in one line (IS1)."""

import json

import pytest

from zicht.demo import history, loading_history
from zicht.doors.cli import main as cli
from zicht.foundation.access import as_worker
from zicht.reference.figures import GROUPED_FORMS, NATIONALITY_GROUPS, NOTIFIERS, published
from zicht.sight.figures import building


def answered(capsys, *arguments):
    assert cli.main(["figures", "--year", "2022", "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_IS1_the_command_gives_every_published_figure_of_2022(country, capsys):
    past = history.generate()
    with as_worker():
        loading_history.load_history(past.persons, past.notifications)
    building.rebuild()
    book = published()
    found = answered(capsys, "--by", "notifier")
    assert (found["year"], found["total"]) == (2022, 927)
    assert found["cells"] == {who: book.notifications[who, 2022] for who in NOTIFIERS}
    assert answered(capsys, "--by", "form")["total"] == 814
    assert answered(capsys, "--by", "form", "--count", "notifications")["total"] == 927
    for form in GROUPED_FORMS:
        cells = answered(capsys, "--by", "continent", "--form", form)["cells"]
        assert cells == {group: book.nationality[form, group, 2022] for group in NATIONALITY_GROUPS}


@pytest.mark.parametrize("arguments", [("--form", "slavery"), ("--form", "")])
def test_IS1_a_form_that_does_not_exist_is_refused_in_one_line(country, capsys, arguments):
    assert cli.main(["figures", "--year", "2022", *arguments]) == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert len(found.err.splitlines()) == 1
    assert "Onbekende vorm" in found.err
