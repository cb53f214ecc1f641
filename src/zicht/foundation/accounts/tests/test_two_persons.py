"""A function fits its organisation, and what opens something is given by two persons (SH2, SH7)."""

import re
import uuid
from datetime import timedelta
from itertools import product

import pytest
from django.core import mail
from django.db import DatabaseError, connections
from django.http import Http404
from django.test import Client
from django.utils import timezone

from zicht.foundation.access import acting, as_worker
from zicht.foundation.access.permissions import _EVERYONE, POLICY
from zicht.foundation.access.permissions import Permission as P
from zicht.foundation.accounts import services, words
from zicht.foundation.accounts.models import Account, Invitation
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.organisations.models import FunctionAssignment, Organisation
from zicht.foundation.organisations.vocabulary import (
    FUNCTIONS_OF,
    INVESTIGATING_FUNCTIONS,
    OPEN_NOTHING,
    Function,
    OrganisationKind,
)

PEOPLE, PROPOSALS = "/werk/mensen/", "/werk/voorgestelde-functies/"
NEW = "nieuw@zicht.example"
GIVE = """INSERT INTO organisations_functionassignment (account_id, organisation_id, function, deputy,
    starts_on) VALUES (%s, %s, %s, false, CURRENT_DATE)"""
INVITE = """INSERT INTO accounts_invitation (id, digest, email, name, organisation_id, function, deputy,
    invited_by_id, invited_at, expires_at, agreed_by_id, agreed_at)
    VALUES (%s, %s, 'x@zicht.example', 'X', %s, %s, false, %s, now(), now() + interval '7 days', %s, %s)"""


@pytest.fixture(autouse=True)
def nobody_new(country):
    yield
    with connections["migrate"].cursor() as cursor:
        cursor.execute("DELETE FROM accounts_invitation")
        new = "(SELECT id FROM accounts_account WHERE email = %s)"
        cursor.execute(f"DELETE FROM organisations_functionassignment WHERE account_id IN {new}", [NEW])
        cursor.execute("DELETE FROM accounts_account WHERE email = %s", [NEW])


@pytest.fixture
def administrator(country):
    return country.actor("administrator", "gemeente-ede")


@pytest.fixture
def officer(country):
    return country.actor("data_protection_officer", "gemeente-ede")


def proposed(actor, function="contact_officer", email=NEW) -> Invitation:
    assert services.invite(email, "Nieuwe Collega", function, False, actor=actor) == ""
    return Invitation.objects.latest("invited_at")


def asked(statement, *values):
    with connections["migrate"].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def refused(actor, statement, *values) -> None:
    with pytest.raises(DatabaseError), acting(actor), connections["default"].cursor() as cursor:
        cursor.execute(statement, values)


def holders(function, organisation="gemeente-ede") -> int:
    return FunctionAssignment.objects.filter(function=function, organisation__slug=organisation).count()


def everyone_at_work() -> set:
    return set(FunctionAssignment.objects.values_list("pk", "function", "organisation_id", "account_id"))


@pytest.mark.parametrize("kind", OrganisationKind)
def test_SH2_the_table_of_functions_is_the_same_in_the_database(database, kind):
    """SH2: {kind of organisation} × {function}, every cell; and what opens something."""
    said = {f for f in Function if asked("SELECT sec.can_have(%s, %s)", kind, f) == [(True,)]}
    assert said == FUNCTIONS_OF[kind]
    silent = {f for f in Function if asked("SELECT sec.opens_something(%s)", f) == [(False,)]}
    assert silent == OPEN_NOTHING


def test_SH2_what_opens_nothing_has_no_permission_beyond_everyone_and_reporting():
    """SH2: a function that gets a permission more takes two persons from then on."""
    assert {f for f in Function if POLICY[f] <= _EVERYONE | {P.SIGNAL_REPORT}} == OPEN_NOTHING


def test_SH2_functions_of_investigators_exist_at_their_own_organisations_only():
    """SH2: and each function exists somewhere."""
    kinds = {f: {kind for kind in FUNCTIONS_OF if f in FUNCTIONS_OF[kind]} for f in Function}
    assert all(kinds.values())
    assert all(kind.is_investigator for f in INVESTIGATING_FUNCTIONS for kind in kinds[f])
    assert kinds[Function.REGISTRAR] == {OrganisationKind.COMENSHA}


def test_SH2_everyone_in_the_demonstration_has_a_function_of_their_organisation(country):
    """SH2: on what is loaded, not on the list alone."""
    held = FunctionAssignment.objects.values_list("organisation__kind", "function").distinct()
    assert len(held) > 20
    assert [pair for pair in held if pair[1] not in FUNCTIONS_OF[OrganisationKind(pair[0])]] == []


