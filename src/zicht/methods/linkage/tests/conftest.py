import random

import pytest

from zicht.methods.linkage import Model, Record

GIVEN = [
    "Katarzyna",
    "Anna",
    "Maria",
    "Ioana",
    "Elena",
    "Viktoria",
    "Mohammed",
    "Ahmed",
    "Fatima",
    "Blessing",
    "Grace",
    "Wei",
    "Li",
    "Minh",
    "Linh",
    "Jan",
    "Pieter",
    "Emma",
    "Sofia",
    "Carlos",
    "Zsuzsanna",
    "László",
    "István",
    "Georgi",
    "Ivan",
    "Daniela",
    "Mihai",
    "Stefan",
    "Nikolay",
    "Esther",
]
FAMILY = [
    "Kowalska",
    "Nowak",
    "Popescu",
    "Ionescu",
    "Ivanova",
    "Petrov",
    "Dimitrov",
    "Nagy",
    "Kovács",
    "Szabó",
    "Nguyen",
    "Tran",
    "Okafor",
    "Adeyemi",
    "García",
    "López",
    "Jansen",
    "Bakker",
    "Visser",
    "Mulder",
    "Benali",
    "Haddad",
    "Khalil",
    "Wang",
    "Zhang",
    "Chen",
    "Smit",
    "Dekker",
    "Vos",
    "Prins",
]
COUNTRIES = ("PL", "RO", "BG", "HU", "VN", "NG", "CO", "NL", "MA", "CN")


def person(rng):
    return {
        "given_name": rng.choice(GIVEN),
        "family_name": rng.choice(FAMILY),
        "birth_date": f"{rng.randrange(1960, 2008)}-{rng.randrange(1, 13):02d}-{rng.randrange(2, 29):02d}",
        "sex": rng.choice("mv"),
        "nationality": rng.choice(COUNTRIES),
        "municipality": f"GM{rng.randrange(40):04d}",
        "phone": f"06{rng.randrange(10**8):08d}",
    }


def noted(who, rng):
    row = {name: value for name, value in who.items() if rng.random() < 0.85}
    if rng.random() < 0.15 and "birth_date" in row:
        row["birth_year"] = row.pop("birth_date")[:4]
    if rng.random() < 0.1 and "given_name" in row:
        row["initials"] = row.pop("given_name")[0]
    return Record(**row)


def population(persons, seed):
    """(records, person of each): synthetic records, one to three per person."""
    rng = random.Random(seed)
    rows = [
        (noted(who, rng), n)
        for n in range(persons)
        for who in [person(rng)]
        for _ in range(rng.choice((1, 1, 2, 3)))
    ]
    rng.shuffle(rows)
    return [row for row, _ in rows], [n for _, n in rows]


@pytest.fixture(scope="session")
def model():
    return Model.load()


@pytest.fixture(scope="session")
def people():
    return population(500, seed=3)
