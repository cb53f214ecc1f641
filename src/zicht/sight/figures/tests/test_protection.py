"""Someone without raw rights cannot get a small number by any page, filter, download, open data or later
edition (IS1, IS2).
"""

import csv
import io
from itertools import product

import numpy as np
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from scipy.optimize import linprog

from zicht.foundation.access import acting, as_worker
from zicht.sight.figures import publishing, queries
from zicht.sight.figures.models import NotificationFact, PublishedTable
from zicht.sight.figures.vocabulary import Count, Division


def questions():
    forms = ("", "sexual", "organ_removal", "unknown")
    yield from ({"jaar": 2018, "indeling": by, "vorm": form} for by, form in product(Division.values, forms))
    for year, by, count, form, region in product(
        (2022,), Division.values, ("", *Count.values), forms, ("", "VR07")
    ):
        yield {"jaar": year, "indeling": by, "tel": count, "vorm": form, "regio": region}


def read_csv(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def real(line):
    with as_worker():
        found = queries.figures(
            year=int(line["jaar"]), by=line["indeling"], count=line["telling"], form=line["vorm"] or None
        )
    return found["total"] if line["code"] == "total" else found["cells"].get(line["code"], 0)


def test_IS2_no_page_filter_or_download_gives_a_small_number(published, at_work):
    client = at_work("researcher")
    seen = {}
    for question in questions():
        page, taken = (
            client.get("/werk/cijfers/", question),
            client.get("/werk/cijfers/cijfers.csv", question),
        )
        assert page.status_code == 200
        assert taken.status_code == (422 if page.context["refusal"] else 200)
        for line in read_csv(taken) if taken.status_code == 200 else []:
            seen[tuple(line[key] for key in ("jaar", "telling", "indeling", "vorm", "code"))] = line
    shown = [line for line in seen.values() if line["aantal"] != ""]
    assert len(shown) > 150
    wrong = [line for line in shown if int(line["aantal"]) != real(line) or 0 < int(line["aantal"]) < 10]
    assert wrong == []
    assert all(
        real(line) > 0
        for line in seen.values()
        if line["aantal"] == "" and line["indeling"] != "municipality"
    )


def test_IS2_open_data_holds_the_same_figures_and_nothing_more(published, at_work):
    anyone = Client()
    document = anyone.get("/cijfers/2022.json").json()
    lines = read_csv(anyone.get("/cijfers/2022.csv"))
    held = {
        (table["by"], table["form"] or "", key): value
        for table in document["tables"]
        for key, value in table["cells"].items()
    }
    assert {
        (row["indeling"], row["vorm"], row["code"]): int(row["aantal"]) if row["aantal"] else None
        for row in lines
        if row["code"] != "total"
    } == held
    assert not [value for value in held.values() if value is not None and 0 < value < 10]
    assert document["threshold"] == 10
    catalogue = anyone.get("/cijfers/catalogus.jsonld")
    assert len(catalogue.json()["dcat:dataset"][0]["dcat:distribution"]) == 8
    assert not anyone.cookies


def test_IS2_a_reader_who_combines_everything_published_cannot_bound_a_small_number(published):
    """Every table of persons of the year together, as one programme over forms x nationality x sex x age."""
    persons = publishing._counts(publishing.PERSONS, 2022)
    axes = [sorted({key[place] for key in persons}) for place in range(4)]
    groups = list(product(*axes))
    place_of = {"continent": 1, "sex": 2, "age": 3}
    rows, values, hidden = [], [], []

    def holds(by, key, form):
        forms = [form] if form else []
        if by == "form" and key != "total":
            forms.append(key)
        fits = [g for g in groups if all(f in g[0].split("+") for f in forms)]
        if by != "form" and key != "total":
            fits = [g for g in fits if g[place_of[by]] == key]
        return np.isin(np.arange(len(groups)), [groups.index(g) for g in fits]).astype(float)

    for table in PublishedTable.objects.filter(year=2022, count=Count.PERSONS):
        for key, value in {**table.cells, "total": table.total}.items():
            row = holds(table.by, key, table.form)
            if value is None:
                inside = [persons.get(g, 0) for g, counted in zip(groups, row, strict=True) if counted]
                hidden.append((row, sum(inside), sum(map(bool, inside))))
            else:
                rows.append(row)
                values.append(value)
    small = [(row, parts) for row, number, parts in hidden if 0 < number < 10]
    assert len(small) > 10
    at_least_one = -np.array([row for row, _, _ in hidden])
    for row, parts in small:
        low, high = (
            linprog(
                sign * row,
                A_ub=at_least_one,
                b_ub=-np.ones(len(hidden)),
                A_eq=np.array(rows),
                b_eq=values,
                method="highs",
            ).fun
            * sign
            for sign in (1, -1)
        )
        assert low < parts + 1e-6
        assert high > 10 - 1e-6


def test_IS2_the_database_itself_keeps_raw_facts_from_everyone_but_the_registrar(published):
    with acting(published.actor("researcher")):
        assert NotificationFact.objects.count() == 0
    with acting(published.actor("registrar")):
        assert NotificationFact.objects.count() > 9000


def test_IS1_a_registrar_sees_raw_figures_and_the_download_is_on_record(published, at_work):
    client = at_work("registrar")
    client.get("/werk/cijfers/")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/werk/cijfers/", {"jaar": 2022, "indeling": "notifier"})
    assert page.context["answer"].cells["kmar"] == 6
    assert len([query for query in queries if query["sql"] not in ("BEGIN", "COMMIT")]) <= 10
    lines = read_csv(client.get("/werk/cijfers/cijfers.csv", {"jaar": 2022, "indeling": "notifier"}))
    assert {row["code"]: row["aantal"] for row in lines}["total"] == "927"
    workbook = client.get("/werk/cijfers/cijfers.xlsx", {"jaar": 2022, "indeling": "notifier"})
    assert workbook.content[:2] == b"PK"


def test_IS1_the_published_figures_stand_beside_those_of_the_register(published, at_work):
    registrar = at_work("registrar")
    page = registrar.get("/werk/cijfers/gepubliceerd/")
    assert page.context["different"] == 0
    assert page.context["compared"] == page.context["figures"]
