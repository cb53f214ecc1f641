"""The log of access for the data-protection officer (SH7): what is in it, who sees which part, and that
looking is logged too.
"""

import ast
import io
import re
import uuid
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, connections
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

import zicht
from zicht.casework.oversight import log, looking, services, unusual
from zicht.casework.oversight import words as told
from zicht.casework.oversight.models import AccessQuestion, ConflictOfInterest
from zicht.casework.oversight.vocabulary import QuestionKind
from zicht.casework.register.persons import services as register
from zicht.casework.register.persons.identity import Identity
from zicht.chain.custody import services as custody
from zicht.chain.custody.page import open_page
from zicht.chain.sharing.services import break_glass
from zicht.chain.signals import search as words
from zicht.chain.signals.models import Signal
from zicht.foundation.access import acting, as_worker
from zicht.foundation.accounts.models import Account
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.testing.markup import packed

EDE, UTRECHT = "gemeente-ede", "gemeente-utrecht"


@pytest.fixture
def fg(country):
    """The data-protection officer of Ede."""
    return country.actor("data_protection_officer", EDE)


@pytest.fixture
def officer(country):
    return country.actor("contact_officer", EDE)


@pytest.fixture
def signal(country):
    return country.signal()


def read(signal_id, actor):
    with acting(actor):
        return open_page(signal_id, actor)


def found(actor, **wanted):
    with acting(actor):
        return log.search(wanted)[0]


def reference(signal_id):
    with as_worker():
        return Signal.objects.get(pk=signal_id).reference


def test_SH7_an_event_names_who_in_which_function_what_why_and_on_which_grant(country, fg, officer, signal):
    """SH7: the fields of NEN 7513; basis, purpose and grant come from PostgreSQL, not from the caller."""
    read(signal.id, officer)
    (event,) = found(fg, person=officer.person_id)
    assert (event.what, event.person, event.organisation) == ("Signaal gelezen", officer.name, "Gemeente Ede")
    assert (event.kind, event.outcome, event.functions) == ("R", "ok", ",".join(officer.functions))
    assert (event.purpose, event.basis, event.channel) == ("signal_handling", "route", "work")
    assert event.grant_id is not None
    assert event.object_id == str(signal.id)


def test_SH7_what_other_organisations_did_with_a_shared_signal_shows_without_the_person(country, fg, signal):
    """SH7: each organisation answers for its own people."""
    director = country.actor("chain_director", "zvh-gelderland-midden")
    read(signal.id, director)
    assert found(fg) == []
    typed = reference(signal.id).lower()
    with acting(fg):
        subject = log.find_subject(typed)
        events, _ = log.search({"subject": subject.id})
    told = {(event.organisation, event.person_id, event.what) for event in events}
    assert ("Zorg- en Veiligheidshuis Gelderland-Midden", None, "Signaal gelezen") in told


def test_SH7_the_officer_of_an_organisation_that_never_had_a_signal_finds_nothing_of_it(country, signal):
    """SH7, SH2: and cannot even tell that the reference exists."""
    elsewhere = country.actor("data_protection_officer", "gemeente-nijmegen")
    typed = reference(signal.id)
    with acting(elsewhere):
        assert log.find_subject(typed) is None
        assert log.search({"subject": signal.id})[0] == []


def test_SH7_nobody_else_may_ask_the_log(country, officer):
    """SH7: the database refuses, whatever the screens do."""
    with pytest.raises(ProgrammingError, match="data-protection officer"), acting(officer):
        log.search({})


