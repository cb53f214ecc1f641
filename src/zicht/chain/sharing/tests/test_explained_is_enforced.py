"""SH3, acceptance 3 and 4: what is explained and what is enforced are the same, whatever the agreements,
parties, consents and times.

A random walk over agreements (brought in force through the real acts), statements of consent and subjects.
For each subject, receiver and purpose: what is explained is compared with a reading of the agreements by
hand (`reading`), with what PostgreSQL lets through as the application's own role, level by level, and with
what the receiver can then read in the tables; after the sharing is stopped the next statement reads
nothing.
"""

import itertools
import random
from collections import Counter
from datetime import timedelta

import pytest
from django.db import DatabaseError

from zicht.casework.register.persons import services as register
from zicht.casework.register.persons.identity import Identity
from zicht.chain.agreements import services as agreements
from zicht.chain.agreements.models import AgreementParty
from zicht.chain.agreements.tests import cast
from zicht.chain.agreements.vocabulary import Category, Condition, LegalBasis, Level, Purpose
from zicht.chain.grants.models import Grant
from zicht.chain.sharing.services import consents, deciding
from zicht.chain.sharing.tests.reading import Drawn, Party, Reading, Said, Subject
from zicht.chain.sharing.tests.sight import level_read
from zicht.foundation.access import acting
from zicht.foundation.acts.clock import today
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.organisations.models import Region

RECEIVERS = (
    ("care_coordinator", "zorgcoordinatie-utrecht"),
    ("tmm", "politie-midden-nederland"),
    ("safe_home", "veilig-thuis-utrecht"),
    ("contact_officer", "gemeente-nijmegen"),
    ("registrar", "comensha"),
    ("safe_home", "veilig-thuis-gelderland-midden"),
)
REGION, AT_WORK_THERE = "VR07", ("comensha", "veilig-thuis-gelderland-midden", "gemeente-ede")
KINDS = ("municipality", "care_coordination", "police", "safe_home", "comensha", "zvh")
ONE_BY_ONE = tuple([condition] for condition in Condition)
GIVER = ("municipality",)
PURPOSES = (Purpose.CARE, Purpose.SIGNAL_HANDLING)
BASES = (
    LegalBasis.COVENANT,
    LegalBasis.CONSENT,
    LegalBasis.VITAL_INTEREST,
    LegalBasis.STATUTORY_DUTY,
    LegalBasis.PUBLIC_TASK,
)


def some(chance, values, at_least=1):
    return chance.sample(list(values), chance.randint(at_least, len(values)))


def random_agreement(country, chance, conditions) -> Drawn:
    """Bring a random agreement in force, or leave it a draft, or end it; its period is before, around or
    after today.
    """
    starts = today() + timedelta(days=chance.choice([-400, -1, 0, 0, 0, 0, 0, 1]))
    content = {
        "title": "Afspraak",
        "explanation": "x",
        "article": "x",
        "basis": chance.choice(BASES),
        "level": chance.choice(list(Level)),
        "purposes": some(chance, PURPOSES),
        "conditions": conditions,
        "categories": chance.choice([list(Category), some(chance, Category)]),
        "grant_days": chance.choice([1, 90]),
        "starts_on": starts,
        "ends_on": chance.choice([None, None, starts, today(), starts + timedelta(days=500)]),
        "region": chance.choice(
            [None, None, Region.objects.filter(kind="safety_region", code=REGION).first()]
        ),
    }
    if content["ends_on"] and content["ends_on"] < starts:
        content["ends_on"] = None
    gives = {*some(chance, KINDS), *chance.choice([(), GIVER, GIVER, GIVER])}
    receives, named = set(some(chance, KINDS, 2)), chance.sample(RECEIVERS, chance.choice([0, 1]))
    organisations = [country.organisation(slug).id for _, slug in named]
    parties = agreements.parties_of_kinds(gives, receives)
    parties += [AgreementParty(organisation_id=key, gives=False, receives=True) for key in organisations]
    row = agreements.draft(content, parties, actor=cast.keeper(country))
    return Drawn(
        row,
        frozenset(gives),
        frozenset(receives),
        frozenset(organisations),
        _brought_in_force(country, chance, row),
    )


def _brought_in_force(country, chance, row) -> bool:
    if chance.random() > 0.9:
        return False
    agreements.review(row.pk, actor=cast.second(country))
    agreements.start(row.pk, actor=cast.keeper(country))
    if chance.random() > 0.15:
        return True
    cast.ended(country, row, "x")
    return False


def random_statement(country, chance, actor, subject) -> list[Said]:
    """Let the person concerned say something; nothing when it cannot follow what was said before."""
    party = country.organisation(chance.choice(RECEIVERS)[1]).id
    until = chance.choice([None, today() - timedelta(days=1), today(), today() + timedelta(days=9)])
    purpose, answer = (
        chance.choice(PURPOSES),
        chance.choice(["asked", "given", "given", "given", "refused", "withdrawn"]),
    )
    try:
        consents.state(subject.kind, subject.id, party, purpose, answer, "word", actor=actor, until=until)
    except NotPossible:
        return []
    return [Said(subject.id, party, purpose, answer, until)]


