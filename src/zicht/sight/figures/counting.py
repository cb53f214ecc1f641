"""How it was counted, in sentences that stand under every figure and in every download."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from zicht.sight.figures.asking import Answer
from zicht.sight.figures.protecting import THRESHOLD
from zicht.sight.figures.vocabulary import Count, Division

PERSONS = _("Geteld zijn personen. Wie in een jaar vaker is gemeld, telt in dat jaar één keer.")
NOTIFICATIONS = _("Geteld zijn meldingen. Over één persoon kunnen in een jaar meer meldingen zijn gedaan.")
BY_DIVISION = {
    Division.FORM: _(
        "Wie met twee vormen te maken kreeg, telt bij beide. De vormen samen kunnen dus meer zijn dan het"
        " totaal."
    ),
    Division.CONTINENT: _(
        "De nationaliteit is ingedeeld in werelddelen, zoals in de gepubliceerde tabellen."
    ),
    Division.REGION: _(
        "De regio is die van de plaats uit de melding. Zonder bekende plaats staat de melding bij ‘Onbekend’."
    ),
    Division.MUNICIPALITY: _(
        "De gemeente is die van de plaats uit de melding. Zonder bekende plaats staat de melding bij"
        " ‘Onbekend’. Per gemeente wordt ook niet getoond dat er geen enkele melding was."
    ),
    Division.SECTOR: _("De sector is die uit de melding. Arbeidssectoren volgen de SBI 2008 van het CBS."),
    Division.AGE: _(
        "De leeftijd is het jaar van de melding min het geboortejaar. Vaak is het geboortejaar niet bekend."
    ),
    Division.MONTH: _("De maand is die van de melding."),
}
REGISTERED = _(
    "Het zijn vermoedelijke slachtoffers die bij CoMensha zijn gemeld. Wie niemand zag of meldde, staat er"
    " niet in."
)
_PROTECTED = _(
    "Aantallen van 1 tot en met %(most)s worden niet getoond. Ook andere cellen kunnen leeg blijven, zodat"
    " niemand een klein aantal kan uitrekenen. Een leeg vak zegt dus niet dat het aantal klein is."
)
PROTECTED = _PROTECTED % {"most": THRESHOLD - 1}
ONCE = _(
    "Deze cijfers zijn na afloop van het jaar één keer vastgesteld. Latere meldingen over dat jaar veranderen"
    " ze niet."
)
RAW = _("U ziet onbewerkte cijfers. Kleine aantallen kunnen naar een persoon wijzen: deel ze niet verder.")


def how_counted(answer: Answer) -> list[str]:
    """Return the sentences for this answer, in the language of the page."""
    unit = PERSONS if answer.count == Count.PERSONS else NOTIFICATIONS
    kept = [_PROTECTED, ONCE] if answer.published_on else [RAW]
    told = [unit, *filter(None, [BY_DIVISION.get(Division(answer.question.by))]), REGISTERED, *kept]
    return [gettext(sentence) % {"most": THRESHOLD - 1} for sentence in told]
