"""A function counts at an organisation that can have it (SH2): whoever would be registrar of a municipality,
with a genuine token, reads and changes nothing of the national register.
"""

import json
import uuid

import pytest
from django.db import DatabaseError, connections

from tests.reach.test_two_persons import REFUSED, reached
from zicht.casework.register.notifying.services import filing
from zicht.casework.register.persons import services
from zicht.casework.register.tests import cast
from zicht.foundation.access import Actor, acting, as_worker
from zicht.foundation.acts import clock

NATIONAL_TABLES = (
    "figures_notificationfact",
    "figures_rawtable",
    "register_edition",
    "register_linkagerun",
    "register_linkagesetting",
    "register_regrouping",
    "register_regroupedperson",
    "register_matchcandidate",
)
NATIONAL_ACTS = (
    """INSERT INTO register_linkagesetting (threshold, organisation_id, person_id, at)
        VALUES (NULL, %(here)s, %(me)s, now())""",
    """INSERT INTO register_criterionproposal (id, code, organisation_kind, label, due_days, valid_from,
        because, proposed_by_id, proposed_at)
        VALUES (%(new)s, 'x', 'ggd', 'x', 7, CURRENT_DATE, 'x', %(me)s, now())""",
    """INSERT INTO retention_termproposal (id, category, basis, destroy_after_days, proposed_by_id,
        proposed_at) VALUES (%(new)s, 'report', 'x', 30, %(me)s, now())""",
    """INSERT INTO routes_routeversion (level, number, state, document, above, author_id, drafted_at)
        VALUES ('nation', 999, 'draft', '{}', '{}', %(me)s, now())""",
)
MADE = """
    INSERT INTO register_linkagesetting (threshold, organisation_id, person_id, at)
        VALUES (NULL, %(here)s, %(me)s, now());
    INSERT INTO register_linkagerun (at, seconds, records, pairs, merged, evidence)
        VALUES (now(), 1, 1, 0, 0, '{}')
"""


@pytest.fixture
def of_ede(country):
    """Someone with every function that acts for the country, at the municipality of Ede."""
    there = country.actor("administrator", "gemeente-ede")
    functions = ("administrator", "data_protection_officer", "fallback_desk", "registrar")
    return Actor(there.organisation_id, there.person_id, functions)


@pytest.fixture
def registrar(country):
    return country.actor("registrar", "comensha")


def counted(actor, table: str) -> int:
    with acting(actor), connections["default"].cursor() as cursor:
        return cursor.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_SH2_the_registrar_of_a_municipality_reads_nothing_of_the_national_register(of_ede, registrar):
    """SH2: two of these hold a row here, which the registrar of CoMensha reads."""
    with as_worker(), connections["default"].cursor() as cursor:
        cursor.execute(MADE, {"here": registrar.organisation_id, "me": registrar.person_id})
    assert {table for table in NATIONAL_TABLES if counted(of_ede, table)} == set()
    assert counted(registrar, "register_linkagerun") == counted(registrar, "register_linkagesetting") == 1


def test_SH2_a_year_is_counted_for_the_registrar_of_the_national_organisation(country, of_ede, registrar):
    """SH2: for another it counts nothing, where there is something to count."""
    officer = cast.officer(country)
    victim = services.register(None, cast.PERSON, actor=officer)
    filing.notify(victim.id, cast.WITH_CONSENT, actor=officer)
    assert notifications(registrar) == 1
    assert notifications(of_ede) == 0


def notifications(actor) -> int:
    with acting(actor), connections["default"].cursor() as cursor:
        (said,) = cursor.execute("SELECT sec.year_as_known(%s, now())", [clock.today().year]).fetchone()
    return json.loads(said)["notifications"]


@pytest.mark.parametrize("statement", NATIONAL_ACTS, ids=lambda text: text.split()[2])
def test_SH7_nor_does_it_set_a_rule_of_the_country(of_ede, statement):
    """SH7: not even propose one."""
    values = {"here": of_ede.organisation_id, "me": of_ede.person_id, "new": uuid.uuid4()}
    assert reached(of_ede, statement, values) in REFUSED


def test_SH7_a_function_asked_without_a_token_is_an_error(database):
    """SH7."""
    with pytest.raises(DatabaseError), connections["default"].cursor() as cursor:
        cursor.execute("SELECT sec.holds_at('registrar', 'comensha')")
