"""On real rows: what ended is tried to be emptied, moved and given another reason, by everyone (SH7)."""

from datetime import timedelta

import psycopg
import pytest
from django.db import DatabaseError, connection, connections, transaction

from tests.isolation import backwards, cast
from zicht.casework.register.duties.services import changing as criteria
from zicht.casework.register.models import NotificationCriterion
from zicht.casework.retention.services import changing as terms
from zicht.foundation.access import acting, as_worker
from zicht.foundation.accounts import services as accounts
from zicht.foundation.accounts.models import Invitation
from zicht.foundation.acts import clock
from zicht.foundation.database.home import home, recorded_address
from zicht.testing.base import DATABASE


@pytest.fixture(scope="module")
def proposed(world, django_db_blocker):
    """What the world of this folder lacks: an invitation, and proposals to change a term and a criterion."""
    with django_db_blocker.unblock():
        administrator = world.country.actor("administrator", cast.EDE)
        officer = world.country.actor("data_protection_officer", "comensha")
        registrar = world.country.actor("registrar")
        accounts.invite("nieuw@ede.example", "Nieuw", "reporter", False, actor=administrator)
        terms.propose("report", "wpg", 3650, None, actor=officer)
        with acting(registrar):
            criterion = NotificationCriterion.objects.filter(valid_until=None).first()
        day = clock.today() + timedelta(days=30)
        criteria.propose_change(
            criterion.pk, label="Anders", due_days=7, valid_from=day, because="Nieuw.", actor=registrar
        )
        yield
        with as_worker():
            Invitation.objects.all().delete()


@pytest.fixture(scope="module")
def steps(world, django_db_blocker):
    with django_db_blocker.unblock(), connections["migrate"].cursor() as cursor:
        return backwards.steps(cursor)


def came_through(steps) -> list[str]:
    """Return the steps by which whoever acts now changed a row; refusals of every kind count as refused."""
    return [step.sql for step in steps if _changed(step.sql)]


def _changed(sql: str) -> int:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.rowcount
    except DatabaseError:
        return 0


def test_SH7_no_row_goes_back_whoever_owns_the_database(world, proposed):
    """SH7: the rule itself, where no right and no policy helps; each step was tried on a row at least."""
    with psycopg.connect(recorded_address(home()).dsn(DATABASE)) as superuser:
        found = backwards.walk(superuser.cursor())
        superuser.rollback()
    assert {step: how for step, how in found.items() if how[1]} == {}
    assert {step for step, (tried, _) in found.items() if not tried} == set()
    assert len(found) > 100


@pytest.mark.parametrize("part", cast.EVERYONE, ids=cast.name)
def test_SH7_nobody_who_signed_in_turns_back_what_ended(world, steps, part):
    """SH7: with a genuine token of whoever owns the row, and of everyone else."""
    with acting(cast.actor(part)):
        assert came_through(steps) == []


def test_SH7_no_role_that_runs_turns_back_what_ended(world, steps):
    """SH7: jobs, who see every row, and the roles of the public door, of figures and of the log."""
    with as_worker():
        assert came_through(steps) == []
    for alias in ("intake", "figures", "audit"):
        with connections[alias].cursor() as cursor:
            for step in steps:
                with pytest.raises(DatabaseError):
                    cursor.execute(step.sql)
