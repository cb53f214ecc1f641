"""The public report (IN1, IN2, IN5): few questions, nothing lost, nothing kept of the visitor, one signal
however often sent (CU1).
"""

import threading
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import DatabaseError, connections
from psycopg import sql

from zicht.chain.custody import queries
from zicht.chain.intake import public_draft, services
from zicht.chain.intake.tests.visitor import ANSWERS, Visitor
from zicht.chain.signals.models import Signal, SignalContent
from zicht.foundation.access import as_worker
from zicht.foundation.database import launcher
from zicht.foundation.vault import services as vault

CANARY = "Kanariepiet zong om middernacht"


def stored_signals() -> list[Signal]:
    with as_worker():
        return list(Signal.objects.order_by("reference"))


def story_of(signal) -> dict:
    with as_worker():
        body = SignalContent.objects.get(signal=signal).body
        return SignalContent.body.open(vault.data_key(signal.id), signal.id, body)


def test_IN1_a_bystander_reports_and_gets_a_receipt(country):
    visitor = Visitor().answer_all().go("send")
    (signal,) = stored_signals()
    assert "Uw melding is binnen" in visitor.text
    assert "contactpersoon mensenhandel van de gemeente" in visitor.text
    assert len(visitor.receipt) == 24
    assert (signal.form, signal.municipality_id, signal.minor, signal.acute) == (
        "labour",
        "GM0228",
        None,
        False,
    )
    assert (signal.reporter_kind, signal.channel, signal.language) == ("citizen", "public", "nl")
    assert story_of(signal) == {
        "what": ANSWERS["story"]["what"],
        "where": "Ede\neen loods bij het spoor",
        "when": "Het gebeurt nu nog. sinds de zomer",
    }


def test_IN1_a_victim_chooses_no_police_and_the_language_of_the_answer(country):
    visitor = Visitor("en").answer_all(who={"reporter": "victim"}, minor={"minor": "yes"}).go("send")
    (signal,) = stored_signals()
    assert "Thank you. Your report has arrived." in visitor.text
    assert (signal.no_police, signal.minor, signal.language, signal.reporter_kind) == (
        True,
        True,
        "pl",
        "victim",
    )
    assert "care_coordinator" in {function for _, function in country.responsible(signal.id)}


def test_IN1_only_the_story_is_needed(country):
    nothing = {slug: dict.fromkeys(fields, "") for slug, fields in ANSWERS.items()}
    visitor = Visitor().answer_all(**(nothing | {"story": {"what": "Iemand riep om hulp."}})).go("send")
    (signal,) = stored_signals()
    assert visitor.receipt
    assert (signal.form, signal.municipality_id, signal.reporter_kind) == ("unknown", None, "unknown")
    assert {function for _, function in country.responsible(signal.id)} == {"fallback_desk"}


def test_IN1_without_a_story_the_page_asks_for_it_kindly_beside_the_field(country):
    visitor = Visitor().go(danger="no").go(reporter="victim").go(form="labour").go(what="   ")
    assert visitor.page.status_code == 422
    assert "Wat maakt u mee? Schrijf iets op, al is het één zin." in visitor.text
    assert 'aria-invalid="true"' in visitor.html


def test_IN1_acute_danger_shows_112_before_any_other_question(country):
    visitor = Visitor()
    assert visitor.step == "danger"
    visitor.go(danger="yes")
    assert visitor.step == "call"
    assert 'href="tel:112"' in visitor.html
    visitor.answer_all(danger={"danger": "yes"}).go("send")
    (signal,) = stored_signals()
    assert signal.acute
    assert "binnen een uur" in visitor.text


def test_IN1_a_professional_may_sign_in_or_go_on_without_a_name(country):
    visitor = Visitor().go(danger="no").go(reporter="professional")
    assert visitor.step == "professional"
    assert 'href="/inloggen/"' in visitor.html
    visitor.answer_all().go("send")
    assert stored_signals()[0].reporter_kind == "other_professional"


def test_IN1_questions_that_do_not_apply_are_skipped(country):
    met = []
    visitor = Visitor()
    while visitor.step != "check":
        met.append(visitor.step)
        visitor.go(**ANSWERS[visitor.step])
    assert met == ["danger", "who", "form", "story", "place", "when", "minor"]


def test_IN1_a_place_with_two_meanings_is_asked_and_may_stay_open(country):
    visitor = Visitor().answer_all(place={"place": "Bergen", "spot": ""}, which={"municipality": "GM0893"})
    assert "Bergen (L.), Limburg" in visitor.text
    visitor.go("send")
    assert stored_signals()[0].municipality_id == "GM0893"


