"""An attacker without raw rights walks every page, filter, download, map, fact sheet and two editions, and
computes (IS2).
"""

import csv
import io
import json
import math
import re
from collections import Counter
from itertools import product

import pytest
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from zicht.foundation.access import as_worker
from zicht.methods.disclosure.attacker import attack
from zicht.methods.disclosure.publications import AT_LEAST_ONE, Publication, cell_of
from zicht.methods.disclosure.tables import shape_of
from zicht.sight.figures import publishing, queries
from zicht.sight.figures.fact_sheet import areas
from zicht.sight.figures.tests.conftest import YEARS
from zicht.sight.figures.vocabulary import Count, Division

WITHOUT_RAW_RIGHTS = (
    "researcher",
    "chain_director",
    "care_coordinator",
    "tmm",
    "administrator",
    "reporter",
    "data_protection_officer",
)
NOTIFIED = (Division.NOTIFIER, Division.MONTH, Division.REGION, Division.SECTOR, Division.MUNICIPALITY)
FORMS = ("", "sexual", "labour", "criminal", "organ_removal", "unknown")


def questions():
    """Every combination of filters that a form or an address can hold, allowed or not."""
    for year, by, form, count in product((*YEARS, 2021, 1999), Division, FORMS, ("", *Count)):
        yield {"jaar": year, "indeling": by, "vorm": form, "tel": count}
    for year, by, region in product(YEARS, Division, ("VR07", "VR13", "unknown", "' OR 1=1")):
        yield {"jaar": year, "indeling": by, "regio": region}


def lines_of(response) -> list[dict]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def learned(client, prefix: str) -> dict:
    """Return what the pages and downloads under `prefix` tell: number (None: withheld) by (year, count,
    by, form, key)."""
    found = {}
    for question in questions():
        page = client.get(prefix, question)
        assert page.status_code in (200, 422), question
        answer = page.context.get("answer")
        if answer:
            head = (answer.question.year, answer.count, str(answer.question.by), answer.question.form)
            found |= {(*head, key): value for key, value in {**answer.cells, "total": answer.total}.items()}
            found |= {(year, *head[1:], "total"): total for year, total in answer.trend.items()}
        if prefix.startswith("/werk"):
            found |= downloaded(client, question, page)
    for year, by in product((*YEARS, 2021), (Division.REGION, Division.MUNICIPALITY)):
        answer = client.get(f"{prefix}kaart/", {"jaar": year, "indeling": by}).context.get("answer")
        if answer:
            found |= {(year, answer.count, str(by), "", key): value for key, value in answer.cells.items()}
    return found


def downloaded(client, question: dict, page) -> dict:
    taken = client.get(f"{page.request['PATH_INFO']}cijfers.csv", question)
    assert taken.status_code == (200 if page.context.get("answer") else 422)
    if taken.status_code != 200:
        return {}
    for kind in ("xlsx", "ods") if question["indeling"] == Division.MUNICIPALITY else ():
        book = client.get(f"{page.request['PATH_INFO']}cijfers.{kind}", question).content
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name("Cijfers").to_python()[1:]
        assert [str(row[7]).removesuffix(".0") for row in sheet] == [
            line["aantal"] for line in lines_of(taken)
        ]
    return {
        (int(line["jaar"]), line["telling"], line["indeling"], line["vorm"], line["code"]): (
            int(line["aantal"]) if line["aantal"] else None
        )
        for line in lines_of(taken)
    }


def real(known: tuple) -> int:
    year, count, by, form, key = known
    cells, total = queries.of_years(by, count, form).get(year, ({}, 0))
    return total if key == "total" else cells.get(key, 0)


@pytest.fixture(scope="module")
def truth(published):
    """The true number behind every published one, worked out once."""
    with as_worker():
        yield real


@pytest.mark.parametrize("who", ["public", "researcher"])
def test_IS2_no_filter_page_map_or_download_tells_a_small_number(published, at_work, who):
    """IS2: whatever is asked, only published years are answered, and every number is at least ten, or
    none."""
    client, prefix = (Client(), "/cijfers/") if who == "public" else (at_work(who), "/werk/cijfers/")
    found = learned(client, prefix)
    assert {known[0] for known in found} == set(YEARS)
    shown = {known: value for known, value in found.items() if value is not None}
    assert len(shown) > 250
    with as_worker():
        assert {known: (value, real(known)) for known, value in shown.items() if value != real(known)} == {}
        assert [known for known, value in shown.items() if 0 < value < 10] == []
        assert all(
            real(known) > 0
            for known, value in found.items()
            if value is None and known[2] != Division.MUNICIPALITY
        )
        towns = {known[4] for known in found if known[2] == Division.MUNICIPALITY}
        assert len(towns) >= 342
        assert 0 not in {value for known, value in found.items() if known[2] == Division.MUNICIPALITY}


