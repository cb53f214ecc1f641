"""The default words of feedback: per stage, outcome and role, written at reading time in the reader's
language.

Three levels (`audiences`). A reporter hears whether something was done, by which role, and what was not
possible; never whether people were found, talked, are in care or under investigation, because whoever
holds the receipt may be anyone (FB3). A colleague who saw it hears the outcome as far as it is not for
police or register; who had the signal hears all of it. Nothing here blames or promises, and thanks say
what the report did. Dutch is the source; other languages live in `zicht/locale`.
"""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from zicht.chain.feedback.audiences import Audience, tellable
from zicht.chain.feedback.vocabulary import Phrase, Stage

ROLES = {
    "reporter": _("een collega die signaleert"),
    "ambassador": _("de ambassadeur van de afdeling"),
    "contact_officer": _("de contactpersoon mensenhandel van de gemeente"),
    "chain_director": _("de regisseur mensenhandel van de regio"),
    "care_coordinator": _("de zorgcoördinator voor hulp en opvang"),
    "tmm": _("het team mensenhandel van de politie"),
    "nla": _("de Arbeidsinspectie"),
    "kmar": _("de Marechaussee"),
    "safe_home": _("Veilig Thuis"),
    "duty_officer": _("de piketdienst voor dag en nacht"),
    "registrar": _("de registrator van CoMensha"),
    "fallback_desk": _("het landelijke vangnet voor meldingen zonder bekende plaats"),
    "shelter_manager": _("de opvang"),
}
SOMEONE = _("een medewerker die hiervoor is opgeleid")

RECEIVED = _("Dank u wel. Uw melding is binnen en gaat niet verloren. %(Role)s kijkt er als eerste naar.")
TAKEN_UP = _(
    "%(Role)s is met uw melding bezig. Door wat u vertelde, kijkt er nu iemand naar die iets kan doen."
)
PASSED_ON = _(
    "Uw melding is doorgegeven aan %(role)s. Daar is ze aangenomen: er is steeds iemand die ervoor zorgt."
)
MESSAGE = _("Er is een bericht voor u van %(role)s.")
REOPENED = _("%(Role)s kijkt opnieuw naar uw melding, omdat er iets veranderd is.")
DONE = _(
    "%(Role)s heeft iets met uw melding kunnen doen. Wat precies, vertellen we niet: zo blijven mensen"
    " veilig. Zonder uw melding was dit niet gebeurd. Dank u wel."
)
NOT_DONE = _(
    "%(Role)s heeft uw melding bekeken en kan nu niet verder. Uw melding blijft bewaard en telt mee als er"
    " meer bekend wordt. Dank u wel dat u niet wegkeek."
)

TO_REPORTER = {
    (Stage.RECEIVED, ""): RECEIVED,
    (Stage.TAKEN_UP, ""): TAKEN_UP,
    (Stage.PASSED_ON, ""): PASSED_ON,
    (Stage.MESSAGE, ""): MESSAGE,
    (Stage.MESSAGE, Phrase.STILL_BUSY): _(
        "%(Role)s is nog met uw melding bezig. Dat duurt soms lang. U hoeft nu niets te doen. Dank u wel voor"
        " uw geduld."
    ),
    (Stage.MESSAGE, Phrase.KNOW_MORE): _(
        "%(Role)s heeft een vraag. Weet u nog meer over wat u zag: waar, wanneer, hoe vaak? U kunt het hier"
        " opschrijven. U hoeft geen namen te noemen, en ga niet zelf op onderzoek."
    ),
    (Stage.MESSAGE, Phrase.AGAIN): _(
        "Ziet u het opnieuw, schrijf het dan hier. Bel 112 als iemand nu in gevaar is. Groet van %(role)s."
    ),
    (Stage.MESSAGE, Phrase.HELP_FOR_YOU): _(
        "Wilt u zelf hulp of iemand om mee te praten? Dat kan, ook zonder politie. Schrijf hier hoe en"
        " wanneer wij u veilig kunnen bereiken. Groet van %(role)s."
    ),
    (Stage.MESSAGE, Phrase.TABLE): _(
        "Uw melding is besproken door organisaties die samen iets kunnen doen. Er zijn afspraken gemaakt. Wat"
        " precies, vertellen we niet: zo blijven mensen veilig. Dank u wel, ook namens %(role)s."
    ),
    (Stage.REOPENED, ""): REOPENED,
    (Stage.DONE, ""): DONE,
    (Stage.DONE, "referred"): _(
        "%(Role)s heeft uw melding bekeken. Een andere organisatie kan hier meer doen en is ermee verder"
        " gegaan. Wat daar gebeurt, vertellen we niet: zo blijven mensen veilig. Dank u wel dat u dit meldde."
    ),
    (Stage.NOT_DONE, ""): NOT_DONE,
    (Stage.NOT_DONE, "no_further_leads"): _(
        "%(Role)s heeft uw melding bekeken. Er was nu te weinig om mee verder te gaan. Dat ligt niet aan u. "
        "Uw melding blijft bewaard; weet u later meer, schrijf het dan hier. Dank u wel dat u niet wegkeek."
    ),
    (Stage.NOT_DONE, "not_trafficking"): _(
        "%(Role)s heeft uw melding bekeken en ziet hierin nu geen mensenhandel. Het was goed dat u het"
        " meldde: u hoefde het niet zeker te weten. Uw melding blijft bewaard. Gebeurt er meer, schrijf het"
        " dan hier. Dank u wel."
    ),
}

