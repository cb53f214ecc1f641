"""One budget over all ways to ask whether anyone knows something, and what belongs to nobody (SH4).

The ways are found in the database: a function that people can call and that looks at what is found by a key
across organisations either spends, or says below why it tells nothing of others.
"""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import DatabaseError, connection, connections
from django.http import Http404
from django.urls import reverse

from zicht.casework.deconfliction import services as deconfliction
from zicht.casework.deconfliction.models import Overlap, Work
from zicht.casework.deconfliction.vocabulary import WorkKind
from zicht.casework.inquiries import services as inquiries
from zicht.casework.inquiries.vocabulary import Kind
from zicht.casework.oversight import services as oversight
from zicht.casework.oversight.models import AccessQuestion
from zicht.casework.register.linkage import likeness
from zicht.casework.register.persons.identity import Identity
from zicht.chain.custody import services as custody
from zicht.chain.signals.keys import About
from zicht.foundation.access import acting, as_worker
from zicht.foundation.acts import clock
from zicht.foundation.asking import services as budget
from zicht.foundation.asking import tasks
from zicht.foundation.asking.models import Alarm, Asked
from zicht.foundation.asking.vocabulary import AlarmKind, Way
from zicht.foundation.asking.words import A_DAY
from zicht.foundation.database import launcher
from zicht.foundation.database.connections import recorded_address
from zicht.foundation.vault.declared import case_tables

OWN_ROWS = {
    "likely_persons": "answers with persons whom the asker sees in full",
    "search_signals": "answers with signals of the own organisation that the asker sees in full",
    "submit_signal": "finds the same submission again by its own random key, and tells its receipt only",
    "add_to_submission": "finds the own submission again by its random key",
}
"""Functions that look at keys and tell nothing of other organisations, each with the reason."""
PHONE = "06 2000 {:04d}"
EDE, UTRECHT = "gemeente-ede", "gemeente-utrecht"


@pytest.fixture
def asker(country):
    return country.actor("contact_officer", UTRECHT)


@pytest.fixture
def officer(country):
    return country.actor("data_protection_officer", UTRECHT)


def inquire(actor, number: int):
    value = inquiries.read(Kind.PHONE, PHONE.format(number))
    return inquiries.ask(Kind.PHONE, "care", value, "contact_officer", actor=actor)


def plan(actor, number: int, **about):
    about = About(**(about or {"phone": PHONE.format(number)}))
    return deconfliction.plan(WorkKind.VISIT, about, clock.today(), clock.today(), actor=actor)


def work(actor, number: int):
    return deconfliction.ask(About(phone=PHONE.format(number)), clock.today(), clock.today(), actor=actor)


def register(actor, number: int):
    person = Identity(given_name=f"Naam{'abcdefghijklmnopqrstuvwxyz'[number % 26]}", initials="A.B.")
    with acting(actor):
        return likeness.find(Identity(**{**person.__dict__, "birth_year": 1950 + number}), actor)


ASK = {
    Way.INQUIRY: lambda actor, number: inquire(actor, number) is not None,
    Way.PLAN: lambda actor, number: plan(actor, number) is not None,
    Way.WORK: lambda actor, number: work(actor, number) is not None,
    Way.REGISTER: lambda actor, number: not register(actor, number).used_up,
}


def keys(cursor) -> set[tuple[str, str]]:
    """The indexed columns of case tables that are no id, code or moment: what something is found by."""
    cursor.execute(
        """SELECT DISTINCT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey::int[])
            WHERE c.relname = ANY (%s) AND (a.atttypid IN ('bytea'::regtype, 'bigint[]'::regtype)
                OR (a.atttypid = 'bigint'::regtype AND right(a.attname, 2) <> 'id'))""",
        [list(case_tables())],
    )
    return {pair for pair in cursor.fetchall() if not pair[0].startswith("asking_")}


def functions(cursor) -> dict[str, str]:
    """Every function that people can call, with its text and that of the functions it calls."""
    cursor.execute(
        """SELECT proname, prosrc, has_function_privilege('zicht_app', oid, 'EXECUTE') FROM pg_proc
            WHERE pronamespace = 'sec'::regnamespace AND prorettype <> 'trigger'::regtype"""
    )
    rows = cursor.fetchall()
    texts = {name: text for name, text, _ in rows}

    def whole(name, seen=()) -> str:
        called = set(re.findall(r"sec\.(\w+)\(", texts.get(name, ""))) - {name, *seen}
        return texts.get(name, "") + "".join(whole(each, (*seen, name)) for each in sorted(called))

    return {name: whole(name) for name, _, callable_ in rows if callable_}


