"""A tip line's list becomes signals, once, with every row accounted for (IN4), and known signals stay as
they were (IN5) (CU1, SH2).
"""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from zicht.chain.intake.importing import columns, services
from zicht.chain.intake.importing.command import import_file
from zicht.chain.intake.importing.files import Unreadable, read_table
from zicht.chain.intake.importing.rows import shape_of
from zicht.chain.intake.models import ImportFile, ImportProblem, ImportRow, ImportRun
from zicht.chain.signals.models import Observation, Signal, SignalContent
from zicht.chain.signals.story import open_story
from zicht.foundation.access import as_worker
from zicht.foundation.acts import clock
from zicht.foundation.vault import services as vault

BAD_ROWS = (Path(__file__).parent / "files" / "tiplijn_met_fouten.csv").read_bytes()
TIP_LINE = "meld-misdaad-anoniem"
HEAD = ("meldnummer", "datum", "omschrijving", "plaats")
ROW = ("T-1", "03-11-2025", "Een man moet elke dag pakjes wegbrengen.", "Ede")


def a_list(*rows, head=HEAD, delimiter=";", encoding="utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([head, *rows])
    return out.getvalue().encode(encoding)


def a_sheet(*rows, head=HEAD) -> bytes:
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([head, *rows]):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def imported(content: bytes, organisation=TIP_LINE, **more) -> dict:
    return import_file(content, source="tip_line", organisation=organisation, **more)


def counts(found: dict) -> tuple:
    return tuple(found[name] for name in ("stored", "changed", "known", "refused"))


def signals():
    with as_worker():
        return list(Signal.objects.order_by("received_on", "id"))


def story(signal) -> dict:
    with as_worker():
        return dict(
            open_story(signal.id, vault.data_key(signal.id), SignalContent.objects.get(pk=signal.id).body)
        )


def test_IN4_a_row_becomes_a_signal_of_the_tip_line_with_holders(country):
    assert counts(imported(a_list(ROW))) == (1, 0, 0, 0)
    (signal,) = signals()
    assert (signal.channel, signal.municipality_id) == ("tip_line", "GM0228")
    assert signal.source_organisation_id == country.organisation(TIP_LINE).id
    assert signal.received_on.isoformat() == "2025-11-03"
    assert signal.reporter_id is None
    assert ("gemeente-ede", "contact_officer") in country.responsible(signal.id)
    assert story(signal)["Wat is er gezien of gehoord"] == ROW[2]


def test_IN4_every_bad_row_is_named_with_its_number_column_shape_and_reason_and_good_rows_stay(country):
    found = imported(BAD_ROWS)
    assert counts(found) == (2, 0, 0, 13)
    named = {(error["row"], error["column"]): error for error in found["errors"]}
    kinds = {
        (3, "meldnummer"): "leeg",
        (4, "datum"): "bestaat niet",
        (5, "datum"): "geen datum",
        (6, "datum"): "toekomst",
        (7, "omschrijving"): "leeg",
        (8, "vorm"): "kennen we niet",
        (9, "minderjarig"): "ja, nee of onbekend",
        (10, "spoed"): "ja of nee",
        (11, "postcode"): "geen postcode",
        (12, "taal"): "geen taalcode",
        (13, "melder"): "kennen we niet",
        (14, "meldnummer"): "ook in rij 2",
        (15, ""): "meer cellen",
    }
    for place, reason in kinds.items():
        assert reason in named[place]["reason"], place
    assert {row for row, _ in named} == {row for row, _ in kinds}
    assert named[4, "datum"]["value"] == "99-99-9999"
    assert "tovenarij" not in str(found)


def test_IN4_a_place_nobody_knows_goes_to_the_national_fallback_and_is_no_error(country):
    imported(BAD_ROWS)
    signal = next(signal for signal in signals() if signal.acute)
    assert (signal.municipality, signal.minor, signal.language, signal.reporter_kind) == (
        None,
        True,
        "pl",
        "victim",
    )
    assert any(function == "fallback_desk" for _, function in country.responsible(signal.id))
    assert "Nergenshuizen" in story(signal)["Waar"]


def test_IN4_the_same_file_again_changes_nothing_and_says_so(country):
    imported(BAD_ROWS)
    assert counts(imported(BAD_ROWS)) == (0, 0, 2, 13)
    assert len(signals()) == 2
    with as_worker():
        assert not Observation.objects.exists()


def test_IN5_other_words_for_a_known_report_are_added_beside_the_signal_never_over_it(country):
    imported(a_list(ROW))
    (signal,) = signals()
    before = story(signal)
    changed = a_list((*ROW[:2], "Het zijn nu twee mannen, met dezelfde scooter.", "Ede"))
    assert counts(imported(changed)) == (0, 1, 0, 0)
    assert story(signal) == before
    with as_worker():
        (added,) = Observation.objects.all()
        words = Observation.body.read(added)
    assert "twee mannen" in words
    assert added.organisation_id == country.organisation(TIP_LINE).id
    assert counts(imported(changed)) == (0, 0, 1, 0)
    assert counts(imported(a_list(ROW))) == (0, 0, 1, 0), "an older delivery is known too"


def test_IN4_the_number_counts_per_organisation_and_in_any_case(country):
    imported(a_list(ROW))
    assert counts(imported(a_list(("t-1", *ROW[1:])))) == (0, 0, 1, 0)
    assert counts(imported(a_list(ROW), organisation="gemeente-utrecht")) == (1, 0, 0, 0)


def test_IN4_two_imports_of_one_file_at_the_same_moment_make_each_signal_once(country):
    content = a_list(*((f"T-{number}", *ROW[1:]) for number in range(30)))
    assert country.at_once(lambda: imported(content), lambda: imported(content)) == [None, None]
    assert len(signals()) == 30
    with as_worker():
        assert not Observation.objects.exists()


def test_IN4_after_a_kill_halfway_the_record_is_right_and_the_rest_is_done(country, monkeypatch):
    monkeypatch.setattr(services, "ROWS_A_STEP", 4)
    content = a_list(*((f"T-{number}", *ROW[1:]) for number in range(10)))
    submitted, real = [], services.submit

    def dies_at_the_seventh(report, *, actor):
        submitted.append(report)
        if len(submitted) == 7:
            raise KeyboardInterrupt
        return real(report, actor=actor)

    monkeypatch.setattr(services, "submit", dies_at_the_seventh)
    with pytest.raises(KeyboardInterrupt):
        imported(content)
    with as_worker():
        run = ImportRun.objects.get()
        assert (run.position, run.stored, run.state) == (4, 4, "confirmed")
        assert ImportRow.objects.count() == Signal.objects.count() == 4
    monkeypatch.setattr(services, "submit", real)
    assert counts(imported(content)) == (6, 0, 4, 0)
    while services.step(run.id):
        pass
    with as_worker():
        run.refresh_from_db()
        assert (run.position, run.stored, run.known, run.state) == (10, 4, 6, "done")
        assert not ImportFile.objects.exists()
    assert len(signals()) == 10


def test_IN4_a_preview_keeps_nothing(country):
    found = imported(BAD_ROWS, preview=True)
    assert (found["readable"], found["refused"], found["without_place"], found["known"]) == (2, 13, 1, 0)
    assert signals() == []
    with as_worker():
        assert not ImportRun.objects.exists()


def test_IN4_what_waits_to_be_read_is_sealed_and_leaves_no_words_behind(country):
    with as_worker():
        actor = services.Actor(country.organisation(TIP_LINE).id)
    with as_worker(actor):
        run = services.offer(a_list(ROW), "tip_line", actor=actor)
        assert b"pakjes" not in bytes(ImportFile.objects.get(run=run).body)
    imported(BAD_ROWS)
    with as_worker():
        kept = str(list(ImportProblem.objects.values_list("shape", "reason")))
    assert "tovenarij" not in kept


def test_CU1_a_finished_import_cannot_be_rewritten(country):
    from django.db import DatabaseError

    imported(a_list(ROW))
    with pytest.raises(DatabaseError, match="insert only"), as_worker():
        ImportRun.objects.update(stored=99)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_IN4_every_usual_csv_reads_the_same(delimiter, encoding):
    table = read_table(
        a_list(("T-1", "03-11-2025", "Café; één, twee", "Ede"), delimiter=delimiter, encoding=encoding)
    )
    assert table.lines[0].cells["omschrijving"] == "Café; één, twee"


def test_IN4_a_spreadsheet_reads_the_same_and_formulas_stay_text(country):
    rows = [
        ("T-1", "2025-11-03", '=HYPERLINK("http://kwaad.example")', "Ede"),
        (2.0, "3-11-2025", "-1+1", "6711 AB"),
    ]
    csv_table, sheet = read_table(a_list(*rows)), read_table(a_sheet(*rows[1:]))
    assert csv_table.lines[0].cells["omschrijving"].startswith("=HYPERLINK")
    assert sheet.lines[0].cells["meldnummer"] == "2"
    assert sheet.lines[0].cells["omschrijving"] == "-1+1"
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "default_date_format": "dd-mm-yyyy"}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEAD)
        page.write_row(1, 0, ["T-9"])
        page.write_datetime(1, 1, date(2025, 11, 3))
        page.write_row(1, 2, ["Tekst", "Ede"])
    assert read_table(out.getvalue()).lines[0].cells["datum"] == "2025-11-03"