def test_SH2_no_cell_outside_the_table_can_be_written_by_any_role(country, administrator):
    """SH2: {kind} × {function} as the job's role and as the owner: refused exactly outside the table."""
    person = administrator.person_id
    places = {kind: Organisation.objects.filter(kind=kind).first() for kind in OrganisationKind}
    tried = 0
    for role, (kind, place), function in product(("worker", "migrate"), places.items(), Function):
        if place is None or function in FUNCTIONS_OF[kind]:
            continue
        tried += 1
        with pytest.raises(DatabaseError), connections[role].cursor() as cursor:
            cursor.execute(GIVE, [person, place.pk, function])
    assert tried > 250
    refused_kind = (
        "UPDATE organisations_organisation SET kind = 'comensha' WHERE slug = 'politie-oost-nederland'"
    )
    with pytest.raises(DatabaseError), connections["worker"].cursor() as cursor:
        cursor.execute(refused_kind)


def test_SH7_a_function_is_proposed_agreed_by_another_and_then_taken_up(administrator, officer):
    """SH7: no link before the second person; then those who have the function and the officer know."""
    before = holders("contact_officer")
    wanted = proposed(administrator)
    assert [m.to for m in mail.outbox if NEW in m.to] == []
    assert wanted.digest is None
    address = services.agree(wanted.pk, actor=officer)
    told = {to for m in mail.outbox if m.subject == words.TOLD_SUBJECT for to in m.to}
    assert Account.objects.get(pk=officer.person_id).email in told
    assert len(told) >= 1 + before
    client, path = Client(), re.sub(r"^https?://[^/]+", "", address)
    assert client.post(path, {"password": "een lange eigen zin 7"}).status_code == 302
    assert holders("contact_officer") == before + 1
    assert Client().get(path).status_code == 410


def test_SH7_whoever_proposed_cannot_agree_at_page_service_or_sql(administrator, browser_client):
    """SH7."""
    wanted = proposed(administrator)
    client = browser_client.login(administrator)
    assert 'value="agree"' not in client.get(PROPOSALS).content.decode()
    answer = client.post(f"{PROPOSALS}{wanted.pk}/", {"answer": "agree"}, follow=True)
    assert words.FOUR_EYES in answer.content.decode()
    with pytest.raises(NotPossible, match="tweede persoon"):
        services.agree(wanted.pk, actor=administrator)
    refused(administrator, "SELECT sec.agree_to_function(%s, 'abc')", wanted.pk)
    refused(administrator, "UPDATE accounts_invitation SET agreed_at = now(), digest = 'abc'")
    assert Invitation.objects.get().agreed_at is None


def test_SH7_nobody_agrees_to_a_function_for_oneself(administrator, officer):
    """SH7: the officer who would become contact officer waits for another administrator."""
    own = Account.objects.get(pk=officer.person_id).email
    with pytest.raises(NotPossible, match="tweede persoon"):
        services.invite(own, "Ik", "contact_officer", False, actor=administrator)
    with as_worker():
        other = Account.objects.create(email=NEW, name="Tweede beheerder")
        place = {"organisation_id": administrator.organisation_id, "account": other}
        FunctionAssignment.objects.create(**place, function="administrator", starts_on=timezone.localdate())
    wanted = proposed(administrator, email=own)
    with pytest.raises(NotPossible, match="uzelf"):
        services.agree(wanted.pk, actor=officer)
    refused(officer, "SELECT sec.agree_to_function(%s, 'abc')", wanted.pk)


def test_SH7_a_proposal_of_another_organisation_is_not_there(country, administrator):
    """SH7."""
    wanted = proposed(administrator)
    stranger = country.actor("data_protection_officer", "gemeente-utrecht")
    for act in (services.agree, services.withdraw):
        with pytest.raises(Http404):
            act(wanted.pk, actor=stranger)
    refused(stranger, "SELECT sec.agree_to_function(%s, 'abc')", wanted.pk)


def test_SH7_a_lapsed_proposal_says_what_to_do_and_a_withdrawn_link_stops(
    administrator, officer, browser_client
):
    """SH7."""
    late = proposed(administrator)
    with as_worker():
        Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    with pytest.raises(NotPossible, match="verlopen"):
        services.agree(late.pk, actor=officer)
    refused(officer, "SELECT sec.agree_to_function(%s, 'abc')", late.pk)
    page = browser_client.login(officer).get(PROPOSALS).content.decode()
    assert "Doe een" in page
    assert "Er wacht niets" in page
    sent = proposed(administrator, email="ander@zicht.example")
    path = re.sub(r"^https?://[^/]+", "", services.agree(sent.pk, actor=officer))
    assert Client().get(path).status_code == 200
    client = browser_client.login(officer)
    assert client.post(f"{PROPOSALS}{sent.pk}/", {"answer": "withdraw"}).status_code == 302
    assert Client().get(path).status_code == 410


