"""A notification on the ground of consent rests on what the person concerned said last (SH6).

Given is stored in the same transaction; what was refused or withdrawn is not overruled by a box. PostgreSQL
keeps the same rule (`sec.rest_on_consent`). Withdrawing ends the sight of the registrars and every later
version; that a notification was made stays counted in figures, in which nobody can be recognised.
"""

from zicht.casework.register.notifying.facts import Facts
from zicht.casework.register.vocabulary import NotificationBasis
from zicht.chain.agreements.vocabulary import Purpose
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.chain.sharing.models import Consent
from zicht.chain.sharing.services import consents
from zicht.chain.sharing.vocabulary import ConsentAnswer, Manner
from zicht.foundation.access import Actor
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import OrganisationKind
from zicht.foundation.ui import moments

SAID_NO = (
    "De betrokkene zei hier nee op ({when}: {answer}). Dat blijft gelden. Denkt de betrokkene er nu anders"
    " over, leg dat dan eerst vast bij ‘Mag ik dit delen?’. Hulp hangt hier niet van af."
)
NO_REGISTER = "CoMensha staat nog niet in Zicht. Vraag de beheerder om CoMensha toe te voegen."
OVER = "De toestemming liep tot en met {when}. Vraag het opnieuw, en leg het antwoord vast."


def latest(victim_id) -> Consent | None:
    """Return what the person concerned said last about being reported; None when nothing was said."""
    said = Consent.objects.filter(
        subject_id=victim_id, party__kind=OrganisationKind.COMENSHA, purpose=Purpose.REGISTRATION
    )
    return said.order_by("-pk").first()


def refusal(said: Consent | None) -> str:
    """Return in words why a notification cannot rest on what was said; empty when it can."""
    if said is None or said.answer == ConsentAnswer.ASKED:
        return ""
    if said.answer != ConsentAnswer.GIVEN:
        when = moments.long_date(said.at.astimezone(clock.AMSTERDAM).date())
        return SAID_NO.format(when=when, answer=said.get_answer_display().lower())
    over = said.until is not None and said.until < clock.today()
    return OVER.format(when=moments.long_date(said.until)) if over else ""


def rest(victim_id, facts: Facts, actor: Actor) -> None:
    """Let a notification rest on consent: the one on record, or the one given now, which is stored.

    Refuses (NotPossible) what was refused, withdrawn or over. Does nothing for another basis."""
    if facts.basis != NotificationBasis.CONSENT:
        return
    said = latest(victim_id)
    if why_not := refusal(said):
        raise NotPossible(why_not)
    if said is None or said.answer != ConsentAnswer.GIVEN:
        _give(victim_id, actor)


def _give(victim_id, actor: Actor) -> None:
    register = Organisation.objects.filter(kind=OrganisationKind.COMENSHA, active=True).first()
    if register is None:
        raise NotPossible(NO_REGISTER)
    consents.state(
        SubjectKind.VICTIM,
        victim_id,
        register.pk,
        Purpose.REGISTRATION,
        ConsentAnswer.GIVEN,
        Manner.WORD,
        actor=actor,
    )
