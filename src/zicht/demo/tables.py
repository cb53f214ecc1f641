"""A table for the demonstration: the Drieluik of Gelderland-Midden, with one meeting held last week and one
next week.

Everything goes through the real use cases: the agreement is drafted and reviewed by two people, the agenda
is proposed by the rules, and the chair confirms.
"""

from datetime import date, datetime, time, timedelta

from zicht.casework.deconfliction import services as deconfliction
from zicht.casework.tables import agenda
from zicht.casework.tables.models import Meeting, Table
from zicht.casework.tables.services import deciding, placing, writing
from zicht.chain.agreements import services as agreements
from zicht.chain.agreements.library import BY_SLUG
from zicht.chain.agreements.models import Agreement
from zicht.chain.agreements.vocabulary import Level
from zicht.chain.signals.keys import About
from zicht.chain.signals.models import Signal
from zicht.demo.player import all_actors
from zicht.foundation.access import acting, as_worker
from zicht.foundation.acts import clock
from zicht.foundation.organisations.models import Organisation

DIRECTOR = ("zvh-gelderland-midden", "chain_director")
CARE = ("zorgcoordinatie-gelderland-midden", "care_coordinator")
POLICE = ("politie-oost-nederland", "tmm")
EDE = ("gemeente-ede", "contact_officer")
SAFE_HOME = ("veilig-thuis-gelderland-midden", "safe_home")
KEEPER, SECOND = ("gemeente-ede", "administrator"), ("gemeente-ede", "data_protection_officer")
ITEMS = 5
SAID = (
    (
        "Er is eerder bij ons gemeld over hetzelfde bedrijf.",
        "Wij houden dit vast naast twee andere signalen.",
        "Zorg zoekt contact; de politie wacht af.",
    ),
    (
        "De betrokkene wil wel praten, niet met de politie.",
        "Wij doen niets zonder dat zorg dit wil.",
        "Zorg gaat eerst. Over twee weken kijken we opnieuw.",
    ),
    (
        "Er is plek in de opvang als dat nodig is.",
        "Het kenteken is bekend van een andere plaats.",
        "Controle samen met de gemeente.",
    ),
)


def load(today: date) -> int:
    """Make the table with its two meetings and some planned visits; return how many items were discussed.
    Once."""
    with as_worker():
        if Table.objects.exists():
            return 0
    people = all_actors()
    director = people[DIRECTOR]
    table = _table(people, director)
    week = timedelta(days=7)
    held = _meeting(table, _at(_working_day(today - week)), director)
    with clock.at(_at(_working_day(today - week))):
        discussed = _hold(held, people, director)
    coming = _meeting(table, _at(_working_day(today + week)), director)
    _propose(coming, director)
    _plans(people, today)
    return discussed


def _table(people, director) -> Table:
    covenant = _covenant(people)
    posts = ((CARE, Level.FULL), (POLICE, Level.FULL), (EDE, Level.FULL), (SAFE_HOME, Level.CORE))
    seats = [(people[post].organisation_id, post[1], level) for post, level in posts]
    return placing.make_table("Drieluik Gelderland-Midden", "drieluik", covenant, seats, actor=director)


def _covenant(people) -> Agreement:
    found = Agreement.objects.filter(template="zvh-covenant", state="in_force").first()
    if found:
        return found
    draft = agreements.from_template(
        BY_SLUG["zvh-covenant"], actor=people[KEEPER], starts_on=clock.today() - timedelta(days=60)
    )
    agreements.review(draft.pk, actor=people[SECOND])
    return agreements.start(draft.pk, actor=people[KEEPER])


def _meeting(table, moment: datetime, director) -> Meeting:
    return placing.plan_meeting(table.pk, moment, "Zorg- en Veiligheidshuis", actor=director)


def _hold(meeting: Meeting, people, director) -> int:
    items = _propose(meeting, director)
    placing.start(meeting.pk, actor=director)
    for post in (DIRECTOR, CARE, POLICE, EDE):
        placing.join(meeting.pk, actor=people[post])
    for number, item in enumerate(items):
        care, police, decision = SAID[number % len(SAID)]
        writing.write(item.pk, "contribution", care, 0, actor=people[CARE])
        if not item.signal.no_police:
            writing.write(item.pk, "contribution", police, 0, actor=people[POLICE])
        writing.write(item.pk, "decision", decision, 0, actor=director)
        owner = Organisation.objects.get(pk=people[CARE].organisation_id)
        writing.promise(
            item.pk,
            "Belt en laat weten hoe het gaat.",
            owner,
            clock.today() + timedelta(days=10),
            actor=director,
        )
        deciding.look_again(item.pk, clock.today() + timedelta(days=14), None, actor=director)
        deciding.draft_feedback(item.pk, meeting.pk, actor=director)
    deciding.confirm(meeting.pk, actor=director)
    return len(items)


def _propose(meeting: Meeting, director) -> list:
    with acting(director):
        known = set(Signal.objects.filter(received_on__lte=clock.today()).values_list("pk", flat=True))
        found = [row for row in agenda.proposed(meeting.table) if row.signal_id in known][:ITEMS]
    return [
        placing.place(meeting.pk, row.signal_id, [reason.text for reason in row.reasons], actor=director)
        for row in found
    ]


def _plans(people, today: date) -> None:
    """Two organisations plan a visit to one address that does not exist."""
    about = About(address="Voorbeeldlaan 999, Ede")
    for post, kind, first in ((POLICE, "visit", 2), (EDE, "inspection", 3)):
        deconfliction.plan(
            kind, about, today + timedelta(days=first), today + timedelta(days=5), actor=people[post]
        )


def _working_day(day: date) -> date:
    return day if clock.is_working_day(day) else clock.next_working_day(day)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), clock.AMSTERDAM)