def test_SH7_searching_the_log_printing_and_exporting_are_in_the_log(
    country, browser_client, fg, officer, signal
):
    """SH7: searches, exports and prints count as reads."""
    client = browser_client.login(officer)
    assert (
        client.post("/werk/logboek/afgedrukt/", {"page": f"/werk/signalen/{signal.id}/"}).status_code == 204
    )
    client.post("/werk/signalen/zoeken/", {"words": "kwekerij"})
    client = browser_client.login(fg)
    client.post("/werk/logboek/", {"person": str(officer.person_id)})
    actions = {(event.action, event.object_id) for event in found(fg)}
    assert {("printed", str(signal.id)), ("signals_searched", ""), ("audit_searched", "")} <= actions


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({"kind": "R"}, 1),
        ({"kind": "U"}, 1),
        ({"action": "holding_taken_up"}, 1),
        ({"kind": "D"}, 0),
        ({}, 2),
    ],
)
def test_SH7_the_log_is_searched_by_kind_and_action(country, fg, officer, signal, wanted, count):
    """SH7: search by kind."""
    read(signal.id, officer)
    custody.take_up(signal.id, actor=officer)
    assert len(found(fg, **wanted)) == count


def test_SH7_the_log_is_searched_by_period(country, fg, officer, signal):
    """SH7: whole days in Amsterdam."""
    read(signal.id, officer)
    today = datetime.now().astimezone(log.AMSTERDAM).date()
    assert len(found(fg, **log.period(today, today))) == 1
    assert found(fg, **log.period(None, today - timedelta(days=1))) == []


def test_SH7_the_log_goes_on_in_pages(country, fg, officer, signal):
    """SH7: no page is lost between two marks."""
    for _ in range(5):
        read(signal.id, officer)
    with acting(fg):
        first, mark = log.search({}, most=3)
        second, end = log.search({}, before=mark, most=3)
    assert (len(first), len(second), end) == (3, 2, None)
    assert len({event.id for event in first + second}) == 5


def test_SH7_a_conflict_of_interest_ends_sight_at_once_in_the_database(country, officer, signal):
    """SH7: in reading, lists, search and counts; colleagues go on."""
    with as_worker():
        words.index(signal.id)
    services.declare("signal", signal.id, "family", actor=officer)
    assert signal.id not in country.visible_signals(officer)
    with acting(officer), connection.cursor() as cursor:
        for statement in (
            "SELECT count(*) FROM sharing_grant",
            "SELECT count(*) FROM vault_subjectkey",
            "SELECT count(*) FROM custody_holding",
            "SELECT count(*) FROM sec.my_work()",
            "SELECT count(*) FROM sec.list_signals('{}', NULL, NULL, 50)",
        ):
            cursor.execute(statement)
            assert cursor.fetchone()[0] == 0, statement
        assert words.search("vrouw") == []
    assert signal.id in country.visible_signals(
        country.actor("care_coordinator", "zorgcoordinatie-gelderland-midden")
    )


def test_SH7_a_declared_interest_shows_to_the_officer_who_can_end_it(country, fg, officer, signal):
    """SH7: and to nobody else."""
    services.declare("signal", signal.id, "friend", actor=officer)
    services.declare("signal", signal.id, "friend", actor=officer)
    with acting(fg):
        (conflict,) = ConflictOfInterest.objects.all()
    with acting(country.actor("administrator", EDE)):
        assert not ConflictOfInterest.objects.exists()
    services.end_conflict(conflict.id, actor=fg)
    assert signal.id in country.visible_signals(officer)


def test_SH7_nobody_declares_an_interest_for_somebody_else(country, fg, officer, signal):
    """SH7: a declaration is about oneself, on something one sees."""
    with pytest.raises(ProgrammingError), acting(fg):
        ConflictOfInterest.objects.create(
            account_id=officer.person_id,
            organisation_id=fg.organisation_id,
            subject_kind="signal",
            subject_id=signal.id,
            reason="family",
            declared_at=datetime.now().astimezone(),
        )


DAY = date(2024, 11, 20)
NIGHT, NOON = (datetime(2024, 11, 20, hour, 30, tzinfo=log.AMSTERDAM) for hour in (3, 12))


def reads(count, at=NOON, functions="contact_officer", person=1):
    who = uuid.UUID(int=person)
    return [
        unusual.Read(who, who, functions, "signal_read", "signal", str(uuid.UUID(int=n)), at)
        for n in range(count)
    ]


