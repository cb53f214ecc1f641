"""SH6: a notification on the ground of consent rests on what the person concerned said last."""

import itertools
import random
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from zicht.casework.register.duties import queries as to_report
from zicht.casework.register.models import Notification, PresumedVictim
from zicht.casework.register.notifying.services import filing
from zicht.casework.register.persons import services
from zicht.casework.register.tests import cast
from zicht.chain.sharing.models import Consent
from zicht.chain.sharing.services import consents
from zicht.foundation.access import acting, as_worker
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible

OTHERWISE = replace(cast.WITH_CONSENT, basis="other_basis", consent=False)
MANNER = "word"


@pytest.fixture
def victim(country):
    return services.register(country.signal().id, cast.PERSON, actor=cast.officer(country))


def says(country, victim, answer, actor=None, until=None):
    party = country.organisation("comensha").id
    said = ("victim", victim.id, party, "registration", answer, MANNER)
    return consents.state(*said, actor=actor or cast.officer(country), until=until)


def registrar_sees(country, victim) -> bool:
    with acting(cast.registrar(country)):
        return PresumedVictim.objects.filter(pk=victim.id).exists()


def count(victim) -> int:
    with as_worker():
        return Notification.objects.filter(victim=victim.id).count()


def test_SH6_refused_yesterday_and_a_box_ticked_today_is_refused(country, victim):
    says(country, victim, "refused")
    with pytest.raises(NotPossible, match=r"zei hier nee op .*geweigerd.*Hulp hangt hier niet van af"):
        filing.notify(victim.id, cast.WITH_CONSENT, actor=cast.officer(country))
    assert count(victim) == 0
    assert not registrar_sees(country, victim)


def test_SH6_given_is_stored_in_the_transaction_of_the_notification(country, victim):
    filing.notify(victim.id, cast.WITH_CONSENT, actor=cast.officer(country))
    with as_worker():
        said = Consent.objects.get(subject_id=victim.id)
    assert (said.answer, said.purpose, said.party_id) == (
        "given",
        "registration",
        country.organisation("comensha").id,
    )
    wrong = replace(cast.WITH_CONSENT, criterion="complaint")
    other = services.register(None, cast.PERSON, actor=cast.officer(country))
    with pytest.raises(NotPossible):
        filing.notify(other.id, wrong, actor=cast.officer(country))
    with as_worker():
        assert not Consent.objects.filter(subject_id=other.id).exists()


def test_SH6_a_consent_that_is_over_holds_no_notification(country, victim):
    says(country, victim, "given", until=clock.today() - timedelta(days=1))
    with pytest.raises(NotPossible, match="liep tot en met"):
        filing.notify(victim.id, cast.WITH_CONSENT, actor=cast.officer(country))
    with pytest.raises(DatabaseError, match="no consent"):
        by_sql(cast.officer(country), victim)


def test_SH6_withdrawn_ends_the_sight_and_every_later_version_and_says_what_stays(country, victim):
    officer = cast.officer(country)
    filed = filing.notify(victim.id, cast.WITH_CONSENT, actor=officer)
    assert registrar_sees(country, victim)
    says(country, victim, "withdrawn")
    assert not registrar_sees(country, victim)
    later = replace(cast.WITH_CONSENT, forms=("labour",))
    for act in (
        lambda: filing.correct(filed.id, later, actor=officer),
        lambda: filing.notify(victim.id, cast.WITH_CONSENT, actor=officer),
    ):
        with pytest.raises(NotPossible, match="ingetrokken"):
            act()
    assert count(victim) == 1
    with acting(cast.registrar(country)):
        assert not to_report.current_notifications().exists()


def test_SH6_another_basis_does_not_rest_on_consent(country, victim):
    says(country, victim, "refused")
    assert filing.notify(victim.id, OTHERWISE, actor=cast.officer(country)).basis == "other_basis"


FILE = """INSERT INTO register_notification (id, victim_id, organisation_id, notifier, notified_on, forms,
    sector, criterion, basis, consent, filed_by, filed_at)
    VALUES (gen_random_uuid(), %s, %s, 'other', now(), '{sexual}', '', 'slightest_indication', 'consent',
        true, %s, now())"""


def by_sql(actor, victim) -> None:
    with acting(actor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FILE, [victim.id, actor.organisation_id, actor.person_id])


@pytest.mark.parametrize("answers", [[], ["asked"], ["refused"], ["given", "withdrawn"]])
def test_SH6_by_sql_too_a_notification_rests_on_the_consent_on_record(country, victim, answers):
    officer = cast.officer(country)
    for answer in answers:
        says(country, victim, answer)
    with pytest.raises(DatabaseError, match="no consent"):
        by_sql(officer, victim)
    with pytest.raises(DatabaseError, match="no consent"), as_worker(), transaction.atomic():
        connection.cursor().execute(FILE, [victim.id, officer.organisation_id, officer.person_id])
    assert count(victim) == 0


ACTS = ("asked", "given", "refused", "withdrawn", "notify", "notify", "notify by SQL")
FOLLOWS = consents.AFTER


def sequences():
    """Every sequence of three acts, and thirty longer ones from a seed."""
    short = list(itertools.product(ACTS[:5], repeat=3))
    draw = random.Random(6)
    return [*draw.sample(short, 40), *(draw.choices(ACTS, k=8) for _ in range(30))]


def test_SH6_after_any_sequence_a_notification_was_filed_only_while_nobody_had_said_no(country):
    """The oracle holds the last word in its hand; the product must agree at every step."""
    officer, tried = cast.officer(country), 0
    for acts in sequences():
        victim = services.register(None, cast.PERSON, actor=officer)
        last, filed = None, 0
        for act in acts:
            tried += 1
            if act.startswith("notify"):
                done = _notifies(act, officer, victim)
                held = last == "given" if act == "notify by SQL" else last in (None, "asked", "given")
                assert done == held, (acts, act, last)
                last, filed = ("given" if done else last), filed + done
            elif _says(country, victim, act):
                last = act
            assert count(victim) == filed, acts
            sees = registrar_sees(country, victim)
            assert not (sees and last in ("refused", "withdrawn")), acts
    assert tried == 40 * 3 + 30 * 8


def _notifies(act, officer, victim) -> bool:
    try:
        if act == "notify":
            filing.notify(victim.id, cast.WITH_CONSENT, actor=officer)
        else:
            by_sql(officer, victim)
    except (NotPossible, DatabaseError):
        return False
    return True


def _says(country, victim, answer) -> bool:
    try:
        says(country, victim, answer)
    except NotPossible:
        return False
    return True


def test_SH6_the_page_refuses_in_words_and_says_that_help_does_not_depend_on_it(
    country, victim, browser_client
):
    client = browser_client.login(cast.officer(country))
    address = reverse("register:notify", args=[victim.id])
    assert "Hulp krijgt de betrokkene altijd" in client.get(address).content.decode()
    says(country, victim, "refused")
    page = client.get(address).content.decode()
    assert "Melden met toestemming kan nu niet" in page
    assert reverse("sharing:victim_ask", args=[victim.id]) in page
    what = {
        "forms_of": ["sexual"],
        "criterion": "slightest_indication",
        "basis": "consent",
        "consent": "on",
        "key": uuid.uuid4().hex,
    }
    for more in ({}, {"bevestigd": "ja"}):
        answer = client.post(address, what | more)
        assert answer.status_code == 409
        assert "zei hier nee op" in answer.content.decode()
    assert count(victim) == 0
    says(country, victim, "given")
    page = client.get(address).content.decode()
    assert "blijft meetellen in de cijfers" in page
