"""Puts the synthetic history into the register, in bulk: persons with sealed identities, their notifications,
the grants.

Everything is synthetic (see `zicht.demo`). Rows are the same as the use cases would make; only duties and
signals are absent, because the history has none.
"""

import json
import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from django.db import connection

from zicht.casework.register.linkage_models import BlockingKey
from zicht.casework.register.models import IdentityKey, Notification, PresumedVictim
from zicht.casework.register.notifying.services.filing import SHARED_ON, sealed_words
from zicht.casework.register.persons import blocking
from zicht.casework.register.persons import identity as identities
from zicht.casework.register.persons.identity import Identity, coded
from zicht.casework.register.vocabulary import NotificationBasis
from zicht.chain.agreements.vocabulary import LegalBasis, Level, Purpose
from zicht.chain.grants.models import Grant
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.chain.sharing.models import Consent
from zicht.chain.sharing.vocabulary import ConsentAnswer, Manner
from zicht.chain.signals.references import new_reference
from zicht.demo.history import SyntheticNotification
from zicht.demo.organisations import notifying_organisation
from zicht.demo.people import SyntheticPerson
from zicht.foundation.access import SYSTEM
from zicht.foundation.acts.clock import AMSTERDAM
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import Function, OrganisationKind
from zicht.foundation.vault import sealing
from zicht.foundation.vault.models import SubjectKey

FUNCTION_OF = {
    OrganisationKind.POLICE: Function.TMM,
    OrganisationKind.KMAR: Function.KMAR,
    OrganisationKind.NLA: Function.NLA,
    OrganisationKind.CARE_COORDINATION: Function.CARE_COORDINATOR,
    OrganisationKind.SAFE_HOME: Function.SAFE_HOME,
    OrganisationKind.SHELTER: Function.SHELTER_MANAGER,
}
"""Who sees a person at the organisation that notified; one without such a function kept nobody in view."""


def load_history(
    persons: Iterable[SyntheticPerson], notifications: Iterable[SyntheticNotification]
) -> tuple[int, int]:
    """Insert persons and notifications and return how many; a register that is not empty stays as it is: (0,
    0).

    Runs inside `as_worker`; places and organisations of the demonstration must be there."""
    if PresumedVictim.objects.exists():
        return 0, 0
    notifications = list(notifications)
    first = {row.person_key: row.on for row in reversed(notifications)}
    history = _History({row.key: _Person(row, first[row.key]) for row in persons if row.key in first})
    history.load_persons()
    history.load_notifications(notifications)
    audit.record(
        SYSTEM,
        Action.NOTIFICATION_FILED,
        "notification",
        "",
        bulk=len(notifications),
        persons=len(history.people),
    )
    return len(history.people), len(notifications)


class _Person:
    """A person on the way into the register, with its own data key."""

    def __init__(self, person: SyntheticPerson, registered_on: date):
        self.id, self.data_key = uuid.uuid4(), sealing.new_data_key()
        self.identity = identity_of(person)
        self.registered_on = registered_on

    def key_row(self) -> dict:
        return {"subject_id": self.id, "wrapped": _hex(sealing.wrap(self.data_key, self.id))}

    def row(self) -> dict:
        return {
            "id": self.id,
            "reference": new_reference("V"),
            "registered_on": self.registered_on,
            "version": 1,
            **coded(self.identity),
            "identity": _hex(identities.sealed(self.data_key, self.id, self.identity)),
        }

    def digest_rows(self) -> list[dict]:
        return [{"victim_id": self.id, "digest": _hex(digest)} for digest in identities.keys(self.identity)]

    def blocking_rows(self) -> list[dict]:
        return [{"victim_id": self.id, "digest": digest} for digest in blocking.digests(self.identity)]