def noticed(given, usual=(), honeytokens=(), own=lambda read: False):
    return [
        (finding.kind, finding.count)
        for finding in unusual.findings(
            DAY, given, {uuid.UUID(int=1): list(usual)}, frozenset(honeytokens), own
        )
    ]


@pytest.mark.parametrize(
    ("given", "usual", "expected"),
    [
        (reads(41), [], [(QuestionKind.VOLUME, 41)]),
        (reads(41), [20, 20], []),
        (reads(61), [20, 20], [(QuestionKind.VOLUME, 61)]),
        (reads(1) * 500, [], []),
        (reads(3, NIGHT), [], [(QuestionKind.OFF_HOURS, 3)]),
        (reads(2, NIGHT), [], []),
        (reads(9, NIGHT, "duty_officer"), [], []),
        (reads(3, datetime(2024, 11, 23, 12, tzinfo=log.AMSTERDAM)), [], [(QuestionKind.OFF_HOURS, 3)]),
    ],
)
def test_SH7_what_is_unusual_makes_a_question_and_what_is_usual_does_not(given, usual, expected):
    """SH7: volume against the own habit, and hours against the own function."""
    assert noticed(given, usual) == expected


def test_SH7_a_honeytoken_and_the_own_name_make_a_question_each(country):
    """SH7: one question for each thing, however often it was opened."""
    given = reads(2) * 3
    assert noticed(given, honeytokens=[given[0].object_id]) == [(QuestionKind.HONEYTOKEN, 1)]
    assert noticed(given, own=lambda read: read == given[1]) == [(QuestionKind.FAMILY_NAME, 1)]


def test_SH7_who_opens_a_file_with_the_own_family_name_may_be_asked(country, fg):
    """SH7: the name is compared inside; the question does not repeat it."""
    coordinator = country.actor("care_coordinator", "zorgcoordinatie-gelderland-midden")
    family = Account.objects.get(pk=coordinator.person_id).name.split()[-1]
    register.register(None, Identity(given_name="Zoë", family_name=family), actor=coordinator)
    victim = register.register(None, Identity(given_name="An", family_name=family.upper()), actor=coordinator)
    other = register.register(None, Identity(given_name="Bo", family_name="Anders"), actor=coordinator)
    with acting(coordinator):
        for each in (victim, other):
            audit.record(coordinator, Action.VICTIM_READ, "victim", each.pk)
    with as_worker():
        assert looking.look(log_day()) == 1
        assert looking.look(log_day()) == 0
        (question,) = AccessQuestion.objects.all()
    assert (question.kind, question.object_id, question.account_id) == (
        "family_name",
        victim.pk,
        coordinator.person_id,
    )


def log_day():
    return datetime.now().astimezone(log.AMSTERDAM).date()


