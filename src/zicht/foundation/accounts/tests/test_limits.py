"""Limits at sign-in cost the guesser and not the owner (OP2, OWASP ASVS 6.3.1)."""

import re
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_network

import psycopg
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.db import connections
from django.test import Client, RequestFactory

from zicht.demo.people_in_place import PASSWORD
from zicht.foundation.accounts import devices, limits, networks, new_password, tasks
from zicht.foundation.accounts.models import Account
from zicht.foundation.database import launcher
from zicht.foundation.database.connections import recorded_address
from zicht.foundation.vault.sealing import digest

SECRET = "JBSWY3DPEHPK3PXP"
GUESS = {"password": "zomaar een gok"}
TOO_OFTEN = "vaak een verkeerd wachtwoord"


@pytest.fixture
def people(country):
    """Four colleagues who sign in with a password alone."""
    slugs = ("gemeente-ede", "gemeente-utrecht", "gemeente-rotterdam", "gemeente-almere")
    actors = [country.actor("contact_officer", slug) for slug in slugs]
    return [Account.objects.get(pk=actor.person_id) for actor in actors]


def sign_in(client, email, password=PASSWORD, **extra):
    return client.post("/inloggen/", {"login": email, "password": password}, **extra)


def guess(email, times, **extra):
    """Wrong tries, each from a browser of its own."""
    return [sign_in(Client(), email, **GUESS, **extra) for _ in range(times)]


def later(minutes):
    """Let so many minutes pass for the counters."""
    with connections["migrate"].cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_tries SET last_at = last_at - %(past)s::interval,"
            " next_at = next_at - %(past)s::interval",
            {"past": f"{minutes} minutes"},
        )


def counters() -> int:
    with connections["migrate"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_tries")
        return cursor.fetchone()[0]


def test_OP2_under_attack_the_owner_signs_in_at_once_on_a_known_device_and_so_do_others(people):
    owner, *others = people
    laptop = Client()
    assert sign_in(laptop, owner.email).status_code == 302
    laptop.post("/uitloggen/")
    guess(owner.email, 40)
    assert sign_in(laptop, owner.email).status_code == 302
    assert [sign_in(Client(), other.email).status_code for other in others] == [302, 302, 302]
    assert TOO_OFTEN in sign_in(Client(), owner.email).content.decode()


def test_OP2_behind_a_trusted_proxy_a_guesser_does_not_shut_out_the_own_network(people, settings):
    settings.TRUSTED_PROXIES = (ip_network("127.0.0.1"),)
    town = {"headers": {"X-Forwarded-For": "192.0.2.7"}}
    guess(people[0].email, 40, **town)
    assert [sign_in(Client(), other.email, **town).status_code for other in people[1:]] == [302, 302, 302]


def test_OP2_a_guesser_of_many_accounts_waits_where_a_proxy_vouches_for_the_address(people, settings):
    settings.TRUSTED_PROXIES = (ip_network("127.0.0.1"),)
    spray, other = ({"headers": {"X-Forwarded-For": each}} for each in ("192.0.2.7", "198.51.100.1"))
    counter = digest("tries", "sign-in|192.0.2.7")
    for _ in range(limits.FREE_FOR_A_NETWORK):
        assert limits._ask("SELECT sec.take_try(%s, %s)", counter, limits.FREE_FOR_A_NETWORK) == 0
    assert TOO_OFTEN in sign_in(Client(), people[0].email, **spray).content.decode()
    assert sign_in(Client(), people[0].email, **other).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "seen_from", "forwarded", "counted"),
    [
        ([], "203.0.113.9", "192.0.2.7", ""),
        (["10.0.0.0/8"], "203.0.113.9", "192.0.2.7", ""),
        (["10.0.0.0/8"], "10.0.0.1", "192.0.2.7", "192.0.2.7"),
        (["10.0.0.0/8"], "10.0.0.1", "6.6.6.6, 192.0.2.7", "192.0.2.7"),
        (["10.0.0.0/8"], "10.0.0.1", "192.0.2.7, 10.0.0.2", "192.0.2.7"),
        (["10.0.0.0/8"], "10.0.0.1", "2001:db8:1:2:3::4", "2001:db8:1:2::"),
        (["10.0.0.0/8"], "10.0.0.1", "onbekend", ""),
        (["10.0.0.0/8"], "10.0.0.1", "", ""),
        (["10.0.0.0/8"], "", "192.0.2.7", ""),
    ],
)
def test_OP2_an_address_counts_only_where_our_proxy_saw_it(settings, proxies, seen_from, forwarded, counted):
    settings.TRUSTED_PROXIES = tuple(map(ip_network, proxies))
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR=seen_from)
    assert networks.vouched_for(request) == counted


def tries_in(minutes, every, counter=b"someone") -> int:
    """How many tries a guesser gets who tries whenever it may, on two connections as two processes."""
    with other_process() as one, other_process() as two:
        taken = 0
        for _ in range(0, minutes, every):
            while (
                not (one if taken % 2 else two)
                .execute("SELECT sec.take_try(%s, %s)", [counter, limits.FREE])
                .fetchone()[0]
            ):
                taken += 1
            later(every)
    return taken


