"""After its term content is gone: from the live data, from search, and from a restored older backup (SH7,
acceptance B8).
"""

import subprocess
from datetime import timedelta

import pytest
from django.db import DatabaseError, connections
from django.http import Http404

from zicht.casework.deconfliction import services as deconfliction
from zicht.casework.deconfliction.models import Work, WorkKey
from zicht.casework.oversight.models import AccessAnswer, AccessQuestion
from zicht.casework.register.models import IdentityKey, PresumedVictim, VictimVersion
from zicht.casework.register.persons import services as register
from zicht.casework.register.tests import cast
from zicht.casework.retention import ledger
from zicht.casework.retention import services as service
from zicht.casework.retention.ledger import State
from zicht.casework.retention.models import RetentionTerm, Tombstone
from zicht.casework.tables.models import ItemAction, ItemText
from zicht.casework.tables.services import deciding, placing, writing
from zicht.casework.tables.tests import cast as tables
from zicht.chain.custody import services as custody
from zicht.chain.custody.models import Handover
from zicht.chain.custody.services import handovers
from zicht.chain.signals import search
from zicht.chain.signals.keys import About
from zicht.chain.signals.models import Attachment, SearchEntry, Signal
from zicht.foundation.access import acting, as_worker
from zicht.foundation.acts import clock
from zicht.foundation.audit.services import verify
from zicht.foundation.database import binaries
from zicht.foundation.database.home import home, recorded_address
from zicht.foundation.vault import services as vault
from zicht.foundation.vault.models import SubjectKey

OLD = 6 * 366
"""Past the term of a report (five years); police data are then only kept, until ten years."""


@pytest.fixture(autouse=True)
def own_ledger(country):
    ledger.path().unlink(missing_ok=True)
    yield
    ledger.path().unlink(missing_ok=True)
    with connections["migrate"].cursor() as cursor:
        cursor.execute("DELETE FROM retention_retentionterm WHERE confirmed")


def closed(country, **facts):
    """A closed signal with a hand-over that came back, findable by its words."""
    signal = country.signal(**facts)
    officer, to = cast.officer(country), cast.outsider(country)
    offer = handovers.offer(
        signal.id, to.organisation_id, "contact_officer", "assess", "Ziet u dit?", actor=officer
    )
    handovers.return_with_reason(offer.id, "no_capacity", "Helaas.", actor=to)
    with as_worker():
        search.index(signal.id)
    finished(country, signal.id)
    return signal.id


def finished(country, signal_id) -> None:
    """Every holder finished: the signal is closed."""
    holders = [
        ("contact_officer", "gemeente-ede"),
        ("care_coordinator", "zorgcoordinatie-gelderland-midden"),
        ("chain_director", "zvh-gelderland-midden"),
        ("tmm", "politie-oost-nederland"),
    ]
    for function, organisation in holders:
        actor = country.actor(function, organisation)
        if (organisation, function) in country.responsible(signal_id):
            custody.finish(signal_id, "helped", "conversation", "Dossier rond.", actor=actor)
    assert country.responsible(signal_id) == set()


def later(days=OLD):
    with as_worker():
        return service.execute(clock.today() + timedelta(days=days))


def keys():
    with as_worker():
        return set(SubjectKey.objects.values_list("pk", flat=True))


def test_SH7_after_its_term_a_signal_has_no_key_no_words_and_no_one_who_sees_it(country):
    """SH7: crypto-shredding; what stays is the coded core for the funnel, and a tombstone."""
    old, young = closed(country), country.signal().id
    run = later()
    assert (run.destroyed, run.failed, run.left) == (1, 0, 0)
    assert keys() == {young}
    with as_worker():
        assert not SearchEntry.objects.filter(signal_id=old).exists()
        assert not Attachment.objects.filter(signal_id=old).exists()
        assert [offer.question for offer in Handover.objects.filter(signal_id=old)] == [""]
        assert Signal.objects.filter(pk=old).exists()
        stone = Tombstone.objects.get(subject_id=old)
        assert (stone.step, stone.category, stone.again) == ("destroy", "report", False)
        with pytest.raises(Http404):
            vault.data_key(old)
    assert country.visible_signals(cast.officer(country)) == {young}
    assert verify()["problems"] == []


def test_SH7_an_open_signal_is_never_destroyed(country):
    """SH7: whoever asks for it."""
    signal = country.signal()
    assert later(20 * 366).destroyed == 0
    with pytest.raises(DatabaseError, match="open signal"), as_worker():
        service._destroy("signal", signal.id)
    assert signal.id in keys()


def test_SH7_before_its_term_nothing_is_destroyed(country):
    """SH7: the term counts from the closure, not from the report."""
    closed(country)
    assert later(1825).destroyed == 0
    assert later(1826).destroyed == 1
    assert later(1826).destroyed == 0