def test_SH7_a_honeytoken_is_seen_in_lists_opened_with_a_question_and_never_counted(country, fg, officer):
    """SH7: nobody has work with it; figures and funnel leave it out."""
    token = services.place_honeytoken("labour", "GM0228", actor=fg)
    assert token.pk in country.visible_signals(officer)
    read(token.pk, officer)
    with as_worker():
        looking.look(log_day())
        assert [(q.kind, q.account_id) for q in AccessQuestion.objects.all()] == [
            ("honeytoken", officer.person_id)
        ]
    with connections["figures"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM signals_signal WHERE id = %s", [token.pk])
        assert cursor.fetchone()[0] == 0


def question_to(country, fg, officer, signal):
    read(signal.id, officer)
    (event,) = found(fg, person=officer.person_id, action="signal_read")
    return services.ask_about(event, "Wilt u vertellen waarom?", uuid.uuid4(), actor=fg)


def test_SH7_a_question_is_asked_answered_and_closed(country, fg, officer, signal):
    """SH7: a question, not an accusation; only who asked and who answers read it."""
    question = question_to(country, fg, officer, signal)
    with acting(officer):
        assert services.words_of(AccessQuestion.objects.get()) == "Wilt u vertellen waarom?"
    with acting(country.actor("administrator", EDE)):
        assert not AccessQuestion.objects.exists()
    services.answer(question.id, "Ik had dienst.", actor=officer)
    with pytest.raises(NotPossible):
        services.answer(question.id, "Nog iets.", actor=officer)
    with acting(fg):
        assert services.answer_to(AccessQuestion.objects.get()) == "Ik had dienst."
    services.close(question.id, "explained", actor=fg)
    with pytest.raises(NotPossible):
        services.close(question.id, "talk", actor=fg)


def test_SH7_a_question_of_a_rule_stays_with_the_officer_until_it_is_asked(country, fg, officer):
    """SH7: nobody hears of a finding that was not worth a question."""
    token = services.place_honeytoken("labour", "GM0228", actor=fg)
    read(token.pk, officer)
    with as_worker():
        looking.look(log_day())
    with acting(officer):
        assert not AccessQuestion.objects.exists()
    with acting(fg):
        question = AccessQuestion.objects.get()
    services.ask(question.id, "Wat zocht u?", actor=fg)
    with acting(officer):
        assert AccessQuestion.objects.count() == 1


def pdf_text(response):
    pages = PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_SH7_a_person_gets_a_report_of_who_saw_the_data_and_why(country, browser_client, fg, officer, signal):
    """SH7: by organisation and function, with purpose and basis, and with whom it was shared; no names of
    people.
    """
    read(signal.id, officer)
    read(signal.id, country.actor("chain_director", "zvh-gelderland-midden"))
    client = browser_client.login(fg)
    response = client.post("/werk/logboek/inzageverslag/", {"reference": reference(signal.id)})
    assert response["Content-Type"] == "application/pdf"
    text = pdf_text(response)
    assert "Gemeente Ede, Aandachtsfunctionaris" in text
    assert "Zorg- en Veiligheidshuis Gelderland-Midden" in text
    assert "Signaal gelezen" in text
    assert officer.name not in text
    assert "volledig" in text
    assert [event.object_id for event in found(fg, action="access_report_made")] == [str(signal.id)]


def test_SH5_SH7_a_report_tells_in_plain_words_who_opened_it_because_of_danger(
    country, browser_client, fg, signal
):
    """SH5: SH7: the person reads what was done and why, in words meant for whoever it is about."""
    neighbour = country.actor("contact_officer", UTRECHT)
    key = uuid.uuid4()
    break_glass.open_for_myself(
        reference=reference(signal.id),
        function="contact_officer",
        danger="life",
        words="Zij belde.",
        key=key,
        actor=neighbour,
    )
    text = pdf_text(
        browser_client.login(fg).post("/werk/logboek/inzageverslag/", {"reference": reference(signal.id)})
    )
    assert "Noodtoegang geopend" in text
    assert "Vitaal belang" in text
    assert "politieteam mensenhandel (TMM)" in text
    assert "uw functie" not in text, "that is said to the professional, not to whom it is about"
    assert not re.search(r"\([a-z]+ [a-z ]+\)", text.replace("(2 keer)", "")), (
        "no name of an act in the program"
    )


def test_SH7_a_report_may_leave_out_investigation_and_says_so(country, browser_client, fg, signal):
    """SH7: the officer decides; the report never pretends to be whole."""
    read(signal.id, country.actor("tmm", "politie-oost-nederland"))
    client = browser_client.login(fg)
    address, asked = "/werk/logboek/inzageverslag/", {"reference": reference(signal.id)}
    assert "Politie" in pdf_text(client.post(address, asked))
    text = pdf_text(client.post(address, asked | {"without_investigation": "on"}))
    assert "Politie" not in text
    assert "Een deel van de inzage staat niet in dit verslag" in text


def test_SH7_an_unknown_reference_gets_a_calm_answer(country, browser_client, fg):
    """SH7: nothing typed is lost."""
    response = browser_client.login(fg).post("/werk/logboek/inzageverslag/", {"reference": "V-2345-6789"})
    assert response.status_code == 422
    assert "V-2345-6789" in response.content.decode()


PAGES = ["", "inzageverslag/", "vragen/", "vragen-aan-mij/", "belangen/", "controlesignalen/", "bewaren/"]


@pytest.mark.parametrize("page", PAGES)
def test_SH7_pages_are_for_the_officer_and_take_few_queries(
    country, browser_client, fg, officer, signal, page
):
    """SH7, SH2: at most ten queries; a colleague without the function gets 403."""
    read(signal.id, officer)
    client = browser_client.login(fg)
    client.get("/werk/logboek/vragen/")  # notes the visit once
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/werk/logboek/{page}").status_code == 200
    assert len([q for q in queries if "SAVEPOINT" not in q["sql"]]) <= 10
    client = browser_client.login(officer)
    assert client.get(f"/werk/logboek/{page}").status_code == (200 if page == "vragen-aan-mij/" else 403)


def test_SH7_every_act_reads_in_dutch_in_the_log_and_in_the_report():
    """SH7: a person who asks who saw their data reads words, never a code of the program."""
    assert set(Action) - set(told.ACTIONS) == set()


def test_SH7_everything_an_act_can_be_about_reads_in_dutch():
    """SH7: each kind of thing that is written in the log anywhere has its Dutch name."""
    assert kinds_recorded() >= {"signal", "break_glass", "inquiry"}
    assert kinds_recorded() - set(told.SUBJECTS) == set()


def kinds_recorded() -> set[str]:
    """The kinds of things that the product writes in the log as a word in its source."""
    found = set()
    for path in Path(zicht.__file__).parent.rglob("*.py"):
        if {"tests", "demo", "testing"}.isdisjoint(path.parts):
            calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
            found |= {call.args[2].value for call in calls if _records(call)}
    return found - {""}


def _records(call: ast.Call) -> bool:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    return name in ("record", "event_row") and len(call.args) > 2 and isinstance(call.args[2], ast.Constant)


def test_SH7_who_watches_over_access_does_so_for_that_purpose(fg):
    """SH7: NEN 7513 wants the real purpose: looking in the log is no handling of a signal."""
    found(fg)
    with acting(fg):
        audit.record(fg, Action.AUDIT_SEARCHED, "log")
    assert found(fg, action="audit_searched")[0].why == "Toezicht op inzage."


def test_SH7_the_parts_of_the_log_show_where_one_is(browser_client, fg):
    """SH7."""
    page = packed(browser_client.login(fg).get("/werk/logboek/belangen/").content.decode())
    assert '<a href="/werk/logboek/belangen/" aria-current="page">Persoonlijke belangen</a>' in page
    assert page.count('<ul class="zicht-tabs">') == 1


def test_SH7_of_an_anonymous_report_the_log_shows_the_day_and_no_hour(browser_client, fg, signal):
    """SH7: IN2: no moment is kept, and midnight would read like one."""
    page = (
        browser_client.login(fg).post("/werk/logboek/", {"reference": reference(signal.id)}).content.decode()
    )
    assert "Signaal gegeven" in page
    assert "00:00" not in page


def test_SH7_nobody_is_asked_about_what_an_anonymous_reporter_did(browser_client, fg, signal):
    """SH7: there is nobody to ask."""
    (event,) = found(fg, subject=signal.id, action="signal_submitted")
    assert browser_client.login(fg).get(f"/werk/logboek/vraag-stellen/{event.id}/").status_code == 404


def test_SH7_who_opened_the_page_about_an_interest_by_mistake_goes_back(browser_client, officer, signal):
    """SH7: nothing was declared yet."""
    page = browser_client.login(officer).get(f"/werk/logboek/belang/signaal/{signal.id}/").content.decode()
    assert f'href="/werk/signalen/{signal.id}/"' in page
    assert "Annuleren" in page