def other_process():
    address = recorded_address(launcher.home())
    connection = psycopg.connect(address.dsn(), dbname="zicht_test", autocommit=True)
    connection.execute("SET ROLE zicht_app")
    return connection


def test_OP2_a_guesser_gets_at_most_twelve_tries_an_hour_and_104_a_day_however_many_processes(database):
    assert 5 < tries_in(61, 1) <= 12
    assert tries_in(24 * 60, 5, b"someone else") <= 104


def test_OP2_many_tries_at_the_same_moment_are_not_more(database):
    def one(_):
        with other_process() as connection:
            return connection.execute("SELECT sec.take_try(%s, %s)", [b"race", limits.FREE]).fetchone()[0]

    with ThreadPoolExecutor(12) as pool:
        assert sorted(pool.map(one, range(24)))[: limits.FREE + 1] == [0] * limits.FREE + [60]


def test_OP2_who_waits_reads_how_long_and_keeps_the_address(people):
    guess(people[0].email, limits.FREE)
    page = sign_in(Client(), people[0].email, **GUESS).content.decode()
    assert "Wacht nog 1 minuut en probeer" in page
    assert f'value="{people[0].email}"' in page
    assert GUESS["password"] not in page
    later(2)
    assert sign_in(Client(), people[0].email).status_code == 302


def test_OP2_after_a_right_password_the_mistakes_before_it_still_count(people):
    guess(people[0].email, limits.FREE - 1)
    assert sign_in(Client(), people[0].email).status_code == 302
    page = [each.content.decode() for each in guess(people[0].email, 2)]
    assert [TOO_OFTEN in each for each in page] == [False, True]


def test_OP2_a_device_waits_for_its_own_mistakes(people):
    laptop = Client()
    sign_in(laptop, people[0].email)
    laptop.post("/uitloggen/")
    pages = [sign_in(laptop, people[0].email, **GUESS).content.decode() for _ in range(limits.FREE + 1)]
    assert TOO_OFTEN in pages[-1]
    assert TOO_OFTEN not in pages[-2]


def test_OP2_the_mark_of_a_device_is_for_sign_in_only_and_for_one_account(people, settings):
    laptop = Client()
    cookie = sign_in(laptop, people[0].email).cookies[devices.COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/inloggen/", True, "Lax")
    assert people[0].email not in cookie.value

    def with_cookie(value):
        request = RequestFactory().get("/inloggen/")
        request.COOKIES[devices.COOKIE] = value
        return request

    assert devices.known(with_cookie(cookie.value), people[0].email)
    assert not devices.known(with_cookie(cookie.value), people[1].email)
    assert not devices.known(with_cookie(cookie.value[:-1] + "x"), people[0].email)


def test_OP2_who_may_read_the_mail_of_an_account_signs_in_at_once_under_attack(people):
    owner, phone = people[0], Client()
    guess(owner.email, 20)
    new_password.send(str(owner.pk))
    address = re.search(r"http\S+", mail.outbox[-1].body)[0].removeprefix("http://localhost:8000")
    form = phone.get(address).headers["Location"]
    words = {"password1": "een heel andere zin 8", "password2": "een heel andere zin 8"}
    try:
        assert phone.post(form, words).status_code == 302
        assert sign_in(phone, owner.email, words["password1"]).status_code == 302
        assert "<code>" in phone.get("/account/beveiliging/code/").content.decode()
    finally:
        owner.refresh_from_db()
        owner.set_password(PASSWORD)
        owner.save(update_fields=["password"])


def test_OP2_the_code_of_the_second_step_cannot_be_guessed_either(people):
    owner = people[0]
    TOTP.activate(owner, SECRET)
    try:
        guesser = Client()
        sign_in(guesser, owner.email)
        pages = [guesser.post("/inloggen/code/", {"code": "000000"}) for _ in range(limits.FREE + 1)]
        assert "Wacht nog 1 minuut" in pages[-1].content.decode()
        assert "Wacht nog" not in pages[-2].content.decode()
    finally:
        Authenticator.objects.filter(user=owner).delete()


def test_OP2_within_a_session_the_own_password_is_counted_apart(people):
    client = Client()
    sign_in(client, people[0].email)
    guess(people[0].email, 20)
    words = {"oldpassword": "mis", "password1": "een heel andere zin 8", "password2": "een heel andere zin 8"}
    pages = [client.post("/account/wachtwoord/", words).content.decode() for _ in range(limits.FREE + 1)]
    assert "Wacht nog 1 minuut" in pages[-1]
    assert "Wacht nog" not in pages[-2]


def test_OP2_a_passkey_is_never_made_to_wait(people):
    guess(people[0].email, 20)
    answers = {Client().post("/inloggen/passkey/", {"credential": "{}"}).status_code for _ in range(20)}
    assert 429 not in answers


def test_OP2_the_counters_tell_nobodys_name_and_are_forgotten(people):
    guess(people[0].email, 3)
    guess("niemand@zicht.example", limits.FREE)
    with connections["migrate"].cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, ' ') FROM accounts_tries t")
        assert "zicht" not in cursor.fetchone()[0]
    later(61)
    tasks.forget_tries()
    assert counters() == 1
    later(24 * 60)
    tasks.forget_tries()
    assert counters() == 0
