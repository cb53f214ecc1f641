"""Shows RG3."""

import os
import shutil

import numpy as np
import pytest

from zicht.methods.linkage.linking import link

pytest.importorskip("pyspark")
pytest.importorskip("pandas")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("java"), reason="needs Java"),
    pytest.mark.skipif(
        not os.environ.get("ZICHT_TEST_SPARK"), reason="takes minutes: set ZICHT_TEST_SPARK=1"
    ),
]


def test_RG3_spark_finds_the_same_pairs_with_the_same_scores_as_duckdb(model, people):
    here, there = (link(people[0], model, 0.5, where) for where in ("duckdb", "spark"))
    assert np.array_equal(here.left, there.left)
    assert np.array_equal(here.right, there.right)
    assert np.array_equal(here.weight, there.weight)
    assert here.clusters == there.clusters
