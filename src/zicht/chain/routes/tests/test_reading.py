"""Where a problem stands in the text, and what two routes have in common (RT3, RT4)."""

import pytest

from zicht.chain.routes.comparison import differences, harmony
from zicht.chain.routes.document import parse
from zicht.chain.routes.reading import as_text, line_of
from zicht.chain.routes.tests.cast import NATION, document, rule, step

TEXT = document(rule("een", step("tmm")), rule("twee", step("nla"), step("kmar")))


def region(*rules):
    return parse(document(*rules), level="region", area="VR91", area_name="Noord", number=1, higher=[NATION])


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("title", '"title"'),
        ("rules[1]", "{"),
        ("rules[1].steps[1].function", '"function": "kmar"'),
        ("rules[0].steps[0].fallback", "{"),
        ("$", "{"),
        ("rules", '"rules"'),
    ],
)
def test_a_problem_is_found_on_the_line_people_see(path, found):
    assert as_text(TEXT).split("\n")[line_of(TEXT, path) - 1].strip().startswith(found)


def test_the_text_is_in_reading_order_however_it_was_kept():
    kept = {"rules": [], "format": 1, "title": "x"}
    assert [line.split('"')[1] for line in as_text(kept).split("\n")[1:-1]] == ["format", "title", "rules"]


def test_RT4_a_route_is_in_full_harmony_with_itself():
    assert harmony([NATION], [NATION]) == 1
    assert differences([NATION], [NATION]) == []


def test_RT4_a_difference_in_one_form_costs_little_harmony_and_is_named_with_its_form():
    own = region(
        rule(
            "marechaussee",
            step("kmar", "be_informed", "informed"),
            when={"form": ["labour"], "no_police": False},
        )
    )
    assert 0.9 < harmony([NATION], [NATION, own]) < 1
    assert differences([NATION], [NATION, own]) == [
        ("Ook de Koninklijke Marechaussee kijkt mee, binnen 2 werkdagen", "arbeidsuitbuiting, politie mag"),
    ]
    assert differences([NATION, own], [NATION])[0][0] == "Niet de Koninklijke Marechaussee"
