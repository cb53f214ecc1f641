"""What reaches beyond the own organisation takes two persons, and what counts for the country takes them at
the national organisation (SH7): at the page, in the service and in SQL.

The list of acts is complete: an act of the code that stands nowhere in `acts` is red here."""

import ast
from pathlib import Path

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connections, transaction
from django.http import Http404

from tests.reach.acts import ACTS, STEPS, WITHIN, address, in_force
from zicht.foundation.access import acting
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.database import launcher
from zicht.foundation.database.connections import database_name
from zicht.foundation.database.home import recorded_address
from zicht.foundation.organisations.models import FunctionAssignment

SOURCE = Path(__file__).parents[2] / "src" / "zicht"
REFUSED = {"42501", "23001", "23514", "0 rows"}  # no right, a rule of a trigger, a constraint, nothing seen
STRANGERS = (("administrator", "gemeente-utrecht"), ("data_protection_officer", "gemeente-utrecht"))
LEFT_BEHIND = (
    "DELETE FROM accounts_invitation",
    "DELETE FROM routes_routeversion WHERE level = 'nation' AND state <> 'published'",
    "DELETE FROM retention_termproposal",
    "DELETE FROM register_criterionproposal",
)


@pytest.fixture(autouse=True)
def nothing_left(country):
    yield
    place = recorded_address(launcher.home())
    with psycopg.connect(place.dsn(), dbname=database_name()) as connection:
        connection.execute("SET session_replication_role = replica")
        for statement in LEFT_BEHIND:
            connection.execute(statement)


def use_cases() -> set[str]:
    """Return every act of the code, by the name of its module and its own."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and "use_case" in {
                one.id for one in node.decorator_list if isinstance(one, ast.Name)
            }:
                module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
                found.add(f"{module}.{node.name}")
    return found


def people(country, act):
    """Return the first person, and another one who may be the second."""
    first = country.actor(*act.first)
    posts = FunctionAssignment.objects.filter(function=act.second[0], organisation__slug=act.second[1])
    other = posts.exclude(account_id=first.person_id).select_related("account", "organisation").first()
    return first, country._as_actor(other)


def tried_in_sql(actor, act, pk, other) -> None:
    values = {
        "pk": pk,
        "me": actor.person_id,
        "other": other.person_id,
        "organisation": actor.organisation_id,
    }
    for statement in act.statements:
        assert reached(actor, statement, values) in REFUSED, f"one person did it: {statement}"


def reached(actor, statement: str, values: dict) -> str:
    """Return how a statement was refused, or how many rows it reached."""
    try:
        with acting(actor), connections["default"].cursor() as cursor:
            return f"{cursor.execute(statement, values).rowcount} rows"
    except DatabaseError as error:
        return error.__cause__.sqlstate


def test_SH7_every_act_of_the_code_stands_in_the_list_with_its_reach():
    """SH7: a new act is placed there, or this is red."""
    found = use_cases()
    placed = {name for name in found if name in ACTS or name in STEPS or name.rsplit(".", 1)[0] in WITHIN}
    assert found == placed
    assert ACTS.keys() | STEPS.keys() <= found
    assert WITHIN.keys() <= {name.rsplit(".", 1)[0] for name in found}
    assert not {name.rsplit(".", 1)[0] for name in ACTS} & WITHIN.keys()


@pytest.mark.parametrize("name", ACTS)
def test_SH7_one_person_does_not_bring_it_about_at_page_service_or_sql(country, browser_client, name):
    """SH7: nor in the name of a colleague."""
    act = ACTS[name]
    first, other = people(country, act)
    pk = act.prepare(first)
    before = in_force(act)
    client = browser_client.login(first)
    assert client.post(address(act, pk), act.data).status_code in {302, 403, 409, 422}
    assert in_force(act) == before
    with pytest.raises((NotPossible, PermissionDenied)):
        act.act(pk, first)
    tried_in_sql(first, act, pk, other)
    assert in_force(act) == before


@pytest.mark.parametrize("name", ACTS)
def test_SH7_with_the_second_person_it_counts(country, name):
    """SH7: so that the refusals above are about the one person and nothing else."""
    act = ACTS[name]
    first, second = people(country, act)
    pk = act.prepare(first)
    before = in_force(act)
    with acting(second):
        act.act(pk, second)
        assert in_force(act, second) != before
        transaction.set_rollback(True)
    assert in_force(act) == before


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda post: post[0])
@pytest.mark.parametrize("name", ACTS)
def test_SH7_nobody_of_another_organisation_does_it(country, browser_client, name, stranger):
    """SH7: not even as the second person."""
    act = ACTS[name]
    first, other = people(country, act)
    pk, actor = act.prepare(first), country.actor(*stranger)
    before = in_force(act)
    client = browser_client.login(actor)
    assert client.post(address(act, pk), act.data).status_code in {302, 403, 404, 409, 422}
    if act.national:
        with pytest.raises((NotPossible, PermissionDenied, Http404, DatabaseError)):
            act.act(pk, actor)
    tried_in_sql(actor, act, pk, other)
    assert in_force(act) == before
