"""Asking other regions, and answering as a holder. The asker's answer is the same whatever the others have.

Refusals (NotPossible): something that is no phone, plate, address or person; a budget that is used up.
"""

import uuid
from datetime import date

from django.db import connection
from django.http import Http404

from zicht.casework.inquiries import identifiers
from zicht.casework.inquiries.models import ContactRequest, Inquiry, Overrun
from zicht.casework.inquiries.vocabulary import Kind, Reply
from zicht.casework.register.persons import identity
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts.clock import now
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.jobs.services import enqueue
from zicht.foundation.organisations.vocabulary import Function

A_DAY, A_MONTH = 10, 60
"""How many questions one person may ask for one purpose. Kept by `sec.ask_regions`; here for the words on
screen."""
NOT_READ = {
    Kind.PHONE: (
        "Dit is geen telefoonnummer. Schrijf het helemaal, bijvoorbeeld 06 12345678 of +48 601 234 567."
    ),
    Kind.PLATE: "Dit is geen Nederlands kenteken. Schrijf het zoals op de plaat, bijvoorbeeld AB-123-C.",
    Kind.ADDRESS: "Schrijf de postcode en het huisnummer, bijvoorbeeld 6711 AB 12.",
    Kind.PERSON: "Schrijf de voornaam, de achternaam en de geboortedatum.",
}
USED_UP = (
    "U hebt het aantal vragen gebruikt: voor dit doel {day} op een dag en {month} in een maand, en over alle"
    " wegen samen {all} op een dag. Zo kan niemand lijsten uitproberen. Uw functionaris gegevensbescherming"
    " ziet dit en kan uw aantal voor vandaag verhogen. Hebt u echt meer nodig, overleg dan samen."
)


@use_case
def ask(
    kind: str, purpose: str, value: str, function: str, *, actor: Actor, key: uuid.UUID | None = None
) -> Inquiry | None:
    """Ask every other region; `value` as `read` gives it. Returns None when the budget is used up (kept
    and reported)."""
    key = key or uuid.uuid4()
    with connection.cursor() as cursor:
        inner = identifiers.under_first_key(kind, value)
        cursor.execute("SELECT sec.ask_regions(%s, %s, %s, %s, %s)", [key, kind, purpose, function, inner])
        (asked,) = cursor.fetchone()
    if not asked:
        audit.record(
            actor, Action.INQUIRY_ASKED, "inquiry", key, result="refused", purpose=purpose, asked=kind
        )
        return None
    enqueue("inquiries.match", inquiry_id=key)
    audit.record(actor, Action.INQUIRY_ASKED, "inquiry", key, purpose=purpose, asked=kind)
    return Inquiry.objects.get(pk=key)


@use_case
def answer(request_id, reply: str, *, actor: Actor) -> ContactRequest:
    """Answer as a holder; only "contact" is told to the asker. Refuses what is answered already
    (NotPossible)."""
    row = waiting_for(actor).filter(pk=request_id).first()
    if row is None:
        raise Http404
    row.reply, row.replied_by, row.replied_at = Reply(reply), actor.person_id, now()
    row.save(update_fields=["reply", "replied_by", "replied_at"])
    said = {"reply": reply, "inquiry": str(row.inquiry_id)}
    audit.record(actor, Action.CONTACT_ANSWERED, row.subject_kind, row.subject_id, **said)
    return row


def read(kind: str, text: str = "", given: str = "", family: str = "", born: date | None = None) -> str:
    """Return what was filled in, in one way of writing. Refuses (NotPossible) what cannot be read."""
    if kind == Kind.PERSON:
        person = identity.Identity(given_name=given, family_name=family, birth_date=born)
        found = next(
            (key.hex() for key, why in identity.keys(person).items() if why == identity.SAME_NAME), ""
        )
    else:
        found = identifiers.NORMAL[Kind(kind)](text.upper())
    if not found:
        raise NotPossible(NOT_READ[Kind(kind)])
    return found


def asked_by(actor: Actor):
    """Return the actor's own questions, the newest first, each with the holders who want contact."""
    return Inquiry.objects.filter(person_id=actor.person_id).prefetch_related("requests__organisation")


def waiting_for(actor: Actor):
    """Return the requests that wait for an answer of the actor's own function, the newest first."""
    mine = ContactRequest.objects.filter(
        organisation_id=actor.organisation_id, function__in=actor.functions, reply=""
    )
    return mine.select_related("inquiry__organisation")


def of_organisation(actor: Actor) -> dict:
    """Return what the data-protection officer sees: questions by and requests to the own organisation, and
    used-up budgets.

    The budgets are those of the own people, and of people elsewhere whose questions met something of the
    own organisation."""
    if Function.DATA_PROTECTION_OFFICER not in actor.functions:
        return {"asked": [], "received": [], "overruns": []}
    mine = {"organisation_id": actor.organisation_id}
    return {
        "asked": list(Inquiry.objects.filter(**mine)[:100]),
        "received": list(ContactRequest.objects.filter(**mine).select_related("inquiry__organisation")[:100]),
        "overruns": list(Overrun.objects.select_related("organisation").order_by("-day")[:100]),
    }