class _History:
    def __init__(self, people: dict[str, _Person]):
        self.people = people
        self.organisations = {row.slug: row for row in Organisation.objects.all()}
        self.register = next(o for o in self.organisations.values() if o.kind == OrganisationKind.COMENSHA)

    def load_persons(self) -> None:
        people = self.people.values()
        _insert(SubjectKey, [person.key_row() for person in people])
        _insert(PresumedVictim, [person.row() for person in people])
        _insert(IdentityKey, [row for person in people for row in person.digest_rows()])
        _insert(BlockingKey, [row for person in people for row in person.blocking_rows()])

    def load_notifications(self, notifications: list[SyntheticNotification]) -> None:
        notifiers = [
            self.organisations[notifying_organisation(row.notifier, row.municipality_code)]
            for row in notifications
        ]
        pairs = list(zip(notifications, notifiers, strict=True))
        _insert(Consent, list(self._consents(pairs)))
        _insert(Notification, [self._notification(*pair) for pair in pairs])
        _insert(Grant, list(self._grants(pairs)))

    def _notification(self, row: SyntheticNotification, organisation: Organisation) -> dict:
        person, key = self.people[row.person_key], uuid.uuid4()
        return {
            "id": key,
            "victim_id": person.id,
            "organisation_id": organisation.id,
            "notifier": row.notifier,
            "notified_on": row.on,
            "forms": row.forms,
            "sector": row.sector or "",
            "municipality_id": row.municipality_code,
            "criterion": row.criterion,
            "basis": row.legal_basis,
            "consent": row.legal_basis == NotificationBasis.CONSENT,
            "body": _hex(sealed_words(person.data_key, key, {"stated_name": row.stated_name})),
            "filed_by": SYSTEM.person_id,
            "filed_at": datetime.combine(row.on, time(12), AMSTERDAM),
        }

    def _consents(self, pairs) -> Iterator[dict]:
        """What the person said, once: a notification on consent rests on it."""
        first = {}
        for row, organisation in pairs:
            if row.legal_basis == NotificationBasis.CONSENT:
                first.setdefault(row.person_key, (row, organisation))
        for row, organisation in first.values():
            yield {
                "subject_kind": SubjectKind.VICTIM,
                "subject_id": self.people[row.person_key].id,
                "party_id": self.register.id,
                "purpose": Purpose.REGISTRATION,
                "answer": ConsentAnswer.GIVEN,
                "manner": Manner.WORD,
                "language": "nl",
                "key": uuid.uuid4(),
                "organisation_id": organisation.id,
                "person_id": SYSTEM.person_id,
                "at": datetime.combine(row.on, time(12), AMSTERDAM),
            }

    def _grants(self, pairs) -> Iterator[dict]:
        """The notifier sees the person from the first notification on; for the registrars every
        notification is a ground."""
        seen = set()
        for row, organisation in pairs:
            told = f"{organisation.name} meldde deze persoon bij CoMensha."
            yield self._grant(row, self.register, Function.REGISTRAR, SHARED_ON[row.legal_basis], told)
            function = FUNCTION_OF.get(organisation.kind)
            if function and (row.person_key, organisation.id) not in seen:
                seen.add((row.person_key, organisation.id))
                yield self._grant(
                    row,
                    organisation,
                    function,
                    LegalBasis.PUBLIC_TASK,
                    "Uw organisatie registreerde deze persoon.",
                )

    def _grant(
        self, row: SyntheticNotification, organisation: Organisation, function: str, basis: str, because: str
    ) -> dict:
        return {
            "id": uuid.uuid4(),
            "subject_kind": SubjectKind.VICTIM,
            "subject_id": self.people[row.person_key].id,
            "organisation_id": organisation.id,
            "function": function,
            "level": Level.FULL,
            "basis": basis,
            "purpose": Purpose.REGISTRATION,
            "because": because,
            "granted_on": row.on,
            "ended_because": "",
        }


def _insert(model, rows: list[dict]) -> None:
    """All rows in one statement: per-row work of the ORM takes several times longer, and row-level
    security forbids COPY."""
    table, columns = model._meta.db_table, ", ".join(rows[0])
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_recordset(NULL::{table},"
            " %s::jsonb)",
            [json.dumps(rows, default=str)],
        )


def _hex(value: bytes) -> str:
    return f"\\x{value.hex()}"


def identity_of(person: SyntheticPerson) -> Identity:
    """What is known of a synthetic person, as the register takes it."""
    return Identity(
        given_name=person.given_name,
        initials=person.initials,
        family_name=person.family_name,
        birth_date=person.birth_date,
        birth_year=person.birth_year,
        sex=person.sex,
        nationalities=(person.nationality_iso2,) if person.nationality_iso2 else (),
        country_of_origin=person.country_of_origin or "",
        immigration_status=person.immigration_status,
        phone=person.phone,
        document=person.document,
    )
