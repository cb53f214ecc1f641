"""A small country with a signal in every state, each made through the real use cases, and everything that
hangs on them.
"""

import uuid
from dataclasses import dataclass, field, replace
from datetime import date

from tests.isolation.cast import (
    CARE,
    CARE_AWAY,
    CARE_NEXT,
    EDE,
    NIJMEGEN,
    POLICE,
    POLICE_AWAY,
    SAFETY_HOUSE,
    UTRECHT,
)
from zicht.casework.deconfliction import services as deconfliction
from zicht.casework.inquiries import matching
from zicht.casework.inquiries import services as inquiries
from zicht.casework.inquiries.models import ContactRequest
from zicht.casework.oversight import log
from zicht.casework.oversight import services as oversight
from zicht.casework.oversight.models import ConflictOfInterest
from zicht.casework.register.linkage import weights
from zicht.casework.register.linkage.services import judging, regrouping, thresholds
from zicht.casework.register.linkage_models import LinkageRun, MatchCandidate
from zicht.casework.register.models import CriterionQuestion, Edition
from zicht.casework.register.notifying.facts import Facts
from zicht.casework.register.notifying.services import answering
from zicht.casework.register.notifying.services import deciding as registration
from zicht.casework.register.notifying.services.filing import notify
from zicht.casework.register.persons import services as register
from zicht.casework.register.persons.identity import Identity
from zicht.casework.retention.models import RetentionRun, Tombstone
from zicht.casework.tables.services import deciding, placing, writing
from zicht.chain.agreements import services as agreements
from zicht.chain.agreements.library import BY_SLUG
from zicht.chain.custody import services
from zicht.chain.custody.page import open_page
from zicht.chain.custody.services import handovers
from zicht.chain.feedback.models import Feedback, FeedbackRead
from zicht.chain.intake import services as intake
from zicht.chain.intake.models import ImportFile, ImportProblem, ImportRow, ImportRun
from zicht.chain.intake.services import drafts
from zicht.chain.sharing.services import break_glass, consents, wishes
from zicht.chain.signals import search
from zicht.chain.signals.keys import About
from zicht.chain.signals.models import Attachment, Signal
from zicht.foundation.access import acting, as_worker
from zicht.foundation.acts import clock
from zicht.foundation.asking import services as budget
from zicht.foundation.asking.words import A_DAY
from zicht.foundation.vault import services as vault
from zicht.methods.linkage import Model

RARE_WORD = "kwartelnest"
"""A word that stands in every story of this world and in no other."""

NO_FIGURES = {"persons": 0, "notifications": 0}
PERSON = Identity(
    given_name="Zoë",
    family_name="Voorbeeld",
    birth_date=date(2001, 5, 4),
    sex="female",
    nationalities=("NL",),
)
WITH_CONSENT = Facts(forms=("sexual",), criterion="slightest_indication", basis="consent", consent=True)


@dataclass
class World:
    """`signals` by state; the ids of what hangs on each in `objects`, by state and the name of the part of
    an address.
    """

    country: object
    reporter: uuid.UUID
    signals: dict[str, uuid.UUID] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    objects: dict[str, dict[str, object]] = field(default_factory=dict)
    requests: list = field(default_factory=list)
    works: dict[uuid.UUID, str] = field(default_factory=dict)

    def add(self, state: str, stored) -> uuid.UUID:
        self.signals[state], self.references[state] = stored.id, stored.reference
        self.objects[state] = {"signal_id": stored.id}
        return stored.id

    def state_of(self, signal_id) -> str:
        return next(state for state, found in self.signals.items() if found == signal_id)

    def state_of_person(self, victim_id) -> str:
        """Return the state of the signal a presumed victim was registered from; nothing for something
        else.
        """
        return next(
            (
                state
                for state, found in self.objects.items()
                if victim_id in (found.get("victim_id"), found.get("other_id"))
            ),
            "",
        )


def build(country) -> World:
    """Make the world: what the states are called is what happened in them."""
    world = World(country, country.actor("reporter", EDE).person_id)
    _untouched(world)
    _handed_over(world)
    _ended(world)
    _registered(world)
    _opened_in_danger(world)
    _beside(world)
    _overseen(world)
    _at_the_table(world)
    _planned(world)
    _indexed(world)
    _asked_elsewhere(world)
    return world


