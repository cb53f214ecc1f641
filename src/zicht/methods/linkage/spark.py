"""The batch on Spark: the same SQL over the same features, for a volume beyond one machine.

Features are derived on the driver, once per distinct text, and handed over as Parquet; blocking, comparing
and weighing run on the cluster. Needs `pyspark` and a Java runtime; the session takes its master from the
usual Spark configuration and is local when there is none. Keys are hashed by another function than in
DuckDB's batch, which changes no pair.
"""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from . import engine, sql
from .model import Model
from .record import LinkageError


def session() -> Any:
    """A Spark session. Refuses (LinkageError) where pyspark or Java is absent."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise LinkageError("spark_absent") from error
    try:
        return (
            SparkSession.builder.appName("zicht-link")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "16")
            .getOrCreate()
        )
    except Exception as error:
        raise LinkageError("spark_silent") from error


def scored(table: pa.Table, model: Model, floor: float) -> engine.Scored:
    """(left, right, weight) arrays, as `engine.scored`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.parquet"
        connection = engine.connect()
        codes = engine.people(connection, table, model.extras)
        engine.adjust(connection, model, codes)
        connection.execute(f"COPY people TO '{path}' (FORMAT parquet)")
        connection.close()
        return _on_cluster(session(), path, model, floor)


def _on_cluster(spark: Any, path: Path, model: Model, floor: float) -> engine.Scored:
    spark.read.parquet(str(path)).createOrReplaceTempView("people")
    spark.sql(sql.keys(model.extras, "xxhash64")).createOrReplaceTempView("keys")
    spark.sql(sql.candidates(model.extras)).createOrReplaceTempView("pairs")
    # Kept between the steps: merged into one, the optimiser would repeat every outcome in every weight.
    spark.sql(sql.outcomes(model, sql.sides(engine.all_columns(model)))).persist().createOrReplaceTempView(
        "outcomes"
    )
    found = sql.weights(model, sql.possible(model, "SELECT * FROM outcomes", floor))
    rows = spark.sql(
        f"SELECT * FROM (SELECT l, r, {sql.total(model)} AS weight FROM ({found})) WHERE weight >="
        f" {sql.number(floor)}"
    ).toPandas()
    return rows.l.to_numpy(np.int32), rows.r.to_numpy(np.int32), rows.weight.to_numpy(float)