def test_SH7_police_data_are_first_only_kept_and_destroyed_after_ten_years(country):
    """SH7: Wet politiegegevens art. 8 and 14, as data."""
    signal = closed(country, reporter_kind="police_officer")
    run = later()
    assert (run.restricted, run.destroyed) == (1, 0)
    assert signal in keys()
    assert country.visible_signals(cast.officer(country)) == set()
    assert later(3652).destroyed == 1
    assert keys() == set()


def test_SH7_a_person_past_the_term_cannot_be_recognised_any_more(country):
    """SH7: identity, look-up keys, earlier versions and codes by which one could be recognised."""
    coordinator = cast.coordinator(country)
    victim = register.register(None, cast.PERSON, actor=coordinator)
    register.complete(victim.pk, cast.PERSON, 1, actor=coordinator)
    assert later(3653).destroyed == 1
    with as_worker():
        person = PresumedVictim.objects.get(pk=victim.pk)
        assert (person.sex, person.birth_year, person.nationalities, person.country_of_origin) == (
            "unknown",
            None,
            [],
            "",
        )
        assert not IdentityKey.objects.filter(victim=person).exists()
        assert not VictimVersion.objects.filter(victim=person).exists()
    assert keys() == set()


def test_SH7_a_person_in_an_open_signal_is_kept(country):
    """SH7: work that goes on needs the person."""
    signal = country.signal()
    register.register(signal.id, cast.PERSON, actor=cast.coordinator(country))
    assert later(20 * 366).destroyed == 0


@pytest.mark.parametrize(
    ("function", "why"),
    [
        ("restrict_subject", "De termijn om hiermee te werken"),
        ("destroy_subject", "De bewaartermijn is voorbij"),
    ],
)
def test_SH7_sight_that_ends_says_why(country, function, why):
    """SH7: every running grant ends, with the reason of the function and not with its own."""
    signal = closed(country)
    with as_worker(), connections["worker"].cursor() as cursor:
        cursor.execute(f"SELECT sec.{function}(%s)", [signal])
        cursor.execute(
            "SELECT ended_because FROM sharing_grant WHERE subject_id = %s AND ended_at = now()", [signal]
        )
        reasons = {because for (because,) in cursor.fetchall()}
    assert len(reasons) == 1
    assert reasons.pop().startswith(why)


@pytest.mark.parametrize("role", ["default", "intake", "figures"])
def test_SH7_nobody_but_the_job_destroys(country, role):
    """SH7: not even with the mark that the function sets for itself."""
    signal = closed(country)
    for statement in (
        f"SELECT sec.destroy_subject('{signal}')",
        "DELETE FROM signals_attachment",
        "DELETE FROM vault_subjectkey",
    ):
        with pytest.raises(DatabaseError), connections[role].cursor() as cursor:
            cursor.execute(f"SET zicht.destroying = 'on'; {statement}")
        connections[role].close()


def test_SH7_the_mark_for_destroying_frees_no_other_role(country):
    """SH7: final rows stay final for the worker too."""
    country.signal()
    with pytest.raises(DatabaseError), as_worker(), connections["worker"].cursor() as cursor:
        cursor.execute("SET LOCAL zicht.destroying = 'on'; UPDATE feedback_feedback SET text = NULL")


def dump(path):
    address, programs = recorded_address(home()), binaries.find()
    with path.open("wb") as file:
        command = [
            programs.folder / "pg_dump",
            "-d",
            address.dsn("zicht_test", "zicht_backup"),
            "--data-only",
            "-F",
            "custom",
        ]
        subprocess.run([*map(str, command)], stdout=file, check=True)


def restore(path, *names):
    address, programs = recorded_address(home()), binaries.find()
    command = [
        programs.folder / "pg_restore",
        "-d",
        address.dsn("zicht_test"),
        "--data-only",
        "--disable-triggers",
        *(part for name in names for part in ("-t", name)),
    ]
    with path.open("rb") as file:
        subprocess.run([*map(str, command)], stdin=file, check=True)


def test_SH7_a_restored_older_backup_forgets_again_what_was_destroyed(country, tmp_path):
    """SH7, acceptance B8: the ledger outside the database tells what must go."""
    old, young = closed(country), country.signal().id
    dump(tmp_path / "older.dump")
    later()
    with connections["migrate"].cursor() as cursor:
        cursor.execute("TRUNCATE vault_subjectkey")
    restore(tmp_path / "older.dump", "vault_subjectkey")
    assert keys() == {old, young}
    assert service.reapply().destroyed == 1
    assert keys() == {young}
    assert service.reapply() == service.Again(0, 0, 0)
    with as_worker():
        assert Tombstone.objects.filter(subject_id=old, again=True).exists()


def test_SH7_a_changed_ledger_is_noticed(country):
    """SH7: lines can neither be changed nor left out unseen; a line cut off by a crash is dropped."""
    ledger.add(State.DONE, [("signal", str(number), "2024-01-01") for number in range(3)])
    lines = ledger.path().read_text().splitlines(keepends=True)
    ledger.path().write_text("".join(lines) + '{"kind": "sig')
    assert len(ledger.read(State.DONE)) == 3
    for changed in (lines[1:], [lines[0], lines[2]], [lines[0].replace("2024", "2025"), *lines[1:]]):
        ledger.path().write_text("".join(changed))
        with pytest.raises(ledger.LedgerChanged):
            ledger.read(State.DONE)