def _report(world: World, state: str, **facts) -> uuid.UUID:
    story = {"what": f"Een man bij het {RARE_WORD} betaalt het loon niet uit."}
    return world.add(state, world.country.signal(story=story, **facts))


def _untouched(world: World) -> None:
    officer = world.country.actor("contact_officer", EDE)
    open_one = _report(world, "open")
    services.take_up(open_one, actor=officer)
    services.observe(open_one, "De gordijnen zijn dicht.", actor=officer)
    services.assess(open_one, "possible", "indicators", "Kijk nog eens.", actor=officer)
    services.write_to_reporter(open_one, "Weet u nog een tijd?", actor=officer)
    world.objects["open"]["attachment_id"] = _attachment(open_one, officer)
    _report(world, "without police", no_police=True)
    services.called(_report(world, "acute minor", acute=True, minor=True), actor=officer)
    _report(world, "nowhere", municipality=None)
    _report(world, "elsewhere", municipality="GM0344")
    own = world.country.report(
        channel="professional", form="labour", story={"what": f"Gezien bij het {RARE_WORD}."}
    )
    world.add("own report", intake.submit(own, actor=world.country.actor("reporter", EDE)))


def _handed_over(world: World) -> None:
    next_door = world.country.actor("care_coordinator", CARE_NEXT)
    _offered(world, "offered", CARE_NEXT, "care_coordinator")
    returned = _offered(world, "returned", CARE_NEXT, "care_coordinator")
    handovers.return_with_reason(returned, "no_capacity", "Volgende week wel.", actor=next_door)
    withdrawn = _offered(world, "withdrawn", POLICE_AWAY, "tmm")
    handovers.withdraw(withdrawn, actor=world.country.actor("contact_officer", EDE))
    accepted = _offered(world, "accepted", UTRECHT, "contact_officer")
    handovers.accept(accepted, actor=world.country.actor("contact_officer", UTRECHT))


def _offered(world: World, state: str, organisation: str, function: str) -> uuid.UUID:
    signal_id, officer = _report(world, state), world.country.actor("contact_officer", EDE)
    to = world.country.organisation(organisation).id
    handover = handovers.offer(signal_id, to, function, "assess", "Het speelt vooral bij u.", actor=officer)
    world.objects[state]["handover_id"] = handover.id
    return handover.id


def _ended(world: World) -> None:
    officer = world.country.actor("contact_officer", EDE)
    closed = _report(world, "closed")
    services.take_up(closed, actor=officer)
    services.finish(closed, "helped", "conversation", "Hulp is er.", "Dank u wel.", actor=officer)
    _offered(world, "closed while offered", CARE_AWAY, "care_coordinator")
    services.finish(world.signals["closed while offered"], "helped", "conversation", actor=officer)
    reopened = _report(world, "reopened")
    services.finish(reopened, "helped", "conversation", actor=officer)
    services.reopen(reopened, "Er is iets nieuws.", actor=world.country.actor("chain_director", SAFETY_HOUSE))


def _registered(world: World) -> None:
    coordinator = world.country.actor("care_coordinator", CARE)
    signal_id = _report(world, "registered")
    victim = register.register(signal_id, PERSON, actor=coordinator)
    notification = notify(victim.id, WITH_CONSENT, actor=coordinator)
    with acting(coordinator):
        version = type(victim).objects.get(pk=victim.pk).version
    register.complete(victim.id, replace(PERSON, country_of_origin="NL"), version, actor=coordinator)
    wishes.note(signal_id, True, "word", actor=coordinator)
    wishes.note(signal_id, False, "word", actor=coordinator)
    sister = register.register(signal_id, replace(PERSON, given_name="Zita"), actor=coordinator)
    notify(sister.id, WITH_CONSENT, actor=coordinator)
    for person, slug in ((victim, POLICE), (victim, NIJMEGEN), (sister, NIJMEGEN)):
        registration.decide(
            signal_id,
            "will_report",
            "criterion_met",
            actor=coordinator,
            victim_id=person.id,
            reporting_organisation=world.country.organisation(slug),
        )
    judging.judge(victim.id, sister.id, "unsure", actor=coordinator)
    with as_worker():
        judging.weigh(*judging.pair(victim.id, sister.id))
    registrar = world.country.actor("registrar", "comensha")
    act = regrouping.merge(victim.id, sister.id, "same_person", actor=registrar)
    with as_worker():
        counted = weights.keep(replace(Model.load(), records=2))
        LinkageRun.objects.create(
            at=clock.now(), model=counted, seconds=1, records=2, pairs=1, merged=0, evidence={}
        )
        Edition.objects.create(year=2022, number=1, as_of=clock.now(), changes={}, figures=NO_FIGURES)
    thresholds.choose(0.99, actor=registrar)
    answering.not_known(sister.id, ["sector"], actor=coordinator)
    world.objects["registered"] |= {
        "candidate_id": _candidate(),
        "regrouping_id": act.pk,
        "victim_id": victim.id,
        "other_id": sister.id,
        "notification_id": notification.id,
        "asked_id": _question(),
    }


