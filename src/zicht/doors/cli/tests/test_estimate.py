"""`zicht estimate`: the keys other programs rely on, a text people understand, one line when it refuses
(IS4).
"""

import json
import time

import pytest

from zicht.doors.cli import main
from zicht.methods.estimation.tests.conftest import DATA

KEYS = ["observed", "estimate", "lower", "upper", "model", "warnings", "spread", "seconds", "codes"]


@pytest.fixture
def path_of():
    return lambda name: DATA / f"{name}.csv"


def run(*arguments):
    return main.main(["estimate", *map(str, arguments)])


def test_IS4_json_has_exactly_the_agreed_keys(path_of, capsys):
    assert run(path_of("UKdat_5"), "--boot", 100, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == KEYS
    assert answer["observed"] == 2744
    assert answer["estimate"] == pytest.approx(11312.990289, rel=1e-8)
    assert {"independence", "bic", "aic", "bma", "latent"} <= set(answer["spread"])
    assert "stepwise" not in answer["spread"]


def test_IS4_the_text_gives_the_spread_beside_the_number_and_says_why(path_of, capsys):
    assert run(path_of("UKdat_5"), "--method", "bic", "--interval", "none") == 0
    text = capsys.readouterr().out
    assert "noem altijd ook die spreiding" in text
    assert "ongeveer 23.000" in text
    assert "De methoden verschillen een factor 2,1" in text


def test_IS4_a_refused_estimate_is_one_line_and_exit_code_2(path_of, capsys):
    assert run(path_of("Artificial_3"), "--method", "aic", "--json") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "bestaat niet" in err


@pytest.mark.parametrize(
    "arguments",
    [["--boot", "3"], ["--level", "1.5"], ["--threshold", "0"], ["--order", "0"], ["--merge", "LA+XX"]],
)
def test_IS4_senseless_settings_are_one_line_and_exit_code_2(path_of, capsys, arguments):
    assert run(path_of("UKdat_5"), *arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_IS4_without_interval_the_bounds_are_null(path_of, capsys):
    assert run(path_of("HIV_Rome"), "--interval", "none", "--json") == 0
    assert json.loads(capsys.readouterr().out)["lower"] is None


def test_IS4_a_warning_is_told_in_words_and_given_as_a_code_with_its_numbers(path_of, capsys):
    told = {}
    for language in ("nl", "en"):
        run(path_of("UKdat_5"), "--method", "bic", "--interval", "none", "--json", "--language", language)
        told[language] = json.loads(capsys.readouterr().out)
    assert told["nl"]["codes"] == told["en"]["codes"]
    at = [warning["code"] for warning in told["nl"]["codes"]].index("methods_differ")
    assert told["nl"]["codes"][at]["ratio"] == pytest.approx(2.1, abs=0.05)
    assert told["nl"]["warnings"][at].startswith("De methoden verschillen een factor 2,1")
    assert told["en"]["warnings"][at].startswith("The methods differ by a factor of 2.1")


def test_IS4_the_whole_answer_is_english_when_asked(path_of, capsys):
    assert run(path_of("UKdat_5"), "--method", "bic", "--interval", "none", "--language", "en") == 0
    text = capsys.readouterr().out
    assert "about 23,000" in text
    assert "always give that spread too" in text
    assert "Schatting" not in text
    assert run(path_of("Artificial_3"), "--method", "aic", "--language", "en") == 2
    assert "does not exist" in capsys.readouterr().err


def test_lists_can_be_merged_on_the_command_line(path_of, capsys):
    run(path_of("UKdat"), "--merge", "PF+NCA", "--interval", "none", "--json")
    assert json.loads(capsys.readouterr().out)["estimate"] == pytest.approx(11312.990289, rel=1e-8)


def test_IS4_speed_stepwise_with_a_thousand_bca_resamples_on_six_lists(path_of, capsys):
    """The R packages need 276 and 122 seconds for this answer; the limit here leaves room for a busy
    machine.
    """
    started = time.process_time()
    assert run(path_of("UKdat"), "--json") == 0
    assert time.process_time() - started < 12


def test_IS4_the_command_gives_every_group_beside_the_whole(path_of, capsys):
    assert run(path_of("ScotPWID_strata"), "--by", "Region", "--without", "Gender,Age", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert [group["group"] for group in answer["groups"]] == [{"Region": "GGC"}, {"Region": "Rest"}]
    assert {"separate_groups", "stepwise", "independence"} <= set(answer["spread"])
    assert run(path_of("ScotPWID_strata"), "--by", "Region,Gender,Age") == 0
    assert "Rest, Female, Old" in capsys.readouterr().out
