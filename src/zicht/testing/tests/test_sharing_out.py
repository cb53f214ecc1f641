"""Every test is in one group, a world is built few times, and what takes long starts first."""

from types import SimpleNamespace

from zicht.testing import sharing_out


def item(name: str, *keywords: str):
    return SimpleNamespace(nodeid=name, keywords=set(keywords))


def test_a_module_stays_together():
    first, second = "src/zicht/a/tests/test_a.py::test_one", "src/zicht/a/tests/test_a.py::test_two[x]"
    assert sharing_out.group(first) == sharing_out.group(second) == "src/zicht/a/tests/test_a.py"


def test_the_walk_of_one_person_stays_together_and_few_worlds_are_built():
    people = [f"officer {number}" for number in range(40)]
    looks = {
        person: sharing_out.group(f"tests/isolation/test_a.py::test_look[{person}]") for person in people
    }
    acts = {person: sharing_out.group(f"tests/isolation/test_b.py::test_act[{person}]") for person in people}
    assert looks == acts
    assert len(set(looks.values())) == sharing_out.PARTS["tests/isolation"]


def test_slow_groups_start_first_and_each_group_is_one_stretch():
    given = [
        item("src/a/test_quick.py::test_one"),
        item("src/b/test_long.py::test_one"),
        item("tests/journeys/test_life.py::test_life"),
        item("src/a/test_quick.py::test_two"),
        item("src/b/test_long.py::test_two", "slow"),
    ]
    arranged = [each.nodeid.rpartition("/")[2] for each in sharing_out.arranged(given)]
    assert arranged == [
        "test_life.py::test_life",
        "test_long.py::test_one",
        "test_long.py::test_two",
        "test_quick.py::test_one",
        "test_quick.py::test_two",
    ]