def test_SH7_with_one_administrator_and_no_officer_the_page_says_what_to_do(
    country, administrator, officer, browser_client
):
    """SH7: a proposal that nobody can agree to is not made; a reporter can still be invited."""
    posts = FunctionAssignment.objects.filter(
        organisation_id=administrator.organisation_id, function="data_protection_officer"
    )
    with as_worker():
        kept = list(posts)
        posts.delete()
    try:
        client = browser_client.login(administrator)
        assert "Er is nog geen tweede persoon" in client.get(PEOPLE).content.decode()
        asks = {"name": "N", "email": NEW, "function": "contact_officer"}
        answer = client.post(PEOPLE, asks)
        assert answer.status_code == 409
        assert "Vraag de organisatie die Zicht voor u beheert" in answer.content.decode()
        assert client.post(PEOPLE, asks | {"function": "reporter"}).status_code == 302
    finally:
        with as_worker():
            FunctionAssignment.objects.bulk_create(kept)


def test_SH7_a_link_in_a_mail_opens_nobodys_existing_account(country, administrator):
    """SH7: who has an account signs in with the own password."""
    registrar = Account.objects.get(pk=country.actor("registrar").person_id)
    address = services.invite(registrar.email, "R", "reporter", False, actor=administrator)
    client, path = Client(), re.sub(r"^https?://[^/]+", "", address)
    assert "U hebt al een account" in client.get(path).content.decode()
    assert client.post(path, {"password": "een lange eigen zin 7"}).headers["Location"] == "/inloggen/"
    assert "_auth_user_id" not in client.session
    with as_worker():
        FunctionAssignment.objects.filter(account=registrar, function="reporter").delete()


def test_SH7_a_link_for_a_closed_account_says_that_it_is_over(administrator):
    """SH7: as a used one does; nothing breaks."""
    with as_worker():
        Account.objects.create(email=NEW, name="Weg", is_active=False)
    address = services.invite(NEW, "Weg", "reporter", False, actor=administrator)
    assert Client().post(re.sub(r"^https?://[^/]+", "", address)).status_code == 410
    assert not FunctionAssignment.objects.filter(account__email=NEW).exists()


@pytest.mark.parametrize("function", Function)
def test_SH7_an_administrator_of_one_municipality_gains_no_function_alone(
    country, administrator, browser_client, function
):
    """SH7: the attack, over every function, by pages and by SQL with a genuine token."""
    me, here = administrator.person_id, administrator.organisation_id
    national = country.organisation("comensha").pk
    held = everyone_at_work()
    client = browser_client.login(administrator)
    own = Account.objects.get(pk=me)
    answer = client.post(PEOPLE, {"name": own.name, "email": own.email, "function": function})
    fits = function in FUNCTIONS_OF[OrganisationKind.MUNICIPALITY]
    assert answer.status_code == (302 if fits else 422)
    if not fits:
        assert "Kies een functie uit de lijst" in answer.content.decode()
        with pytest.raises(NotPossible):
            services.invite(own.email, own.name, function, False, actor=administrator)
    for place in (here, national):
        refused(administrator, GIVE, me, place, function)
        if place == national or function not in OPEN_NOTHING:
            refused(administrator, INVITE, uuid.uuid4(), b"abc", place, function, me, None, None)
            refused(
                administrator, INVITE, uuid.uuid4(), None, place, function, me, uuid.uuid4(), timezone.now()
            )
    for statement in (
        "UPDATE organisations_functionassignment SET function = %s",
        "UPDATE accounts_invitation SET function = %s, agreed_at = now()",
    ):
        refused(administrator, statement, function)
    refused(administrator, "UPDATE organisations_functionassignment SET account_id = %s", me)
    refused(administrator, "UPDATE organisations_organisation SET kind = 'comensha' WHERE id = %s", here)
    refused(administrator, "SELECT sec.take_up_invitation('abc')")
    assert everyone_at_work() == held


def test_SH7_an_ended_function_does_not_run_again(country, administrator):
    """SH7."""
    with as_worker():
        post = FunctionAssignment.objects.filter(
            organisation_id=administrator.organisation_id, function="ambassador"
        ).first()
    services.end_function(post.pk, actor=administrator)
    try:
        for value in ("NULL", "CURRENT_DATE + 9999"):
            refused(
                administrator,
                f"UPDATE organisations_functionassignment SET ends_on = {value} WHERE id = %s",
                post.pk,
            )
    finally:
        with as_worker():
            post.pk, post.ends_on = None, None
            post.save()
