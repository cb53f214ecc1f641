"""``zicht attrition`` as a researcher types it (IS3)."""

import json

import pytest

from zicht.doors.cli import main

LOG = """signal,from,to,at,region
1,,received,2024-01-01,East
1,received,registered,2024-01-05,East
2,,received,2024-01-02,East
2,received,closed,2024-01-09,East
"""


def zicht(*words):
    return main.main([str(word) for word in words])


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(LOG, encoding="utf-8")
    return path


def test_IS3_attrition_writes_json(log, capsys):
    assert zicht("attrition", log, "--by", "region", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["signals"] == 2
    assert report["steps"][0]["to"] == {"closed": 1, "registered": 1}
    assert report["weakest"] is None


def test_IS3_attrition_as_text_opens_with_a_sentence(log, capsys):
    assert zicht("attrition", log) == 0
    assert capsys.readouterr().out.startswith("Van elke 100 signalen")


def test_IS3_attrition_reads_what_a_dutch_spreadsheet_writes(log, capsys):
    """IS3: byte order mark, semicolons and Windows line ends."""
    log.write_bytes(b"\xef\xbb\xbf" + LOG.replace(",", ";").replace("\n", "\r\n").encode())
    assert zicht("attrition", log, "--by", "region", "--json") == 0
    assert json.loads(capsys.readouterr().out)["signals"] == 2


def test_IS3_attrition_says_when_a_step_appears_twice(log, capsys):
    log.write_text(LOG + LOG.splitlines()[2] + "\n", encoding="utf-8")
    assert zicht("attrition", log) == 0
    assert "1 stappen komen twee keer voor" in capsys.readouterr().out
    assert zicht("attrition", log, "--language", "en", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert "1 steps appear twice" in " ".join(report["warnings"])
    assert {"code": "events_twice", "count": 1} in report["codes"]
    assert report["sentence"].startswith("Of every 100 signals")


@pytest.mark.parametrize(
    ("content", "words", "line"),
    [
        ("signal,from,to\n1,,received\n", [], "no column 'at'"),
        (LOG, ["--by", "kind"], "no column 'kind'"),
        ("signal,from,to,at\n1,,received,soon\n", [], "line 2: 'soon' is not a date"),
        ("signal,from,to,at\n,,received,2024-01-01\n", [], "line 2: signal and to must be filled"),
        ("signal,from,to,at\n", [], "no events"),
        ("", [], "is empty"),
        ("signal,from,to,at\n1,,received\n", [], "line 2: 3 fields, the header has 4"),
        ("signal,from,to,at,at\n1,,received,2024-01-01,2024-01-01\n", [], "two columns 'at'"),
        (LOG, ["--silent-after", "nan"], "'nan' is not a number of days"),
        (LOG, ["--silent-after", "999999999"], "is not a number of days"),
    ],
)
def test_IS3_attrition_answers_bad_input_with_one_line_and_code_2(log, capsys, content, words, line):
    log.write_text(content, encoding="utf-8")
    assert zicht("attrition", log, *words, "--language", "en") == 2
    error = capsys.readouterr().err
    assert line in error
    assert error.count("\n") == 1