def test_IS2_every_function_without_raw_rights_sees_exactly_what_everyone_sees(published, at_work):
    """IS2: nobody gets another version of a figure, from which the difference could be taken."""
    asked = [
        {"jaar": 2022, "indeling": by, "tel": count, "regio": region}
        for by, count, region in product(Division, ("", *Count), ("", "VR07"))
    ]
    clients = [at_work(function) for function in WITHOUT_RAW_RIGHTS]
    for question in asked:
        answers = [client.get("/werk/cijfers/cijfers.csv", question) for client in clients]
        assert (
            len(
                {
                    (answer.status_code, answer.content if answer.status_code == 200 else b"")
                    for answer in answers
                }
            )
            == 1
        )


def test_IS2_a_reader_who_combines_all_tables_of_notifications_cannot_bound_a_small_number(published):
    """IS2: notifier, month, region, sector and municipality under region, attacked together as downloaded
    by anyone."""
    for year in YEARS:
        document = json.loads(Client().get(f"/cijfers/{year}.json").content)
        tables = {table["by"]: table for table in document["tables"] if table["count"] == Count.NOTIFICATIONS}
        assert set(tables) == set(NOTIFIED)
        counts = publishing._counts(publishing.NOTIFICATIONS, year)
        publications = [as_read(by, place, tables[by], counts) for place, by in enumerate(NOTIFIED)]
        report = attack(publications)
        assert report.tested > 100
        assert report.exposed == ()


def as_read(by: str, place: int, table: dict, counts: Counter) -> Publication:
    """A published table as the reader holds it, and the small numbers that must stay open."""
    town, region = by == Division.MUNICIPALITY, NOTIFIED.index(Division.REGION)
    named = {key: leaf_of(town, key) for key in {row[place] for row in counts}}
    margin: Counter = Counter()
    for row, number in counts.items():
        margin[(named[row[place]],)] += number
    dimension = str(Division.REGION if town else by)
    under = {named[row[place]]: row[region] for row in counts} if town else {}
    shape = shape_of(margin, [dimension], {dimension: under} if town else {})
    gap = (0.0, math.inf) if town else AT_LEAST_ONE
    known = {
        cell_of({dimension: named[key]}): gap if value is None else (value, value)
        for key, value in table["cells"].items()
        if key in named
    }
    if table["total"] is not None:
        known[()] = (table["total"], table["total"])
    small = {cell_of({dimension: leaf}): (0.0, 10.0) for (leaf,), number in margin.items() if 0 < number < 10}
    return Publication(by, shape, known, small)


def leaf_of(town: bool, key: str) -> str:
    return "nowhere" if town and key == "unknown" else key


def test_IS2_fact_sheets_tell_nothing_more_than_was_published(published):
    """IS2: every number in a fact sheet is a published one; the words around it aside."""
    document = json.loads(Client().get("/cijfers/2022.json").content)
    public = {value for table in document["tables"] for value in [*table["cells"].values(), table["total"]]}
    earlier = json.loads(Client().get("/cijfers/2018.json").content)
    public |= {value for table in earlier["tables"] for value in [*table["cells"].values(), table["total"]]}
    for area in areas():
        response = Client().get(f"/cijfers/factsheet/{area}.pdf")
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
        told = [line for line in text.split("Zo is er geteld")[0].splitlines() if "Bladzijde" not in line]
        table_numbers = re.findall(r"^.* (\d[\d.]*)$", "\n".join(told), re.MULTILINE)
        assert {int(number.replace(".", "")) for number in table_numbers} <= public | set(YEARS) | {40}, area


def test_IS2_two_editions_of_a_year_do_not_differ(published, at_work):
    """IS2: a year goes out once; rebuilding the facts and trying to publish again changes nothing anyone
    can take."""
    before = {kind: Client().get(f"/cijfers/2022.{kind}").content for kind in ("csv", "json")}
    assert publishing.publish(2022) == 0
    assert {kind: Client().get(f"/cijfers/2022.{kind}").content for kind in ("csv", "json")} == before