def _question() -> uuid.UUID:
    with as_worker():
        return CriterionQuestion.objects.get().pk


def _candidate() -> int:
    with as_worker():
        return MatchCandidate.objects.get().pk


def _opened_in_danger(world: World) -> None:
    """Someone in the neighbouring region opened a signal because of acute danger; and a person in another
    gave consent.
    """
    _report(world, "emergency")
    neighbour = world.country.actor("contact_officer", NIJMEGEN)
    reference = world.references["emergency"]
    opened = break_glass.open_for_myself(reference, "contact_officer", "life", "Zij belde.", actor=neighbour)
    world.objects["emergency"]["break_glass_id"] = opened.pk
    officer, party = world.country.actor("contact_officer", EDE), world.country.organisation(CARE_NEXT).id
    consents.state("signal", world.signals["open"], party, "care", "asked", "word", actor=officer)


def _beside(world: World) -> None:
    """What belongs to one person or one organisation."""
    officer, reporter = world.country.actor("contact_officer", EDE), world.country.actor("reporter", EDE)
    services.link(world.signals["open"], world.signals["closed"], "same_place", actor=officer)
    with acting(reporter):
        word = Feedback.objects.filter(account_id=reporter.person_id).earliest("number")
        FeedbackRead.objects.create(feedback=word, account_id=reporter.person_id, at=clock.now())
    draft = uuid.uuid4()
    drafts.keep(draft.hex, {"what": "Nog niet af."}, actor=reporter)
    world.objects["own report"] |= {"feedback_id": word.pk, "draft_id": draft}
    world.objects["open"] |= {"run_id": _import(world, officer)}


def _overseen(world: World) -> None:
    """What the data-protection officer of Ede has in hand: a question with its answer, an interest that
    ended, a bait.
    """
    officer, fg = (
        world.country.actor("contact_officer", EDE),
        world.country.actor("data_protection_officer", EDE),
    )
    with acting(officer):
        open_page(world.signals["open"], officer)
    with acting(fg):
        event = log.search({"person": officer.person_id})[0][0]
    question = oversight.ask_about(event, "Waarom bekeek u dit?", uuid.uuid4(), actor=fg)
    oversight.answer(question.id, "Ik was aan zet.", actor=officer)
    oversight.declare("signal", world.signals["closed"], "friend", actor=officer)
    with acting(fg):
        conflict = ConflictOfInterest.objects.get()
    oversight.end_conflict(conflict.id, actor=fg)
    with as_worker():
        kept = RetentionRun.objects.create(at=clock.now(), restricted=0, destroyed=1, failed=0, left=0)
        Tombstone.objects.create(
            subject_kind="signal",
            subject_id=uuid.uuid4(),
            step="destroy",
            category="report",
            basis="eigen termijn",
            counted_from=kept.at.date(),
            due_on=kept.at.date(),
            done_at=kept.at,
        )
    bait = oversight.place_honeytoken("labour", "GM0228", actor=fg)
    with as_worker():
        reference = Signal.objects.get(pk=bait.pk).reference
    world.signals["bait"], world.references["bait"] = bait.pk, reference
    world.objects["bait"] = {"signal_id": bait.pk}


