"""The estimate is never one number: interval, spread and the reason stand beside it (IS4)."""

import json
import re

import pytest

from zicht.methods.estimation import estimate_file
from zicht.sight.figures import extent


def test_IS4_the_page_shows_registered_estimated_and_perceived_with_the_spread(published, at_work):
    page = at_work("researcher").get("/werk/cijfers/omvang/")
    assert page.context["newest"] == (2022, 814)
    main = page.context["main"]
    assert main["lower"] < main["estimate"] < main["upper"]
    assert main["highest"] > 2 * main["lowest"]
    assert len(page.context["method_labels"]) >= 6
    text = re.sub(r"<[^>]+>", " ", page.content.decode())
    assert "Noem daarom nooit één getal zonder de spreiding" in text
    assert "Nog niet gemeten" in text
    assert "springt de uitkomst" in text
    assert "Gebruik --interval percentile" in text
    assert main["percentile"][0] < main["lower"] < main["percentile"][1]


def test_IS4_the_kept_estimates_are_what_the_command_gives():
    for table in extent.estimates()["tables"]:
        method = table["command"].split("--method ")[1].split()[0]
        path = table["command"].split()[2]
        found = json.loads(json.dumps(estimate_file(path, method=method, interval="none")))
        assert round(found["estimate"], 1) == table["result"]["estimate"]
        for name in set(found["spread"]) - {"latent"}:
            assert found["spread"][name] == pytest.approx(table["result"]["spread"][name], abs=0.1)
