"""Quality of notifications (RG4): what CoMensha still misses, what does not fit together, and how that
develops per organisation.

The notifier gets a short list of what is missing and answers in place; "we do not know" is an answer too,
kept with who said it, and not asked again. Nothing here blames: unknown is allowed, and a notification
counts however little is known.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from zicht.casework.register.models import Notification, PresumedVictim
from zicht.casework.register.notifying import facts as facts_
from zicht.casework.register.notifying.facts import Facts
from zicht.casework.register.persons import queries
from zicht.casework.register.persons.identity import Identity
from zicht.casework.register.vocabulary import ImmigrationStatus, Item
from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.foundation.access import Actor
from zicht.foundation.acts import clock

OLDEST, MOST = 100, 200
YEARS_SHOWN = 3
ITEMS = len(Item)

# Items that are missing of the current notifications of an organisation, without those it said it does not
# know.
MISSING = """ARRAY(SELECT unnest(v.missing || CASE WHEN n.forms = ARRAY['unknown']::varchar[] THEN
    ARRAY['form']::varchar[] ELSE '{}' END
    || CASE WHEN n.sector = '' THEN ARRAY['sector']::varchar[] ELSE '{}' END
    || CASE WHEN n.municipality_id IS NULL THEN ARRAY['place']::varchar[] ELSE '{}' END))"""
TO_ANSWER = f"""SELECT n.id AS notification_id, v.id AS victim_id, v.reference, n.notified_on,
    ARRAY(SELECT item FROM unnest({MISSING}) AS item
        WHERE item NOT IN (SELECT k.item FROM register_notknown k WHERE k.victim_id = v.id
            AND k.organisation_id = n.organisation_id)
        ) AS open
    FROM register_notification n JOIN register_presumedvictim v ON v.id = n.victim_id
    WHERE n.organisation_id = %s AND NOT EXISTS (SELECT 1 FROM register_notification c
        WHERE c.corrects_id = n.id)"""
LIST = (
    f"SELECT * FROM ({TO_ANSWER}) asked WHERE cardinality(open) > 0 ORDER BY notified_on DESC,"
    " notification_id LIMIT %s"
)
TREND = f"""SELECT o.id, o.name, date_trunc('quarter', n.notified_on)::date, count(*),
    avg(1 - cardinality({MISSING}) / %s::float)
    FROM register_notification n JOIN register_presumedvictim v ON v.id = n.victim_id
    JOIN organisations_organisation o ON o.id = n.organisation_id
    WHERE n.notified_on >= %s AND (%s::uuid IS NULL OR n.organisation_id = %s)
        AND NOT EXISTS (SELECT 1 FROM register_notification c WHERE c.corrects_id = n.id)
    GROUP BY 1, 2, 3 ORDER BY 2, 3"""


@dataclass(frozen=True)
class Question:
    """What is still missing of one own notification."""

    notification_id: object
    victim_id: object
    reference: str
    notified_on: date
    items: list[Item]


@dataclass(frozen=True)
class Quarter:
    """Notifications of a quarter and the share (0 to 1) of what CoMensha needs that is known of them."""

    start: date
    notifications: int
    known: float

    @property
    def name(self) -> str:
        """The quarter in words: '4e kwartaal 2026'."""
        return f"{(self.start.month + 2) // 3}e kwartaal {self.start.year}"

    @property
    def percent(self) -> int:
        return round(100 * self.known)


def missing_items(victim: PresumedVictim, notification: Notification) -> list[Item]:
    """Return what CoMensha still misses of a notification and its person."""
    facts = {
        Item.FORM: notification.forms == [ExploitationForm.UNKNOWN],
        Item.SECTOR: not notification.sector,
        Item.PLACE: notification.municipality_id is None,
    }
    return [Item(kind) for kind in victim.missing] + [item for item, lacks in facts.items() if lacks]


def score(victim: PresumedVictim, notification: Notification) -> float:
    """Return the share (0 to 1) of what CoMensha needs that is known."""
    return 1 - len(missing_items(victim, notification)) / ITEMS


def odd(person: Identity, facts: Facts, on: date) -> list[str]:
    """Return what does not fit together, each as a calm question. Nothing is refused on it."""
    year = person.year_of_birth
    labour = len(facts.sector) == 1
    checks = {
        "De persoon heeft de Nederlandse nationaliteit, maar een andere verblijfsstatus. Klopt dat?": (
            "NL" in person.nationalities
            and person.immigration_status not in ("", ImmigrationStatus.UNKNOWN, ImmigrationStatus.NATIONAL)
        ),
        "De verblijfsstatus is ‘Nederlander’, maar de nationaliteit is een andere. Klopt dat?": (
            person.immigration_status == ImmigrationStatus.NATIONAL
            and bool(person.nationalities)
            and "NL" not in person.nationalities
        ),
        f"De persoon zou ouder zijn dan {OLDEST} jaar. Klopt het geboortejaar?": (
            bool(year) and on.year - year > OLDEST
        ),
        "De persoon zou na de melding geboren zijn. Klopt het geboortejaar?": bool(year) and year > on.year,
        "De uitbuiting zou begonnen zijn vóór de geboorte. Kloppen de jaren?": (
            bool(year and facts.period_from) and int(facts.period_from[:4]) < year
        ),
        "De periode begint na de dag van de melding. Klopt dat?": (
            bool(facts.period_from) and facts.period_from > f"{on:%Y-%m}"
        ),
        "De sector hoort bij arbeid, maar arbeidsuitbuiting is niet gekozen. Klopt dat?": (
            labour and not {ExploitationForm.LABOUR, ExploitationForm.UNKNOWN} & set(facts.forms)
        ),
    }
    return [question for question, holds in checks.items() if holds]


def to_answer(actor: Actor) -> list[Question]:
    """Return what CoMensha still asks the actor's organisation, as far as the actor sees it, the latest
    first."""
    with connection.cursor() as cursor:
        cursor.execute(LIST, [actor.organisation_id, MOST])
        return [Question(*row[:4], [Item(item) for item in row[4]]) for row in cursor.fetchall()]


def asked_of(victim_id, actor: Actor) -> Question | None:
    """Return what is asked of one person; None when nothing is."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({TO_ANSWER} AND n.victim_id = %s) asked ORDER BY notified_on DESC LIMIT 1",
            [actor.organisation_id, victim_id],
        )
        row = cursor.fetchone()
    return Question(*row[:4], [Item(item) for item in row[4]]) if row and row[4] else None


def trend(actor: Actor, *, all_organisations: bool) -> dict[str, list[Quarter]]:
    """Return the quarters of the last years by name of organisation: the own one, or every one the actor
    sees."""
    organisation = None if all_organisations else actor.organisation_id
    start = date(clock.today().year - YEARS_SHOWN, 1, 1)
    found: dict[str, list[Quarter]] = {}
    with connection.cursor() as cursor:
        cursor.execute(TREND, [ITEMS, start, organisation, organisation])
        for _, name, quarter, count, known in cursor.fetchall():
            found.setdefault(name, []).append(Quarter(quarter, count, float(known)))
    return found


def odd_of(person: Identity, notification_id, data_key: bytes) -> list[str]:
    """Return what does not fit together in a visible notification of a person."""
    notification = queries.access_notification(notification_id)
    return odd(person, facts_.facts_of(notification, data_key), notification.notified_on)
