"""SH2, acceptance 6, one floor lower: what PostgreSQL itself shows to each of the cast, whatever the
screens do.
"""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from tests.isolation import rows
from zicht.casework.oversight.models import ConflictOfInterest
from zicht.chain.agreements.vocabulary import LegalBasis, Level, Purpose
from zicht.chain.grants.models import Grant
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.foundation.access import acting
from zicht.foundation.acts import clock
from zicht.foundation.vault.declared import declared


@pytest.fixture(scope="package")
def everything(world):
    """Every row of every case table, as jobs see them."""
    return {model: rows.all_rows(model) for model in rows.models()}


def test_SH2_every_case_table_has_a_rule_and_a_row_to_try_it_on(everything):
    """SH2: a new table cannot stay outside this comparison."""
    assert {model._meta.db_table for model in everything} == rows.SEEN_BY.keys()
    assert [model.__name__ for model, found in everything.items() if not found] == []


def test_SH2_each_person_sees_exactly_the_rows_that_are_theirs(who, everything):
    """SH2: as the application's own role, against rules worked out in Python."""
    wrong = {}
    for model, found in everything.items():
        right = {row.pk for row in found if rows.SEEN_BY[model._meta.db_table](who, row)}
        seen = rows.visible(model, who.actor)
        if seen != right:
            wrong[model.__name__] = {"too much": len(seen - right), "too little": len(right - seen)}
    assert wrong == {}


def test_SH2_counting_tells_no_more_than_looking(who, everything):
    """SH2: no count, no existence."""
    with acting(who.actor):
        for model, found in everything.items():
            rule = rows.SEEN_BY[model._meta.db_table]
            if rule is not rows.nobody:
                assert model.objects.count() == sum(rule(who, row) for row in found), model.__name__


def test_SH7_after_a_declared_conflict_of_interest_nothing_that_rests_on_a_grant_is_seen(who):
    """SH7: in each table that is declared so, about every subject one had sight of."""
    with acting(who.actor):
        running = Grant.objects.filter(Q(until=None) | Q(until__gt=clock.now()), ended_at=None)
        subjects = set(running.values_list("subject_kind", "subject_id"))
        about = {each.table: _about(each.of, subjects) for each in declared() if each.by_grant}
        seen_before = sum(_count(table, those) for table, those in about.items())
        assert bool(seen_before) == bool(subjects)
        ConflictOfInterest.objects.bulk_create(
            ConflictOfInterest(
                account_id=who.actor.person_id,
                organisation_id=who.actor.organisation_id,
                subject_kind=kind,
                subject_id=subject,
                reason="family",
                declared_at=clock.now(),
            )
            for kind, subject in subjects
        )
        still_seen = {table: _count(table, those) for table, those in about.items()}
        transaction.set_rollback(True)
    assert {table: count for table, count in still_seen.items() if count} == {}


def _about(paths, subjects) -> Q:
    """Rows of which one of the subjects, where a row has more, is among these."""
    keys = [key for _, key in subjects]
    return Q(*((f"{path}__in", keys) for path in paths), _connector=Q.OR)


def _count(table: str, those: Q) -> int:
    model = next(each for each in rows.models() if each._meta.db_table == table)
    return model.objects.filter(those).count()


@pytest.mark.parametrize("model", rows.models(), ids=lambda model: model.__name__)
@pytest.mark.parametrize("token", ["", "2|x|y", "2|{0}|{0}|registrar|work|keeping|1.1|900|forged"])
def test_SH2_without_a_genuine_token_there_are_no_rows(world, model, token):
    """SH2: nobody, nonsense and a forged actor see nothing."""

    def look():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('zicht.token', %s, true)", [token.format(uuid.uuid4())])
            cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")

    with pytest.raises(DatabaseError):
        look()


def test_SH2_nobody_gives_themselves_more_sight_than_they_have(who):
    """SH2: a grant to oneself goes no further than one's own."""
    for state, signal_id in who.world.signals.items():
        for level in (Level.CORE, Level.FULL):
            if who.level(state) < level:
                grant = Grant(
                    subject_kind=SubjectKind.SIGNAL,
                    subject_id=signal_id,
                    organisation_id=who.actor.organisation_id,
                    level=level,
                    basis=LegalBasis.PUBLIC_TASK,
                    purpose=Purpose.SIGNAL_HANDLING,
                    because="nieuwsgierig",
                    granted_on="2024-01-01",
                )
                with pytest.raises(DatabaseError), acting(who.actor):
                    Grant.objects.bulk_create([grant])


def test_SH2_changing_and_deleting_reach_no_row_that_is_not_seen(who, everything):
    """SH2: what is not seen cannot be written either."""
    for model, found in everything.items():
        table, column = model._meta.db_table, model._meta.pk.column
        right = sum(rows.SEEN_BY[table](who, row) for row in found)
        for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
            assert _reached(statement, who.actor) <= right, statement


def _reached(statement, actor) -> int:
    """How many rows a statement reaches for this person; undone at once, a refusal reaches none."""
    try:
        with acting(actor), connection.cursor() as cursor:
            cursor.execute(statement)
            transaction.set_rollback(True)
            return cursor.rowcount
    except DatabaseError:
        return 0