def let_through(actor, kind, subject_id, receiver_id, function, purpose, level, ground) -> Grant | None:
    """Try, as the application's role, to insert a grant at a level under a ground; None when PostgreSQL
    refuses.
    """
    grant = Grant(
        subject_kind=kind,
        subject_id=subject_id,
        organisation_id=receiver_id,
        function=function,
        level=level,
        purpose=purpose,
        basis=ground.agreement.basis,
        agreement=ground.agreement,
        until=ground.until,
        because="x",
        granted_on=today(),
        given_by_id=actor.organisation_id,
    )
    try:
        with acting(actor):
            Grant.objects.bulk_create([grant])
    except DatabaseError:
        return None
    return grant


def compare(reading, seen, country, giver, subject, receiver, purpose) -> None:
    """Compare what is explained with the reading by hand; count in `seen` what was met."""
    party = _party(country, receiver[1])
    with acting(giver):
        verdict = deciding.verdict(subject.kind, subject.id, party.id, purpose)
    expected = reading.grounds(subject, _party(country, "gemeente-ede"), party, purpose)
    explained = {
        ground.agreement.pk: (int(ground.level), frozenset(ground.lacking)) for ground in verdict.grounds
    }
    assert explained == expected, (subject, receiver, purpose)
    reach = max((level for level, lacking in expected.values() if not lacking), default=0)
    assert verdict.level == reach
    for ground in verdict.grounds:
        if ground.holds:
            expected_end = reading.last_moment(ground.agreement, subject, party, purpose)
            assert abs(ground.until - expected_end) < timedelta(minutes=5)
        seen.update(f"{word} lacks" for word in ground.lacking)
        seen.update(f"{word} is met" for word in ground.agreement.conditions if word not in ground.lacking)
    seen[verdict.answer] += 1


def enforce(country, giver, subject, receiver, purpose) -> None:
    """Compare what is explained with what PostgreSQL lets through and what can then be read, for one
    question.
    """
    function, slug = receiver
    organisation, reader = country.organisation(slug).id, country.actor(function, slug)
    about = (subject.kind, subject.id)
    with acting(giver):
        verdict = deciding.verdict(*about, organisation, purpose)
    assert level_read(reader, *about) == 0
    for ground in verdict.grounds:
        for level in Level:
            grant = let_through(giver, *about, organisation, function, purpose, level, ground)
            assert (grant is not None) == (ground.holds and level <= ground.level), (ground, level)
            if grant is None:
                assert level_read(reader, *about) == 0
                continue
            read = level_read(reader, *about)
            assert read == (level if subject.kind == "signal" or level == Level.FULL else Level.HIT)
            assert level <= verdict.level, "more than explained went through"
            deciding.recall(grant.pk, "x", actor=giver)
            assert level_read(reader, *about) == 0, "stopping works in the next statement"
    if verdict.answer == "no":
        with pytest.raises(NotPossible):
            deciding.share(*about, organisation, function, purpose, actor=giver)
        assert level_read(reader, *about) == 0


def _party(country, slug) -> Party:
    organisation = country.organisation(slug)
    return Party(organisation.id, organisation.kind, slug in AT_WORK_THERE)


def drawn_subjects(country, chance, giver) -> list[Subject]:
    """Three signals that differ in what conditions ask about, and a person from the first of them."""
    given = [
        {"minor": True, "acute": False, "no_police": chance.random() < 0.5},
        {"minor": None, "acute": True, "no_police": True},
        {"minor": chance.choice([None, True]), "acute": chance.random() < 0.5, "no_police": False},
    ]
    signals = [country.signal(**facts, municipality="GM0228") for facts in given]
    born = chance.choice([2001, today().year - 15])
    victim = register.register(signals[0].id, Identity(given_name="Zoë", birth_year=born), actor=giver)
    return [
        *(
            Subject(
                "signal",
                row.id,
                facts["minor"] is True,
                facts["acute"],
                facts["no_police"],
                (victim.id,) if row is signals[0] else (),
            )
            for row, facts in zip(signals, given, strict=True)
        ),
        Subject("victim", victim.id, born != 2001, given[0]["acute"], given[0]["no_police"], (victim.id,)),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_SH3_explained_is_enforced(country, seed):
    """SH1: SH2: SH3: SH6: acceptance 3 and 4; every condition is met lacking and fulfilled, whatever the
    draw.
    """
    chance, reading, seen = random.Random(seed), Reading(), Counter()
    giver = country.actor("contact_officer", "gemeente-ede")
    subjects = drawn_subjects(country, chance, giver)
    outside = [
        r for r in RECEIVERS if not any(level_read(country.actor(*r), row.kind, row.id) for row in subjects)
    ]
    for _ in range(3):
        for conditions in (*ONE_BY_ONE * 3, chance.sample(list(Condition), 2), []):
            reading.drawn.append(random_agreement(country, chance, conditions))
        for _ in range(15):
            reading.said += random_statement(country, chance, giver, chance.choice(subjects))
        questions = list(itertools.product(subjects, outside, PURPOSES))
        for question in questions:
            compare(reading, seen, country, giver, *question)
        for question in chance.sample(questions, 10):
            enforce(country, giver, *question)
    met = {f"{condition} {how}" for condition in Condition.values for how in ("lacks", "is met")}
    assert set(seen) >= met | {"no_police lacks"}
    assert len({"no", "partly", "yes"} & set(seen)) >= 2, "a walk that always hears the same shows little"