def test_SH4_every_way_to_ask_across_organisations_spends_from_the_budget(database):
    """SH4: a new function that looks at keys is red until it spends or has a reason."""
    with connections["migrate"].cursor() as cursor:
        wanted, found = keys(cursor), functions(cursor)
    assert {
        ("deconfliction_workkey", "digest"),
        ("inquiries_pseudonym", "value"),
        ("register_blockingkey", "digest"),
        ("register_identitykey", "digest"),
        ("signals_searchentry", "tokens"),
    } <= wanted
    asks = {
        name: text
        for name, text in found.items()
        if any({table, key} <= set(re.findall(r"\w+", text)) for table, key in wanted)
    }
    asks |= {name: text for name, text in found.items() if "sec.spend(" in text}
    spends = {name for name, text in asks.items() if "sec.spend(" in text}
    assert asks.keys() - spends == OWN_ROWS.keys()
    assert spends == {"ask_regions", "warn_overlaps", "who_works_on", "known_elsewhere"}
    named = {way for name in spends for way in re.findall(r"sec\.spend\('(\w+)'", found[name])}
    assert named == set(ASK) == set(Way.values) - {Way.SIGNAL}


@pytest.mark.parametrize("way", ASK)
def test_SH4_what_is_asked_in_one_way_is_not_left_for_another(country, asker, way):
    """SH4: no sequence of ways tells more than the budget."""
    others = [each for each in ASK if each != way]
    asked = [ASK[others[number % 3]](asker, number) for number in range(A_DAY)]
    assert all(asked)
    assert not ASK[way](asker, 100)


def test_SH4_the_same_question_costs_nothing_twice_and_tomorrow_there_are_new_ones(country, asker):
    for _ in range(2 * A_DAY):
        assert ASK[Way.WORK](asker, 1)
    for number in range(1, A_DAY + 1):
        assert ASK[Way.WORK](asker, number)
    assert not ASK[Way.WORK](asker, 100)
    tasks.forget()
    with as_worker():
        assert Asked.objects.count() == A_DAY
    address = recorded_address(launcher.home())
    with psycopg.connect(address.dsn(), dbname="zicht_test", autocommit=True) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute("UPDATE asking_asked SET day = day - 1")
    assert ASK[Way.WORK](asker, 100)
    tasks.forget()
    with as_worker():
        assert Asked.objects.count() == 1


def test_SH4_questions_at_the_same_moment_do_not_get_more(country, asker):
    def one(number):
        with acting(asker), connection.cursor() as cursor:
            cursor.execute("SELECT sec.known_elsewhere('{}', ARRAY[%s]::bytea[], 1, NULL)", [b"%d" % number])
            found = cursor.fetchone()[0]
        connections.close_all()
        return found

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one, range(A_DAY + 10)))
    assert answers.count(0) == A_DAY
    assert answers.count(-1) == 10


def test_SH4_forty_telephone_numbers_in_a_plan_meet_at_most_the_budget_and_the_page_says_why(
    country, asker, browser_client
):
    """SH4: what an attack did in 23 seconds; the page keeps what was typed, and keeps no plan."""
    for number in range(40):
        plan(country.actor("contact_officer", EDE) if number < A_DAY else country.actor("kmar"), number)
    client = browser_client.login(asker)
    data = {"kind": "visit", "starts_on": clock.today(), "ends_on": clock.today()}
    pages = [
        client.post(reverse("deconfliction:plan"), {**data, "key": uuid.uuid4(), "phone": PHONE.format(n)})
        for n in range(40)
    ]
    assert [page.status_code for page in pages] == [302] * A_DAY + [409] * (40 - A_DAY)
    text = pages[-1].content.decode()
    assert "Uw plan is niet bewaard" in text
    assert "functionaris gegevensbescherming" in text
    assert PHONE.format(39) in text
    with acting(asker):
        assert Overlap.objects.count() == A_DAY
        assert Work.objects.filter(ended_at=None, organisation_id=asker.organisation_id).count() == A_DAY


def test_SH4_registering_goes_on_without_the_answer(country, asker, browser_client):
    for number in range(A_DAY):
        work(asker, number)
    found = register(asker, 7)
    assert (found.used_up, found.elsewhere) == (True, False)


def test_SH4_the_officer_of_the_asker_sees_it_and_may_allow_more_and_nobody_else(
    country, asker, officer, browser_client
):
    for number in range(A_DAY + 1):
        work(asker, number)
    client = browser_client.login(officer)
    page = client.get(reverse("inquiries:oversight")).content.decode()
    assert "Meer gevraagd dan kan" in page
    assert asker.name in page
    with pytest.raises(Http404):
        budget.allow_more(asker.person_id, "case", actor=country.actor("data_protection_officer", EDE))
    for actor in (asker, officer):
        with pytest.raises(Http404):
            budget.allow_more(actor.person_id, "case", actor=actor)
    address = reverse("inquiries:allow_more", args=[asker.person_id])
    assert client.post(address, {"because": "case"}).status_code == 302
    assert work(asker, 100) is not None
    client.post(address, {"because": "case"})
    assert client.post(address, {"because": "case"}).status_code == 404


