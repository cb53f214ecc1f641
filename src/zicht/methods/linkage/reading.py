"""A file of records and the map of its columns, for the batch.

The map says which column is which field: {"Voornaam": "given_name", "Geboren": "birth_date", ...}. A
column mapped to a name that is no field of `Record` is compared for equality; a column that is not mapped
is left out; "id" names the records in the output.
"""

import csv
import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.csv as pacsv

from .record import FIELDS, LinkageError

ID = "id"


class File(NamedTuple):
    """`table`: text columns by field; `extras`: fields that Zicht does not know; `ids`: names of the records;
    `truth`: the known person of each, where asked for.
    """

    table: pa.Table
    extras: tuple[str, ...]
    ids: list[str]
    truth: list[str] | None


def read(path: str, map_path: str, truth: str | None = None) -> File:
    """The records of a file after the map. Refuses (LinkageError) a map or a file that cannot be used."""
    mapping, raw = _mapping(map_path), _table(path)
    columns = {}
    for column, field in mapping.items():
        if column not in raw.column_names:
            raise LinkageError("map_column_unknown", column=column)
        columns[field] = raw[column]
    if truth is not None and truth not in raw.column_names:
        raise LinkageError("truth_column_unknown", column=truth)
    ids = columns.pop(ID).to_pylist() if ID in columns else [str(n) for n in range(len(raw))]
    if not columns:
        raise LinkageError("map_empty")
    known = None if truth is None else [str(person or "") for person in raw[truth].to_pylist()]
    return File(pa.table(columns), tuple(name for name in columns if name not in FIELDS), ids, known)


def _mapping(path: str) -> dict[str, str]:
    try:
        mapping = json.loads(Path(path).read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise LinkageError("file_not_json", file=path, reason=str(error)) from error
    if not isinstance(mapping, dict) or not mapping or not all(isinstance(v, str) for v in mapping.values()):
        raise LinkageError("map_unreadable", file=path)
    twice = sorted(field for field, times in Counter(mapping.values()).items() if times > 1)
    if twice:
        raise LinkageError("map_twice", file=path, field=twice[0])
    return mapping


def _table(path: str) -> pa.Table:
    try:
        with open(path, encoding="utf-8", newline="") as file:
            names = next(csv.reader(file), [])
        options = pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
        )
        table = pacsv.read_csv(
            path, convert_options=options, parse_options=pacsv.ParseOptions(newlines_in_values=True)
        )
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise LinkageError("table_unreadable", file=path, reason=str(error).splitlines()[0]) from error
    if len(table) < 2:
        raise LinkageError("too_few_records", file=path)
    return table