def test_SH7_terms_to_begin_with_say_that_they_must_be_confirmed(country):
    """SH7: nothing here claims to be law that is not."""
    with as_worker():
        for term in RetentionTerm.objects.order_by("category", "valid_from").distinct("category"):
            assert not term.confirmed
            assert "Wet politiegegevens" in term.basis or "te bevestigen" in term.basis


def test_SH7_destroying_is_in_the_log(country):
    """SH7: with the subject, by the system, kind D."""
    old = closed(country)
    later()
    with connections["audit"].cursor() as cursor:
        cursor.execute(
            "SELECT kind FROM audit_auditevent WHERE action = 'data_destroyed' AND object_id = %s", [str(old)]
        )
        assert cursor.fetchall() == [("D",)]
    with acting(cast.officer(country)):
        assert not Signal.objects.filter(pk=old).exists()


def spoken_about(country, signal_id) -> None:
    """What a table says at a signal, and a visit that was planned for it."""
    director = tables.director(country)
    meeting = tables.meeting(country)
    item = placing.place(meeting.pk, signal_id, actor=director)
    writing.write(item.pk, "decision", "Zorg gaat bellen.", 0, actor=director)
    writing.promise(
        item.pk, "Belt de opvang.", country.organisation(tables.CARE[1]), clock.today(), actor=director
    )
    deciding.close(item.pk, False, actor=director)


def planned(country, signal_id=None):
    about = About(address="Dorpsstraat 12, 6711 AA Ede")
    days = clock.today(), clock.today() + timedelta(days=1)
    return deconfliction.plan("visit", about, *days, signal_id=signal_id, actor=cast.officer(country)).pk


def words_left() -> list[int]:
    """How many texts, actions, readable plans and plans that can be compared there are."""
    with as_worker():
        return [
            ItemText.objects.count(),
            ItemAction.objects.count(),
            Work.objects.exclude(body=None).count(),
            WorkKey.objects.filter(work__kind="visit").values("work").distinct().count(),
        ]


def test_SH7_what_a_table_said_and_what_was_planned_goes_with_the_signal(country):
    """SH7: words of tables are not under the signal's key; they and the planned visit are gone all the
    same.
    """
    spoken_about(country, signal := country.signal().id)
    planned(country, signal)
    finished(country, signal)
    assert words_left() == [1, 1, 1, 1]
    assert later().failed == 0
    assert words_left() == [0, 0, 0, 0]
    assert verify()["problems"] == []


def test_SH7_a_planned_visit_without_a_signal_has_a_term_of_its_own(country):
    """SH7: a year after its last day; the address can be compared with nothing any more."""
    work = planned(country)
    assert later(365).destroyed == 0
    assert later(366).destroyed == 1
    assert words_left()[2:] == [0, 0]
    assert later(366).destroyed == 0
    with as_worker():
        assert Tombstone.objects.get(subject_id=work).category == "work"


def test_SH7_a_restored_older_backup_forgets_words_of_tables_and_plans_again(country, tmp_path):
    """SH7: also what is not under the signal's key."""
    spoken_about(country, signal := country.signal().id)
    planned(country, signal)
    work = planned(country)
    finished(country, signal)
    names = (
        "vault_subjectkey",
        "tables_itemtext",
        "tables_itemaction",
        "deconfliction_work",
        "deconfliction_workkey",
    )
    dump(tmp_path / "older.dump")
    later()
    with connections["migrate"].cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")
    restore(tmp_path / "older.dump", *names)
    assert words_left() == [1, 1, 2, 2]
    assert service.reapply().destroyed == 3  # the signal and both visits
    assert words_left() == [0, 0, 0, 0]
    assert service.reapply() == service.Again(0, 0, 0)
    with as_worker():
        assert Tombstone.objects.filter(subject_id=work, again=True).exists()


def test_SH7_what_was_asked_about_looking_at_it_goes_too(country):
    """SH7: a question to a colleague may repeat what stood in the signal."""
    signal = closed(country)
    with as_worker():
        question = AccessQuestion.objects.create(
            organisation_id=cast.officer(country).organisation_id,
            account_id=cast.officer(country).person_id,
            kind="asked",
            day=clock.today(),
            object_kind="signal",
            object_id=signal,
            text=b"sealed",
            found_at=clock.now(),
        )
        AccessAnswer.objects.create(
            question=question, account_id=question.account_id, text=b"sealed", at=clock.now()
        )
    later()
    with as_worker():
        assert AccessQuestion.objects.get(pk=question.pk).text is None
        assert bytes(AccessAnswer.objects.get(pk=question.pk).text) == b""
