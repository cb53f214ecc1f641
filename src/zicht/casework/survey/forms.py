"""Four questions, one minute."""

from django import forms

from zicht.casework.survey.vocabulary import Hindrance, Passed, Seen, Sight


class SurveyForm(forms.Form):
    """The yearly question."""

    seen = forms.ChoiceField(
        label="Zag of hoorde u het afgelopen jaar in uw werk iets dat op mensenhandel kan wijzen?",
        choices=Seen.choices,
        widget=forms.RadioSelect,
    )
    passed = forms.ChoiceField(
        label="Hoeveel daarvan gaf u door?", choices=Passed.choices, widget=forms.RadioSelect
    )
    hindrances = forms.MultipleChoiceField(
        label="Wat hield u tegen, als u iets niet doorgaf?",
        choices=Hindrance.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sight = forms.ChoiceField(
        label="Is er in uw werkgebied genoeg zicht op mensenhandel?",
        choices=Sight.choices,
        widget=forms.RadioSelect,
    )
