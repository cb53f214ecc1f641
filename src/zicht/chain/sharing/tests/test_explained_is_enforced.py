"""SH3, acceptance 3 and 4: what is explained and what is enforced are the same, whatever the agreements, parties, consents and times.

A random walk over agreements (brought in force through the real acts), statements of consent and subjects. For each subject,
receiver and purpose: the explained level is compared with what PostgreSQL lets through as the application's own role, level by
level, and with what the receiver can then read in the tables; after the sharing is stopped the next statement reads nothing.
"""

import contextlib
import random
from datetime import timedelta

import pytest
from django.db import DatabaseError

from zicht.casework.register import services as register
from zicht.casework.register.services import Identity
from zicht.chain.agreements import service as agreements
from zicht.chain.agreements.tests import cast
from zicht.chain.agreements.vocabulary import Category, Condition
from zicht.chain.custody.deadlines import today
from zicht.chain.custody.workflow import NotPossible
from zicht.chain.sharing import consents, deciding
from zicht.chain.sharing.models import Grant
from zicht.chain.sharing.tests.sight import level_read
from zicht.chain.sharing.vocabulary import LegalBasis, Level, Purpose
from zicht.foundation.access import acting
from zicht.foundation.organisations.models import Region

RECEIVERS = (
    ("care_coordinator", "zorgcoordinatie-utrecht"), ("tmm", "politie-midden-nederland"), ("safe_home", "veilig-thuis-utrecht"),
    ("contact_officer", "gemeente-nijmegen"), ("registrar", "comensha"),
)  # fmt: skip
KINDS = ("municipality", "care_coordination", "police", "safe_home", "comensha", "zvh")
PURPOSES = (Purpose.CARE, Purpose.SIGNAL_HANDLING)
BASES = (LegalBasis.COVENANT, LegalBasis.CONSENT, LegalBasis.VITAL_INTEREST, LegalBasis.STATUTORY_DUTY, LegalBasis.PUBLIC_TASK)


def some(chance, values, at_least=1):
    return chance.sample(list(values), chance.randint(at_least, len(values)))


def random_agreement(country, chance):
    """Bring a random agreement in force, or leave it a draft, or end it; its period is before, around or after today."""
    starts = today() + timedelta(days=chance.choice([-400, -1, 0, 0, 0, 1]))
    content = {
        "title": "Afspraak", "explanation": "x", "article": "x", "basis": chance.choice(BASES), "level": chance.choice(list(Level)),
        "purposes": some(chance, PURPOSES), "conditions": chance.choice([[], [], [Condition.CONSENT], [Condition.MINOR], [Condition.ACUTE]]),
        "categories": chance.choice([list(Category), some(chance, Category)]), "grant_days": chance.choice([1, 90]),
        "starts_on": starts, "ends_on": chance.choice([None, starts, today(), starts + timedelta(days=500)]),
        "region": chance.choice([None, None, Region.objects.filter(kind="safety_region", code="VR07").first()]),
    }  # fmt: skip
    if content["ends_on"] and content["ends_on"] < starts:
        content["ends_on"] = None
    parties = agreements.parties_of_kinds([*some(chance, KINDS), "municipality"], some(chance, KINDS, 2))
    row = agreements.draft(content, parties, actor=cast.keeper(country))
    if chance.random() < 0.9:
        agreements.review(row.pk, actor=cast.second(country))
        agreements.start(row.pk, actor=cast.keeper(country))
        if chance.random() < 0.15:
            agreements.end(row.pk, "x", actor=cast.keeper(country))


def random_statement(country, chance, actor, subject):
    _, organisation = chance.choice(RECEIVERS)
    until = chance.choice([None, today() - timedelta(days=1), today(), today() + timedelta(days=9)])
    answer = chance.choice(["asked", "given", "given", "refused"])
    with contextlib.suppress(NotPossible):  # an answer that cannot follow the one before
        consents.state(
            *subject, country.organisation(organisation).id, chance.choice(PURPOSES), answer, "word", actor=actor, until=until
        )


def let_through(actor, kind, subject_id, receiver_id, function, purpose, level, ground) -> Grant | None:
    """Try, as the application's role, to insert a grant at a level under a ground; None when PostgreSQL refuses."""
    grant = Grant(
        subject_kind=kind, subject_id=subject_id, organisation_id=receiver_id, function=function, level=level, purpose=purpose,
        basis=ground.agreement.basis, agreement=ground.agreement, until=ground.until, because="x", granted_on=today(),
        given_by_id=actor.organisation_id,
    )  # fmt: skip
    try:
        with acting(actor):
            Grant.objects.bulk_create([grant])
    except DatabaseError:
        return None
    return grant


def compare(country, giver, subject, receiver, purpose) -> str:
    """Compare explanation, rule and reading for one question; return the answer."""
    function, slug = receiver
    organisation, reader = country.organisation(slug).id, country.actor(function, slug)
    with acting(giver):
        verdict = deciding.verdict(*subject, organisation, purpose)
    before = level_read(reader, *subject)
    assert before == 0
    for ground in verdict.grounds:
        for level in Level:
            grant = let_through(giver, *subject, organisation, function, purpose, level, ground)
            assert (grant is not None) == (ground.holds and level <= ground.level), (ground, level)
            if grant is None:
                assert level_read(reader, *subject) == 0
                continue
            read = level_read(reader, *subject)
            assert read == (level if subject[0] == "signal" or level == Level.FULL else Level.HIT)
            assert level <= verdict.level, "more than explained went through"
            deciding.recall(grant.pk, "x", actor=giver)
            assert level_read(reader, *subject) == 0, "stopping works in the next statement"
    if verdict.answer == "no":
        with pytest.raises(NotPossible):
            deciding.share(*subject, organisation, function, purpose, actor=giver)
        assert level_read(reader, *subject) == 0
    return verdict.answer


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_SH3_explained_is_enforced(country, seed):
    """SH3: acceptance 3 and 4."""
    chance = random.Random(seed)
    giver = country.actor("contact_officer", "gemeente-ede")
    signals = [
        country.signal(minor=chance.choice([None, True]), acute=chance.random() < 0.3, no_police=chance.random() < 0.3, municipality="GM0228")
        for _ in range(3)
    ]
    victim = register.register(signals[0].id, Identity(given_name="Zoë", birth_year=chance.choice([2001, today().year - 15])), actor=giver)
    subjects = [*(("signal", row.id) for row in signals), ("victim", victim.id)]
    outside = [r for r in RECEIVERS if not any(level_read(country.actor(*r), *subject) for subject in subjects)]
    answers = []
    for _ in range(3):
        for _ in range(4):
            random_agreement(country, chance)
        for _ in range(6):
            random_statement(country, chance, giver, chance.choice(subjects))
        questions = [(s, r, p) for s in subjects for r in outside for p in PURPOSES]
        answers += [compare(country, giver, *question) for question in chance.sample(questions, min(10, len(questions)))]
    assert len(answers) == 30
    if seed == 0:
        assert {"no", "yes"} <= set(answers), "the walk meets both"