def test_IN1_a_place_nobody_knows_never_blocks_and_its_words_are_kept(country):
    visitor = Visitor().answer_all(place={"place": "Nergenshuizen aan de Maan", "spot": ""})
    assert "Bij uw plaats vonden we geen gemeente" in visitor.text
    visitor.go("send")
    (signal,) = stored_signals()
    assert signal.municipality_id is None
    assert story_of(signal)["where"] == "Nergenshuizen aan de Maan"


def test_IN1_everything_is_shown_before_sending_and_one_answer_can_be_changed(country):
    visitor = Visitor().answer_all()
    for shown in ("Werk", ANSWERS["story"]["what"], "Ede", "een loods bij het spoor", "sinds de zomer"):
        assert shown in visitor.text
    visitor.go("story")
    assert visitor.step == "story"
    assert ANSWERS["story"]["what"] in visitor.html
    visitor.go(what="Anders verteld.")
    assert visitor.step == "check"
    assert "Anders verteld." in visitor.text


def test_IN1_a_change_that_raises_new_questions_asks_only_those(country):
    visitor = Visitor().answer_all().go("who").go(reporter="victim")
    assert visitor.step == "police"
    assert visitor.go(police="no").step == "answer"
    assert visitor.go(**ANSWERS["answer"]).step == "check"


def test_IN1_going_back_keeps_what_was_typed_also_on_the_page_one_leaves(country):
    visitor = Visitor()
    while visitor.step != "place":
        visitor.go(**ANSWERS[visitor.step])
    visitor.go("back", place="Wageningen", spot="halve zin").go("next", what="Nog eens.")
    assert visitor.step == "place"
    assert 'value="Wageningen"' in visitor.html
    assert "halve zin" in visitor.html


def test_IN1_another_language_halfway_keeps_what_was_typed(country):
    visitor = Visitor()
    while visitor.step != "story":
        visitor.go(**ANSWERS[visitor.step])
    assert 'formaction="/en/melden/"' in visitor.html
    visitor.address = "/en/melden/"
    visitor.go("stay", what="Halverwege een")
    assert "What did you see or hear?" in visitor.text
    assert "Halverwege een" in visitor.html
    assert '<html lang="en" dir="ltr">' in visitor.html


def test_IN2_the_same_page_sent_twice_is_one_signal_with_one_receipt(country):
    visitor = Visitor().answer_all()
    draft = visitor.field("draft")
    first = visitor.go("send").receipt
    visitor.page = visitor.client.post(visitor.address, {"draft": draft, "step": "check", "go": "send"})
    assert visitor.receipt == first
    assert len(stored_signals()) == 1


def test_IN2_sent_by_many_at_the_same_moment_is_still_one_signal_with_one_receipt(country):
    draft = Visitor().answer_all().field("draft")
    receipts, together = [], threading.Barrier(6)

    def send():
        visitor = Visitor()
        together.wait()
        visitor.page = visitor.client.post(visitor.address, {"draft": draft, "step": "check", "go": "send"})
        receipts.append(visitor.receipt)
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(receipts) == 6
    assert len(set(receipts)) == 1
    assert len(stored_signals()) == 1


def test_IN1_when_the_store_is_away_the_answers_stay_and_sending_again_works(country, monkeypatch):
    visitor = Visitor().answer_all()
    with monkeypatch.context() as away:
        away.setattr(services, "submit_publicly", _away)
        visitor.go("send")
    assert visitor.page.status_code == 503
    assert ANSWERS["story"]["what"] in visitor.text
    assert visitor.go("send").receipt
    assert len(stored_signals()) == 1


def _away(report):
    raise DatabaseError


def test_IN1_a_page_older_than_four_hours_starts_again_with_what_was_just_typed(country, time_machine):
    visitor = Visitor()
    while visitor.step != "story":
        visitor.go(**ANSWERS[visitor.step])
    time_machine.move_to(datetime.now(UTC) + timedelta(minutes=public_draft.MINUTES + 1))
    visitor.go(what="Lang over nagedacht.")
    assert "langer dan vier uur" in visitor.text
    visitor.go("back")
    assert "Lang over nagedacht." in visitor.html


def test_a_draft_that_was_tampered_with_is_not_opened(country):
    visitor = Visitor().answer_all()
    draft = visitor.field("draft")
    visitor.page = visitor.client.post(
        visitor.address, {"draft": draft[:-6] + "AAAAAA", "step": "check", "go": "send"}
    )
    assert visitor.step == "story"
    assert stored_signals() == []


