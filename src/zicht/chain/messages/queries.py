"""The inbox of a colleague: what happened with signals they gave or had, how far they read, and who still
waits for a word.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Subquery

from zicht.chain.custody.models import Holding
from zicht.chain.custody.vocabulary import CustodyState, HoldingRole
from zicht.chain.feedback.models import Feedback, FeedbackRead, Mailbox
from zicht.chain.feedback.vocabulary import Recipient, Stage
from zicht.chain.signals.models import Signal
from zicht.foundation.access import Actor
from zicht.foundation.acts import clock
from zicht.foundation.vault import sealing

FIRST_WORD_DAYS = 7
MOST_COUNTED = 100
YEAR = 365


@dataclass(frozen=True)
class Numbers:
    """How reporters fare with an organisation over a year: `heard` of `signals` had a word, `in_time`
    within a week.
    """

    signals: int
    heard: int
    in_time: int
    waiting: int


def messages_to(actor: Actor):
    """Return the messages to the actor for the organisation they act for, unread first, then the newest."""
    return (
        _addressed(actor)
        .filter(_for_organisation(actor))
        .annotate(unread=_is_unread())
        .order_by(F("unread").desc(), "-given_on", "-number", "pk")
    )


def unread_count(actor: Actor) -> int:
    """Return how many messages the actor did not read yet, at most a hundred."""
    return unread(actor)[:MOST_COUNTED].count()


def elsewhere_count(actor: Actor) -> int:
    """Return how many unread messages wait at the other organisations the actor works for."""
    return _addressed(actor).exclude(_for_organisation(actor)).filter(_is_unread())[:MOST_COUNTED].count()


def own_words(messages) -> dict:
    """Return the opened own words of messages to the actor, by id, in one query; what is not addressed to
    the actor stays shut."""
    sealed = {message.pk: message for message in messages if message.text is not None}
    if not sealed:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sec.inbox_keys(%s)", [list(sealed)])
        keys = cursor.fetchall()
    return {
        key: Feedback.text.open(sealing.unwrap(wrapped, signal_id), key, sealed[key].text)
        for key, signal_id, wrapped in keys
    }


def own_signals(actor: Actor):
    """Return the signals the actor gave for this organisation, newest first, each with the stage of the
    last word (`last`)."""
    told = Feedback.objects.filter(account_id=actor.person_id, recipient=Recipient.REPORTER)
    given = told.filter(stage=Stage.RECEIVED, organisation_id=actor.organisation_id).values("signal_id")
    last = told.filter(signal=OuterRef("pk")).exclude(stage=Stage.MESSAGE).order_by("-given_on", "-number")
    return (
        Signal.objects.filter(pk__in=given)
        .select_related("municipality", "custody")
        .annotate(last=Subquery(last.values("stage")[:1]))
        .order_by("-received_on", "reference")
    )


def waiting_reporters(actor: Actor) -> int:
    """Return for how many signals of the own functions the reporter waits for a word, at most a hundred.

    Waiting is: reachable, and nothing said since the signal came in, or since the reporter wrote."""
    mine = Holding.objects.filter(
        organisation_id=actor.organisation_id,
        function__in=actor.functions,
        role=HoldingRole.RESPONSIBLE,
        ended_at__isnull=True,
        signal__custody__state=CustodyState.OPEN,
    ).annotate(**_last_numbers("signal_id"))
    silent = Q(last_word__isnull=True) | Q(last_question__gt=F("last_word"))
    return mine.filter(_reachable("signal"), silent)[:MOST_COUNTED].count()


def numbers(actor: Actor) -> Numbers:
    """Return how reporters fared with signals of the own organisation in the past year (FB2)."""
    since = clock.now() - timedelta(days=YEAR)
    word = _words("signal_id").order_by().values("signal_id").annotate(first=Min("given_on")).values("first")
    held = (
        Holding.objects.filter(
            organisation_id=actor.organisation_id, role=HoldingRole.RESPONSIBLE, started_at__gte=since
        )
        .filter(_reachable("signal"))
        .annotate(first_word=Subquery(word))
    )
    week = Q(first_word__lte=F("signal__received_on") + timedelta(days=FIRST_WORD_DAYS))
    found = held.aggregate(
        signals=Count("signal", distinct=True),
        heard=Count("signal", distinct=True, filter=Q(first_word__isnull=False)),
        in_time=Count("signal", distinct=True, filter=week),
    )
    return Numbers(**found, waiting=waiting_reporters(actor))


def _addressed(actor: Actor):
    return Feedback.objects.filter(account_id=actor.person_id)


def _for_organisation(actor: Actor) -> Q:
    return Q(organisation_id=actor.organisation_id) | Q(organisation_id__isnull=True)


def _is_unread() -> Q:
    """That an own signal came in is no news to whoever just gave it."""
    return Q(~Exists(FeedbackRead.objects.filter(feedback=OuterRef("pk"))) & ~Q(stage=Stage.RECEIVED))


def unread(actor: Actor):
    """Return the messages to the actor for the own organisation that were not read yet."""
    return _addressed(actor).filter(_for_organisation(actor)).filter(_is_unread())


def _reachable(signal: str) -> Q:
    mailbox = Exists(Mailbox.objects.filter(signal=OuterRef(signal)))
    return Q(mailbox) | Q(**{f"{signal}__reporter_id__isnull": False})


def _words(signal: str):
    """What the reporter of a signal was told after the receipt."""
    told = Feedback.objects.filter(signal=OuterRef(signal), recipient=Recipient.REPORTER)
    return told.exclude(stage=Stage.RECEIVED)


def _last_numbers(signal: str) -> dict:
    asked = Feedback.objects.filter(signal=OuterRef(signal), recipient=Recipient.HANDLER)

    def last(rows):
        return Subquery(rows.order_by().values("signal_id").annotate(last=Max("number")).values("last"))

    return {"last_word": last(_words(signal)), "last_question": last(asked)}