def _at_the_table(world: World) -> None:
    """A table of the region, with a seat for the core only from another; a signal on its agenda with
    everything beside it.
    """
    country, director = world.country, world.country.actor("chain_director", SAFETY_HOUSE)
    keeper, second = country.actor("administrator", EDE), country.actor("data_protection_officer", EDE)
    covenant = agreements.from_template(BY_SLUG["zvh-covenant"], actor=keeper)
    agreements.review(covenant.pk, actor=second)
    covenant = agreements.start(covenant.pk, actor=keeper)
    posts = [
        (CARE, "care_coordinator", 3),
        (POLICE, "tmm", 3),
        (EDE, "contact_officer", 3),
        (UTRECHT, "contact_officer", 2),
    ]
    seats = [(country.organisation(slug).pk, function, level) for slug, function, level in posts]
    table = placing.make_table("Drieluik", "drieluik", covenant, seats, actor=director)
    meeting = placing.plan_meeting(table.pk, clock.now(), actor=director)
    signal_id, care = _report(world, "at the table"), country.actor("care_coordinator", CARE)
    item = placing.place(meeting.pk, signal_id, ["nieuw"], actor=director)
    placing.join(meeting.pk, actor=director)
    writing.write(item.pk, "contribution", f"Besloten over het {RARE_WORD}.", 0, level=3, actor=care)
    writing.write(item.pk, "decision", "Zorg belt.", 0, actor=care)
    action = writing.promise(item.pk, "Bellen.", country.organisation(CARE), clock.today(), actor=care)
    deciding.draft_feedback(item.pk, meeting.pk, actor=director)
    found = {"table_id": table.pk, "meeting_id": meeting.pk, "item_id": item.pk, "promise_id": action.pk}
    world.objects["at the table"] |= found


def _planned(world: World) -> None:
    """Two organisations plan a visit to one address."""
    about, today = About(address="Dorpsstraat 12, Ede"), clock.today()
    for slug, function in ((EDE, "contact_officer"), (POLICE, "tmm")):
        work = deconfliction.plan("visit", about, today, today, actor=world.country.actor(function, slug))
        world.works[work.pk] = slug
        world.objects["open"].setdefault("work_id", work.pk)


def _import(world: World, officer) -> uuid.UUID:
    mine = {"organisation_id": officer.organisation_id, "person_id": officer.person_id}
    with as_worker():
        run = ImportRun.objects.create(
            **mine, source="mma", state="done", file_digest=b"digest", at=clock.now()
        )
        ImportFile.objects.create(run=run, person_id=officer.person_id, body=b"sealed")
        ImportRow.objects.create(run=run, number=1, signal_id=world.signals["open"])
        ImportProblem.objects.create(run=run, number=2, column="datum", shape="date", reason="geen datum")
    return run.pk


def _attachment(signal_id, actor) -> uuid.UUID:
    with acting(actor):
        key, data_key = uuid.uuid4(), vault.data_key(signal_id)
        Attachment.objects.create(
            id=key,
            signal_id=signal_id,
            media_type="image/png",
            name=Attachment.name.seal(data_key, key, "foto.png"),
            content=Attachment.content.seal(data_key, key, b"\x89PNG"),
        )
    return key


def _indexed(world: World) -> None:
    with as_worker():
        for signal_id in world.signals.values():
            search.index(signal_id)


def _asked_elsewhere(world: World) -> None:
    """Utrecht asked the other regions about a phone number that Ede noted; Ede has not answered. Someone
    else asked too much.
    """
    officer, asker = (
        world.country.actor("contact_officer", EDE),
        world.country.actor("contact_officer", UTRECHT),
    )
    services.observe(world.signals["open"], "Zij belt met 06 1234 5678.", actor=officer)
    phone = inquiries.read("phone", "06 1234 5678")
    first = inquiries.ask("phone", "care", phone, "contact_officer", actor=asker)
    for _ in range(inquiries.A_DAY + 1):
        last = inquiries.ask(
            "phone", "investigation", inquiries.read("phone", "06 0000 0000"), "contact_officer", actor=asker
        )
    assert last is None
    today = clock.today()
    for number in range(A_DAY + 1):
        deconfliction.ask(About(phone=f"06 5555 {number:04d}"), today, today, actor=asker)
    fg = world.country.actor("data_protection_officer", UTRECHT)
    budget.allow_more(asker.person_id, "case", actor=fg)
    oversight.place_decoy("phone", "06 5550 0001", "", "", None, actor=fg)
    with as_worker():
        matching.index_new()
        matching.match(first.pk)
        world.requests = list(ContactRequest.objects.all())
        world.objects["open"]["request_id"] = next(
            row.pk for row in world.requests if row.function == "contact_officer"
        )
