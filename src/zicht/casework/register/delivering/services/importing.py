"""A file in the international standard, read in whole or not at all, as notifications of one organisation.

Every row is looked at first; when one cannot be read nothing is stored, and each error names its row,
column and reason, never the value. The same file twice adds nothing.
"""

import hashlib
from dataclasses import dataclass, field

from zicht.casework.register.delivering import htcds, htcds_reading
from zicht.casework.register.delivering.htcds_reading import Unreadable
from zicht.casework.register.duties import criteria
from zicht.casework.register.models import Notification, PresumedVictim
from zicht.casework.register.notifying.facts import Facts
from zicht.casework.register.notifying.services import filing
from zicht.casework.register.persons import services
from zicht.casework.register.persons.identity import Identity
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.documents.apart import asking
from zicht.foundation.documents.apart import refusal as apart
from zicht.foundation.documents.apart.words import said
from zicht.foundation.organisations.models import Municipality, Organisation
from zicht.reference import htcds as standard

NO_HEADING = "De eerste regel noemt geen enkel veld van de standaard."
WRONG_LENGTH = "Deze rij heeft meer of minder kolommen dan de eerste regel."
NOT_TEXT = "Dit bestand is geen CSV in UTF-8."
ANOTHER_PERSON = "Dezelfde persoon heeft in een eerdere rij andere gegevens."
COLUMN_OF = {
    filing.NO_FORM: "vic_TypeOfExploitation",
    filing.NO_CRITERION: "zicht_Criterion",
    filing.NO_DUTY: "zicht_Basis",
    filing.CONSENT_NEEDED: "con_Consent",
}


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be read; row 1 is the heading."""

    row: int
    column: str
    reason: str


@dataclass
class Outcome:
    """`unmapped`: columns of the file that Zicht has no place for; they were not read."""

    rows: int = 0
    persons: int = 0
    notifications: int = 0
    known: int = 0
    errors: list[Problem] = field(default_factory=list)
    unmapped: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Row:
    number: int
    person: str
    digest: str
    identity: Identity
    facts: Facts
    on: object


@use_case
def read_in(content: bytes, *, actor: Actor) -> Outcome:
    """Read a file in as notifications of the actor's organisation. With any error in it, nothing is
    stored."""
    outcome = Outcome()
    rows = _checked(content, Organisation.objects.get(pk=actor.organisation_id), outcome)
    if not outcome.errors:
        _store(rows, actor, outcome)
    counts = {"rows": outcome.rows, "notifications": outcome.notifications, "errors": len(outcome.errors)}
    audit.record(actor, Action.REGISTER_IMPORTED, "notification", "", format="htcds", **counts)
    return outcome


def _checked(content: bytes, organisation: Organisation, outcome: Outcome) -> list[_Row]:
    heading, lines = _lines(content, outcome)
    outcome.unmapped = [name for name in heading if name not in htcds.COLUMNS]
    places = dict(Municipality.objects.filter(valid_until__isnull=True).values_list("name", "code"))
    places |= {code: code for code in places.values()}
    of_organisation = criteria.of(organisation)
    usual = of_organisation[0].code if len(of_organisation) == 1 else ""
    rows, people = [], {}
    for number, line in lines:
        outcome.rows += 1
        try:
            row = _row(number, dict.fromkeys(htcds.COLUMNS, "") | line, places, usual)
            filing.check(organisation, row.facts, row.on)
            if people.setdefault(row.person, row.identity) != row.identity:
                raise Unreadable("zicht_Person", ANOTHER_PERSON)
            rows.append(row)
        except Unreadable as problem:
            outcome.errors.append(Problem(number, problem.column, str(problem)))
        except NotPossible as refusal:
            outcome.errors.append(Problem(number, COLUMN_OF.get(str(refusal), ""), str(refusal)))
    return rows


def _lines(content: bytes, outcome: Outcome) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    try:
        table = asking.separated(content, ",", ["utf-8-sig"])
    except apart.Unreadable as refusal:
        reason = NOT_TEXT if refusal.code in ("letters", "quotes") else said(refusal)
        outcome.errors.append(Problem(1, "", reason))
        return [], []
    heading = [name.strip() for name in table[0]] if table else []
    if not set(heading) & standard.fields().keys():
        outcome.errors.append(Problem(1, "", NO_HEADING))
        return [], []
    lines = []
    for number, line in enumerate(table[1:], start=2):
        if not any(line):
            continue
        if len(line) != len(heading):
            outcome.errors.append(Problem(number, "", WRONG_LENGTH))
            continue
        told = zip(heading, line, strict=True)
        lines.append((number, {name: value.strip() for name, value in told if name in htcds.COLUMNS}))
    return heading, lines


def _row(number: int, line: dict[str, str], places: dict, usual: str) -> _Row:
    digest = hashlib.sha256("\x1f".join(line[name] for name in htcds.COLUMNS).encode()).hexdigest()
    return _Row(
        number,
        line["zicht_Person"] or digest,
        digest,
        htcds_reading.identity_of(line),
        htcds_reading.facts_of(line, places, usual),
        htcds_reading.notified_on(line, clock.today()),
    )


def _store(rows: list[_Row], actor: Actor, outcome: Outcome) -> None:
    known = dict(
        PresumedVictim.objects.filter(reference__in={row.person for row in rows}).values_list(
            "reference", "pk"
        )
    )
    for row in rows:
        if row.person not in known:
            known[row.person] = services.register(
                None, row.identity, actor=actor, submission_key=f"htcds|{row.person}"
            ).pk
            outcome.persons += 1
        if _there(known[row.person], row, actor):
            outcome.known += 1
        else:
            filing.notify(
                known[row.person], row.facts, actor=actor, submission_key=f"htcds|{row.digest}", on=row.on
            )
            outcome.notifications += 1


def _there(victim_id, row: _Row, actor: Actor) -> bool:
    """Whether the organisation notified just this before, also when it was corrected since."""
    return Notification.objects.filter(
        victim_id=victim_id,
        organisation_id=actor.organisation_id,
        notified_on=row.on,
        forms=list(row.facts.forms),
        criterion=row.facts.criterion,
        basis=row.facts.basis,
        sector=row.facts.sector,
    ).exists()