TO_COLLEAGUE = {
    (Stage.RECEIVED, ""): _("Uw signaal is binnen. %(Role)s is als eerste aan zet."),
    (Stage.TAKEN_UP, ""): _("%(Role)s heeft het signaal opgepakt."),
    (Stage.PASSED_ON, ""): _(
        "Het signaal is aangenomen door %(role)s. U hebt de schakel doorgegeven; dank u wel."
    ),
    (Stage.MESSAGE, ""): _("Er is een bericht bij een signaal van u, van %(role)s."),
    (Stage.MESSAGE, Phrase.TABLE): _(
        "Het signaal is besproken aan de overlegtafel en er zijn afspraken gemaakt. %(Role)s kan er meer over"
        " vertellen als u daarbij betrokken bent. Dank u wel voor het signaleren."
    ),
    (Stage.REOPENED, ""): _("%(Role)s heeft het signaal opnieuw geopend."),
    (Stage.DONE, ""): _("%(Role)s heeft het signaal afgerond: er is iets mee gedaan. Dank u wel."),
    (Stage.DONE, "helped"): _(
        "%(Role)s heeft het signaal afgerond: er is hulp gegeven. Uw signaal was daarvan het begin."
    ),
    (Stage.DONE, "registered"): _(
        "%(Role)s heeft het signaal afgerond: er is gemeld bij CoMensha, zodat het meetelt in het landelijke"
        " beeld. Dank u wel."
    ),
    (Stage.DONE, "investigation"): _(
        "%(Role)s heeft het signaal afgerond: het wordt verder onderzocht. Meer mogen wij daarover niet"
        " vertellen. Dank u wel."
    ),
    (Stage.DONE, "inspection"): _(
        "%(Role)s heeft het signaal afgerond: er is een controle geweest. Dank u wel."
    ),
    (Stage.DONE, "referred"): _(
        "%(Role)s heeft het signaal afgerond: een andere organisatie gaat ermee verder. Dank u wel."
    ),
    (Stage.NOT_DONE, ""): _(
        "%(Role)s kan nu niet verder met het signaal. Het blijft bewaard en vindbaar. Dank u wel."
    ),
    (Stage.NOT_DONE, "no_further_leads"): _(
        "%(Role)s heeft het signaal bekeken en ziet nu geen aanknopingspunten meer. Het blijft bewaard;"
        " nieuwe feiten kunnen het weer openen. Dank u wel voor het signaleren."
    ),
    (Stage.NOT_DONE, "not_trafficking"): _(
        "%(Role)s heeft het signaal bekeken en ziet hierin nu geen mensenhandel. Het blijft vindbaar."
        " Signaleren is goed, ook als u niet zeker bent. Dank u wel."
    ),
}


def text_for(stage: str, role: str = "", detail: str = "", audience: Audience = Audience.CITIZEN) -> str:
    """Return the default words for a stage in the active language, as the audience may hear them.

    An outcome (or a standard sentence, see `Phrase`) without words of its own for this audience gets those
    of the citizen, then the general ones."""
    told = (Stage(stage), tellable(detail, audience))
    general = (Stage(stage), "")
    words = TO_REPORTER if audience == Audience.CITIZEN else TO_COLLEAGUE
    chosen = words.get(told) or (TO_REPORTER.get(told) if stage == Stage.MESSAGE else None) or words[general]
    name = role_in_words(role)
    return str(chosen) % {"role": name, "Role": capfirst(name)}


def role_in_words(role: str) -> str:
    """Return who is meant by a function, in words a reporter understands, in the active language."""
    return str(ROLES.get(role, SOMEONE))
