"""The effect of a training, campaign or inspection."""

from .saying import Language, Words, said

WORDS: Words = {
    "not_one_series": (
        "de aantallen moeten één reeks vanaf 0 zijn, even lang in beide groepen",
        "counts must be one series of numbers from 0 up, of the same length in both groups",
    ),
    "start_outside": ("het begin ligt buiten de reeks", "the start lies outside the series"),
}
REASONS: Words = {
    "few_periods": (
        "Er zijn te weinig maanden: minstens zes ervoor en drie erna.",
        "There are too few months: at least six before and three after.",
    ),
    "few_counted": (
        "Er zijn te weinig signalen: minstens twintig in elk van beide groepen.",
        "There are too few signals: at least twenty in each of both groups.",
    ),
    "no_fit": ("De aantallen laten geen schatting toe.", "The counts allow no estimate."),
    "other_course": (
        "De gemeenten gingen daarvoor al een andere kant op dan de andere gemeenten. Dan zegt vergelijken"
        " niets.",
        "The municipalities were already on another course than the others. Then comparing says nothing.",
    ),
    "wide": (
        "De marge is zo groot dat er niets aan te zien is.",
        "The margin is so large that nothing can be seen.",
    ),
    "none_visible": (
        "De marge loopt van minder tot meer signalen: er kan een effect zijn, of geen.",
        "The margin runs from fewer to more signals: there may be an effect, or none.",
    ),
}
"""Why an effect cannot be told."""
VERDICTS: Words = {
    "cannot_tell": ("Niet te zeggen", "Cannot be told"),
    "more": ("Er kwamen meer signalen", "There were more signals"),
    "less": ("Er kwamen minder signalen", "There were fewer signals"),
}


def reason(code: str, language: Language = "nl") -> str:
    return said(REASONS[code], {}, language)


def verdict(code: str, language: Language = "nl") -> str:
    return said(VERDICTS[code], {}, language)
