"""Giving and ending grants, and telling why someone sees a subject."""

from zicht.chain.agreements.vocabulary import LegalBasis, Level, Purpose
from zicht.chain.grants.models import Grant
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.foundation.acts.clock import now, today
from zicht.foundation.database.reading import named_rows


def give(
    subject,
    organisation_id,
    function,
    level: Level,
    basis: LegalBasis,
    *,
    because: str,
    actor,
    purpose=None,
    until=None,
) -> None:
    """Give a function of an organisation sight on a signal or victim, inside the running use case.

    PostgreSQL refuses to give more than the actor has. Returns nothing: the giver may not be able to read
    the new grant."""
    kind = SubjectKind.SIGNAL if subject._meta.model_name == "signal" else SubjectKind.VICTIM
    grant = Grant(
        subject_kind=kind,
        subject_id=subject.pk,
        organisation_id=organisation_id,
        function=function,
        level=level,
        basis=basis,
        purpose=purpose or Purpose.SIGNAL_HANDLING,
        because=because,
        granted_on=today(),
        until=until,
    )
    Grant.objects.bulk_create([grant])


def why_visible(subject_id) -> list[Grant]:
    """Return the actor's own running grants on a subject, the widest first: the answer to "why do I see
    this?"."""
    grants = Grant.objects.filter(subject_id=subject_id, ended_at__isnull=True).order_by("-level")
    return [grant for grant in grants if grant.until is None or grant.until > now()]


def end(grant: Grant, because: str) -> None:
    """End a grant of the own organisation; the next statement of that organisation no longer sees the
    subject."""
    grant.ended_at, grant.ended_because = now(), because
    grant.save(update_fields=["ended_at", "ended_because"])


def end_own(subject_ids, reason: str, because: str, actor) -> list:
    """End the running grants of the acting organisation on these subjects that were given for `reason`;
    return their ids."""
    rows = Grant.objects.filter(
        organisation_id=actor.organisation_id,
        subject_id__in=list(subject_ids),
        because=reason,
        ended_at__isnull=True,
    )
    ended = list(rows)
    for grant in ended:
        end(grant, because)
    return [grant.pk for grant in ended]


def unwanted(kind: SubjectKind, subject_id, organisation_id) -> bool:
    """Return whether this is an investigator whom the person concerned does not want (RT6); the rule on
    new grants says the same."""
    query = "SELECT sec.wish_keeps_out(%s, %s, %s) AS unwanted"
    return named_rows(query, [kind, subject_id, organisation_id])[0]["unwanted"]
