"""Shows OP4."""

import re

import pytest
from django import forms
from django.utils import translation

from zicht.foundation.ui.forms import Chips, RadioCards
from zicht.testing.markup import packed


class ReportForm(forms.Form):
    place = forms.CharField(label="Waar was dit?", help_text="Straat of wijk.")
    phone = forms.CharField(label="Telefoon", required=False)
    danger = forms.ChoiceField(
        label="Is er gevaar?",
        choices=[("yes", "Ja"), ("no", "Nee")],
        widget=RadioCards(hints={"yes": "Bel 112."}),
    )
    signs = forms.MultipleChoiceField(
        label="Wat valt op?", choices=[("Werk", [("pay", "Geen loon")])], widget=Chips, required=False
    )
    consent = forms.BooleanField(label="Dit klopt")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.fixture
def wrong():
    return packed(str(ReportForm({})))


@pytest.fixture
def fresh():
    return packed(str(ReportForm()))


def tag(html, id_):
    return re.search(rf'<(?:input|textarea|select)[^>]*id="{id_}"[^>]*>', html).group()


def test_OP4_each_field_has_its_label_hint_and_error_beside_it(wrong):
    assert '<label class="utrecht-form-label" for="id_place">Waar was dit?' in wrong
    assert 'id="id_place_helptext"' in wrong
    assert 'id="id_place_error"' in wrong
    field = tag(wrong, "id_place")
    assert 'aria-describedby="id_place_helptext id_place_error"' in field
    assert 'aria-invalid="true"' in field
    assert "utrecht-textbox--invalid" in field


def test_OP4_the_summary_on_top_leads_to_every_field_that_needs_something(wrong):
    summary = wrong[: wrong.index("utrecht-form-field ")]
    assert re.findall(r'href="#(\w+)"', summary) == ["id_place", "id_danger_0", "id_consent"]
    for target in ("id_place", "id_danger_0", "id_consent"):
        assert tag(wrong, target)


def test_a_fresh_form_blames_nobody(fresh):
    assert 'role="alert"' not in fresh
    assert "invalid" not in fresh


def test_only_fields_that_may_stay_empty_say_so(fresh):
    assert fresh.count("(niet verplicht)") == 2
    assert 'for="id_phone">Telefoon<span class="zicht-optional">(niet verplicht)' in fresh


def test_what_is_missing_is_asked_for_kindly(wrong):
    assert "Waar was dit? Vul dit nog in." in wrong
    assert "Is er gevaar? Kies nog een antwoord." in wrong
    assert "Dit klopt: Vink dit nog aan." in wrong
    assert "verplicht." not in wrong


def test_a_number_beyond_its_limit_is_asked_for_plainly():
    class Years(forms.Form):
        year = forms.IntegerField(min_value=1900, max_value=2100)

    assert "Vul een getal in van 1900 of hoger." in str(Years({"year": "19"}))
    assert "Vul een getal in van 2100 of lager." in str(Years({"year": "20260"}))


def test_a_form_in_another_language_keeps_the_words_of_that_language():
    with translation.override("pl"):
        assert "Vul dit nog in" not in str(ReportForm({}))


def test_what_a_form_says_itself_is_left_alone():
    class Own(forms.Form):
        place = forms.CharField(error_messages={"required": "Noem een straat of een wijk."})

    assert "Noem een straat of een wijk." in str(Own({}))


def test_a_choice_of_several_looks_like_checkboxes(fresh):
    assert "utrecht-checkbox" in tag(fresh, "id_signs_0_0")
    assert "utrecht-radio-button" in tag(fresh, "id_danger_0")


def test_a_group_of_choices_is_a_fieldset_with_a_legend_and_its_error(wrong):
    group = wrong[wrong.index('<fieldset id="id_danger_group"') :]
    assert group.startswith('<fieldset id="id_danger_group" aria-describedby="id_danger_error"')
    assert '<legend class="zicht-legend">Is er gevaar?</legend>' in group


def test_cards_explain_a_choice_and_chips_keep_their_groups(fresh):
    assert '<span class="zicht-option__hint">Bel 112.</span>' in fresh
    assert '<p class="zicht-group">Werk</p>' in fresh
    assert 'class="zicht-chip"' in fresh


def test_what_someone_wrote_is_never_markup():
    html = str(ReportForm({"place": '"><script>alert(1)</script>'}))
    assert "<script>" not in html


def test_hidden_fields_stay_hidden(fresh):
    assert 'type="hidden" name="token"' in fresh
    assert "id_token_group" not in fresh


def test_one_field_can_be_placed_by_itself():
    html = ReportForm()["place"].as_field_group()
    assert html.count("<label") == 1
    assert "utrecht-textbox" in html