def test_IN4_headings_are_recognised_in_the_usual_spellings():
    table = read_table(a_list(ROW, head=("Meldings-nummer", "DATUM_MELDING", "Toelichting", "Gemeente")))
    assert table.columns == ("meldnummer", "datum", "omschrijving", "plaats")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "leeg"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "oud Excel-bestand"),
        (b"%PDF-1.7", "geen CSV- of Excel-bestand"),
        (b"\x89PNG\r\n", "geen CSV- of Excel-bestand"),
        (b"PK\x03\x04 geen pakket", "niet openen"),
        (b"naam;leeftijd\nA;1\n", "herkennen de kolommen niet"),
        (b"meldnummer;datum\n1;2\n", "omschrijving"),
        (b"meldnummer;datum;omschrijving;datum\n1;2;3;4\n", "twee keer"),
        (b"meldnummer;datum;omschrijving\n", "geen rijen"),
        (
            b'meldnummer;datum;omschrijving\n1;03-11-2025;"niet gesloten\n2;x;y\n',
            "Regel 2: een aanhalingsteken",
        ),
        (b"meldnummer;datum;omschrijving\n1;2;\x81\x8d\n", "letters"),
        (b"x" * (10 * 1024 * 1024 + 1), "te groot"),
    ],
)
def test_IN4_a_wrong_file_is_refused_as_a_whole_with_the_reason(content, reason):
    with pytest.raises(Unreadable, match=reason):
        read_table(content)


def test_IN4_the_template_can_be_read_in_as_it_is(country):
    found = imported(columns.template().replace(b"03-11-2026", b"03-11-2025"))
    assert counts(found) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ("31-13-2026", "99-99-9999"),
        ("Jansen, P.", "Aaaaaa, A."),
        ("x" * 300, f"{'a' * 24}… (300 tekens)"),
        ("é", "a"),
    ],
)
def test_SH2_a_shape_tells_what_kind_of_thing_stood_there_and_not_what(value, shape):
    assert shape_of(value) == shape


def test_IN4_an_offered_file_that_nobody_confirms_is_gone_after_a_day(country, time_machine):
    actor = country.actor("contact_officer", "gemeente-ede")
    services.offer(a_list(ROW), "tip_line", actor=actor)
    imported(a_list(ROW))
    with as_worker():
        assert services.drop_old() == 0
    time_machine.move_to(clock.now() + timedelta(days=2))
    with as_worker():
        assert services.drop_old() == 1
        assert not ImportFile.objects.exists()
        assert ImportRun.objects.get().state == "done"