def test_an_answer_that_was_never_offered_is_refused_kindly(country):
    visitor = Visitor().go(danger="no").go(reporter="koning")
    assert visitor.page.status_code == 422
    assert visitor.step == "who"


def test_a_form_from_another_site_is_refused(country):
    visitor = Visitor()
    for headers in ({"origin": "https://kwaad.example"}, {"sec-fetch-site": "cross-site"}):
        assert visitor.client.post(visitor.address, {"step": "danger"}, headers=headers).status_code == 403
    for headers in ({"origin": "http://testserver", "sec-fetch-site": "same-origin"}, {"origin": "null"}, {}):
        assert visitor.client.post(visitor.address, {"step": "danger"}, headers=headers).status_code == 200


def test_IN1_the_public_report_leaves_no_trace_in_browser_or_headers(country):
    visitor = Visitor()
    pages = [visitor.page]
    while visitor.step != "check":
        visitor.go(**ANSWERS[visitor.step])
        pages.append(visitor.page)
    pages.append(visitor.go("send").page)
    for page in pages:
        assert page["Cache-Control"] == "no-store"
        assert page["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in page["Content-Security-Policy"]
        assert "Set-Cookie" not in page
        assert page.cookies == {}


def test_IN1_what_was_told_is_nowhere_in_the_database_or_the_log_in_plain_words(country, caplog, capfd):
    caplog.set_level(0)
    visitor = Visitor()
    visitor.client.defaults |= {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "Kanarievogel/7"}
    told = {
        "who": {"reporter": "victim"},
        "story": {"what": CANARY},
        "place": {"place": "Ede", "spot": CANARY},
        "when": {"ongoing": "yes", "when": CANARY},
        "answer": {"language": "nl", "contact": CANARY, "safe_moment": CANARY},
    }
    receipt = visitor.answer_all(**told).go("send").receipt
    secrets = [CANARY, "Kanariepiet", "203.0.113.77", "Kanarievogel", receipt, receipt.replace("-", "")]
    said = caplog.text + "".join(capfd.readouterr())
    assert [secret for secret in secrets if secret in said] == []
    assert [(secret, place) for secret in secrets for place in everywhere(secret)] == []
    assert list(everywhere("labour"))


def test_IN1_no_row_tells_at_what_moment_someone_reported(country):
    kept_before = set(moments())
    Visitor().answer_all(danger={"danger": "yes"}).go("send")
    told = {
        (table, column, at)
        for table, column, at in set(moments()) - kept_before
        if not table.startswith("routes_")
    }
    assert told
    assert [
        (table, column) for table, column, at in told if (at.minute, at.second, at.microsecond) != (0, 0, 0)
    ] == []


def moments():
    """Every moment that stands in any table: (table, column, moment)."""
    with superuser() as database:
        for schema, table, column, kind in columns_of(database):
            if kind.startswith("timestamp"):
                query = sql.SQL("SELECT DISTINCT {0} FROM {1} WHERE {0} IS NOT NULL")
                found = database.execute(query.format(sql.Identifier(column), sql.Identifier(schema, table)))
                yield from ((table, column, at) for (at,) in found.fetchall())


def superuser():
    dsn = launcher.ensure_running().dsn(connections["default"].settings_dict["NAME"])
    return psycopg.connect(dsn, autocommit=True)


def columns_of(database) -> list[tuple[str, str, str, str]]:
    """Return (schema, table, column, type) of every column of every table."""
    return database.execute(
        "SELECT table_schema, table_name, column_name, data_type FROM information_schema.columns"
        " JOIN information_schema.tables USING (table_schema, table_name)"
        " WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')"
    ).fetchall()


def everywhere(secret: str):
    """Every table and column that shows the secret in plain text, whatever its type, as the superuser
    reads it.
    """
    with superuser() as database:
        for schema, table, column, kind in columns_of(database):
            text = sql.SQL("encode({}, 'escape')" if kind == "bytea" else "{}::text").format(
                sql.Identifier(column)
            )
            query = sql.SQL("SELECT 1 FROM {} WHERE {} ILIKE %s LIMIT 1").format(
                sql.Identifier(schema, table), text
            )
            if database.execute(query, [f"%{secret}%"]).fetchone():
                yield table, column


def test_CU1_a_public_report_has_holders_from_the_first_second(country):
    Visitor().answer_all().go("send")
    (signal,) = stored_signals()
    with as_worker():
        assert queries.running(signal.id).exists()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_IN1_every_page_says_its_language(country, language):
    visitor = Visitor(language)
    assert f'<html lang="{language}" dir="ltr">' in visitor.html