@pytest.fixture
def national(country):
    return country.actor("data_protection_officer", "comensha")


DECOYS = {
    Kind.PHONE: ("06 5550 0001", "", "", None),
    Kind.PLATE: ("ZZ-999-Z", "", "", None),
    Kind.ADDRESS: ("Verzonnenlaan 9999, 9999 ZZ Nergenshuizen", "", "", None),
    Kind.PERSON: ("", "Verzonnen", "Bestaatniet", clock.today().replace(year=1991, month=2, day=3)),
}


@pytest.mark.parametrize("kind", Kind)
def test_SH4_who_asks_for_a_decoy_gets_the_usual_answer_and_both_officers_know(country, asker, officer, kind):
    """SH4: by inquiry and by plan for each kind."""
    text, given, family, born = DECOYS[kind]
    ede = country.actor("data_protection_officer", EDE)
    oversight.place_decoy(kind, text, given, family, born, actor=ede)
    about = {"person": f"{given} {family}", "birth_year": 1991} if kind == Kind.PERSON else {kind.value: text}
    assert plan(asker, 0, **about).overlaps.count() == 0
    value = inquiries.read(kind, text, given, family, born)
    assert inquiries.ask(kind, "care", value, "contact_officer", actor=asker)
    with acting(officer):
        assert {(row.kind, row.way) for row in Alarm.objects.all()} == {
            ("decoy", "plan"),
            ("decoy", "inquiry"),
        }
        question = AccessQuestion.objects.get()
        assert (question.kind, question.account_id) == ("decoy", asker.person_id)
    with acting(ede):
        assert not Alarm.objects.exists()
    with acting(asker):
        assert not Alarm.objects.exists()


def test_SH4_a_decoy_in_the_register_is_noticed_too_and_the_national_officer_sees_all(
    country, asker, national
):
    given, family, born = DECOYS[Kind.PERSON][1:]
    oversight.place_decoy(Kind.PERSON, "", given, family, born, actor=national)
    person = Identity(given_name=given, family_name=family, birth_date=born)
    with acting(asker):
        assert not likeness.find(person, asker).elsewhere
    with acting(national):
        (alarm,) = Alarm.objects.all()
    assert (alarm.kind, alarm.way, alarm.organisation_id) == (
        AlarmKind.DECOY,
        Way.REGISTER,
        asker.organisation_id,
    )


def test_SH4_adding_to_a_signal_is_never_refused_but_forty_numbers_or_a_decoy_are_noticed(
    country, officer, asker
):
    """SH4, DI4: the holders hear of a new link; who adds a list to hear who knows it is noticed."""
    text = DECOYS[Kind.PHONE][0]
    oversight.place_decoy(Kind.PHONE, text, "", "", None, actor=officer)
    numbers = " en ".join([text, *(PHONE.format(number) for number in range(40))])
    stored = country.signal(municipality="GM0344")
    custody.observe(stored.id, numbers, actor=asker)
    for _ in range(2):
        with as_worker():
            deconfliction.follow(stored.id)
    with acting(officer):
        seen = {(row.kind, row.way, row.person_id, row.times) for row in Alarm.objects.all()}
    assert seen == {(kind, "signal", asker.person_id, 1) for kind in ("decoy", "used_up")}


def test_SH4_a_decoy_cannot_be_told_from_the_tables_and_only_officers_place_one(country, asker):
    with pytest.raises(DatabaseError):
        oversight.place_decoy(Kind.PHONE, "06 5550 0001", "", "", None, actor=asker)
    for table in ("asking_decoy", "asking_asked", "asking_allowance"):
        with acting(asker), connection.cursor() as cursor, pytest.raises(DatabaseError):
            cursor.execute(f"SELECT 1 FROM {table}")


def test_SH4_on_screen_an_officer_places_a_decoy(country, officer, browser_client):
    client = browser_client.login(officer)
    wrong = client.post(reverse("oversight:decoy"), {"decoy": "phone", "text": "geen nummer"})
    assert wrong.status_code == 409
    assert "geen telefoonnummer" in wrong.content.decode()
    right = client.post(reverse("oversight:decoy"), {"decoy": "phone", "text": "06 5550 0001"})
    assert right.status_code == 302
