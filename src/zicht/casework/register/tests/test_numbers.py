"""A telephone or document number, to recognise someone by: found in any notation, asked of nobody, and
told to nobody further (RG3, SH2, SH7).
"""

import logging
from dataclasses import replace
from datetime import date

import pytest
from django.db import connections
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from zicht.casework.register.delivering.services import deliveries, public_file
from zicht.casework.register.linkage import likeness, words
from zicht.casework.register.models import PresumedVictim, VictimVersion
from zicht.casework.register.notifying import quality
from zicht.casework.register.notifying.services import filing
from zicht.casework.register.persons import identity as identities
from zicht.casework.register.persons import numbers, queries, services
from zicht.casework.register.persons import words as person_words
from zicht.casework.register.persons.identity import Identity
from zicht.casework.register.tests import cast
from zicht.chain.agreements.library import BY_SLUG
from zicht.chain.agreements.tests import cast as agreements
from zicht.chain.sharing.services import deciding
from zicht.chain.sharing.tests.sight import level_read
from zicht.foundation.access import acting
from zicht.foundation.acts import clock
from zicht.foundation.vault import sealing

PHONE, DOCUMENT = "+31600004821", "DEMO7781X"
WOMAN = Identity(
    given_name="Desislava",
    family_name="Hristova",
    birth_date=date(1996, 4, 21),
    sex="female",
    nationalities=("BG",),
    country_of_origin="BG",
    phone=PHONE,
    document=DOCUMENT,
)
# Hardly anything of the name, and another birth year: only the number leads to her.
BY_NUMBER = {"initials": "K.V.", "phone": "06-0000 4821"}


def found(person, actor):
    with acting(actor):
        return likeness.find(person, actor)


def says(typed, other=WOMAN) -> dict:
    return {line.label: line.says for line in words.lines(typed, other)}


@pytest.mark.parametrize(
    "written", ["0600004821", "06-0000 4821", "+31 6 0000 4821", "0031 (0)6 00004821", "+31 (0)6-00004821"]
)
def test_RG3_a_number_is_the_same_in_every_notation(written):
    """RG3."""
    assert numbers.phone(written) == PHONE
    assert numbers.phone(numbers.readable(PHONE)) == PHONE


@pytest.mark.parametrize("written", ["", "4821", "geen", "06-0000", "+", "0" * 30])
def test_RG3_what_is_no_number_is_none(written):
    assert numbers.phone(written) == ""


@given(st.text(max_size=25))
def test_RG3_a_number_in_its_form_keeps_that_form(text):
    """RG3: whatever is typed, what is kept reads the same the next time; a number for people leads back to
    it.
    """
    phone, document = numbers.phone(text), numbers.document(text)
    assert (numbers.phone(phone), numbers.document(document)) == (phone, document)
    assert numbers.phone(numbers.readable(phone)) == phone


def test_RG3_while_typing_another_spelling_with_the_same_number_is_found_and_says_why(
    country, browser_client
):
    """RG3: the piece of the page that appears while typing, with the reason as a sentence."""
    officer = cast.officer(country)
    woman = services.register(None, WOMAN, actor=officer)
    client = browser_client.login(officer)
    typed = {"given_name": "Dessislava", "family_name": "Khristowa", "phone": "+31 (0)6 0000 4821"}
    text = client.post(reverse("register:likely"), typed).content.decode()
    assert woman.reference in text
    assert "Zelfde telefoonnummer. Dit zegt veel." in text
    alone = client.post(reverse("register:likely"), BY_NUMBER).content.decode()
    assert woman.reference in alone
    assert "06\xa000004821" in alone


def test_RG3_the_last_signs_of_a_document_match_the_whole_number(country):
    """RG3: a fragment is evidence."""
    officer = cast.officer(country)
    woman = services.register(None, WOMAN, actor=officer)
    typed = Identity(initials="D.H.", birth_year=1996, document="781X")
    (row,) = found(typed, officer).visible
    assert row.victim.id == woman.id
    assert says(typed)["Documentnummer"] == "Laatste tekens van het document gelijk. Dit zegt veel."
    without = found(replace(typed, document=""), officer).visible[0]
    assert row.score.weight > without.score.weight + 6


def test_RG3_a_number_that_one_side_does_not_have_says_nothing(country):
    """RG3: missing is never disagreement; where neither side has one, it is not even named."""
    without = replace(WOMAN, phone="", document="")
    assert {says(without)["Telefoonnummer"], says(without)["Documentnummer"]} == {""}
    assert likeness.score(WOMAN, without).weight == likeness.score(without, without).weight
    assert "Telefoonnummer" not in says(without, without)
    other = replace(WOMAN, phone="+31600009999")
    assert says(other)["Telefoonnummer"].startswith("Ander telefoonnummer. Dit spreekt er")


def test_RG3_SH4_a_number_alone_does_not_tell_that_its_owner_is_known(country):
    """RG3, SH4: who holds someone's phone learns nothing from typing it; with the birth year it is a hit,
    without content.
    """
    services.register(None, WOMAN, actor=cast.police(country))
    officer = cast.officer(country)
    for alone in (
        Identity(phone=PHONE),
        Identity(document=DOCUMENT),
        Identity(phone=PHONE, document=DOCUMENT),
    ):
        answer = found(alone, officer)
        assert (answer.visible, answer.elsewhere) == ([], False)
    for known in (Identity(phone=PHONE, birth_year=1996), Identity(document=DOCUMENT, birth_year=1996)):
        answer = found(known, officer)
        assert (answer.visible, answer.elsewhere) == ([], True)
    assert not found(Identity(phone=PHONE, birth_year=1987), officer).elsewhere


def test_RG3_the_exact_keys_need_a_whole_number_and_a_year():
    assert set(identities.keys(Identity(phone=PHONE, birth_year=1996)).values()) == {identities.SAME_PHONE}
    assert set(identities.keys(Identity(document=DOCUMENT, birth_year=1996)).values()) == {
        identities.SAME_DOCUMENT
    }
    assert (
        identities.keys(Identity(phone=PHONE, document=DOCUMENT))
        == identities.keys(Identity(document="781X", birth_year=1996))
        == {}
    )


def test_RG1_an_identity_sealed_before_there_were_numbers_opens_as_before():
    """RG1: older rows hold no such fields."""
    key, victim_id = sealing.new_data_key(), "x"
    before = sealing.seal(
        key, f"register_presumedvictim|{victim_id}|identity", {"given_name": "Zoë", "nationalities": ["NL"]}
    )
    assert identities.opened(key, victim_id, before) == Identity(given_name="Zoë", nationalities=("NL",))
    assert identities.opened(key, victim_id, identities.sealed(key, victim_id, WOMAN)) == WOMAN


def test_RG4_numbers_are_never_asked_for_nor_counted_as_missing(country):
    """RG4: complete without them."""
    officer = cast.officer(country)
    victim = services.register(None, cast.PERSON, actor=officer)
    filing.notify(victim.id, cast.WITH_CONSENT, actor=officer)
    assert victim.missing == []
    with acting(officer):
        assert not {"phone", "document"} & {
            item.value for question in quality.to_answer(officer) for item in question.items
        }
    assert person_words.numbers_of(cast.PERSON) == []


FORM = {"given_name": "Zoë", "family_name": "Voorbeeld", "birth_year": "2001"}


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("phone", "niet bekend", "Dit is geen telefoonnummer."),
        ("phone", "0612", "Dit is geen telefoonnummer."),
        ("document", "AB", "Schrijf de letters en cijfers van het document"),
        ("document", "111222333", "Dit lijkt een burgerservicenummer."),
        ("document", "1112.22.333", "Dit lijkt een burgerservicenummer."),
    ],
)
def test_RG3_bad_input_gets_a_message_next_to_the_field_and_nothing_is_lost(
    country, browser_client, field, value, message
):
    """RG3: the part of the form with numbers stands open then."""
    client = browser_client.login(cast.officer(country))
    answer = client.post(reverse("register:new"), FORM | {field: value})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert message in answer.context["form"].errors[field][0]
    assert f'value="{value}"' in text
    assert '<details class="zicht-details" open>' in text
    with acting(cast.officer(country)):
        assert not PresumedVictim.objects.exists()


def test_RG1_a_number_is_kept_shown_and_changed_in_versions(country, browser_client):
    officer = cast.officer(country)
    client = browser_client.login(officer)
    page = client.post(
        reverse("register:new"), FORM | {"phone": "06 0000 4821", "document": "demo 7781-x"}, follow=True
    )
    text = page.content.decode()
    assert "06\xa000004821" in text
    assert DOCUMENT in text
    with acting(officer):
        victim = PresumedVictim.objects.get()
        assert (queries.identity_of(victim).phone, queries.identity_of(victim).document) == (PHONE, DOCUMENT)
    address = reverse("register:complete", args=[victim.pk])
    form = client.get(address).content.decode()
    assert 'value="06 00004821"' in form
    client.post(address, FORM | {"version": victim.version, "phone": "06 0000 9999", "document": ""})
    with acting(officer):
        now, before = PresumedVictim.objects.get(), VictimVersion.objects.get()
        assert (queries.identity_of(now).phone, queries.identity_of(now).document) == ("+31600009999", "")
        key = queries.open_victim(victim.pk)[1][victim.pk]
        assert identities.opened(key, victim.pk, before.identity).phone == PHONE


def test_SH7_a_number_stands_in_no_log_no_audit_row_and_no_column(country, browser_client, caplog):
    """SH7: typed, refused, searched, kept and read: in plain it is nowhere."""
    officer = cast.officer(country)
    client = browser_client.login(officer)
    with caplog.at_level(logging.DEBUG):
        client.post(reverse("register:likely"), FORM | {"phone": PHONE, "document": DOCUMENT})
        client.post(reverse("register:new"), FORM | {"phone": PHONE, "document": "!"})
        client.post(reverse("register:new"), FORM | {"phone": PHONE, "document": DOCUMENT})
    with acting(officer):
        assert PresumedVictim.objects.count() == 1
    kept = everything()
    for piece in ("00004821", DOCUMENT, "7781X"):
        assert piece not in caplog.text
        assert piece not in kept
    assert "victims_searched" in kept


def everything() -> str:
    """Every row of every table that can be read, as text; the tables of events through their own
    connection.
    """
    rows = []
    for alias in ("worker", "audit"):
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            )
            for (table,) in cursor.fetchall():
                rows += _rows(cursor, table)
    return "\n".join(rows)


def _rows(cursor, table: str) -> list[str]:
    cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [table])
    if not cursor.fetchone()[0]:
        return []
    cursor.execute(f"SELECT t::text FROM {table} t")
    return [row for (row,) in cursor.fetchall()]


def test_RG5_numbers_leave_in_no_delivery_nor_in_the_public_file(country):
    """RG5: not to the National Rapporteur, not in public, and not in CoMensha's own list."""
    officer, registrar = cast.officer(country), cast.registrar(country)
    victim = services.register(None, WOMAN, actor=officer)
    filing.notify(victim.id, cast.WITH_CONSENT, actor=officer)
    year = clock.today().year
    for taken in (deliveries.rapporteur, deliveries.comensha_list, public_file.rows):
        heading, rows = taken(actor=registrar, year=year)
        assert rows or taken is public_file.rows
        text = str(rows)
        assert "00004821" not in text
        assert DOCUMENT not in text
        assert not {"telefoon", "telefoonnummer", "document", "documentnummer"} & set(heading)


@pytest.mark.parametrize(("left_out", "level"), [((), 3), (("contact",), 1), (("victim_identity",), 1)])
def test_SH2_SH3_an_agreement_without_contact_data_does_not_reach_a_person(country, left_out, level):
    """SH2, SH3: the numbers stand sealed with the name; what an agreement does not cover keeps the whole
    closed.
    """
    coordinator, receiver = (
        cast.coordinator(country),
        country.actor("care_coordinator", "zorgcoordinatie-utrecht"),
    )
    victim = services.register(country.signal().id, WOMAN, actor=coordinator)
    template = BY_SLUG["zvh-covenant"]
    covered = tuple(category for category in template.categories if category not in left_out)
    agreements.in_force_as(country, replace(template, categories=covered))
    deciding.share(
        "victim", victim.id, receiver.organisation_id, "care_coordinator", "care", actor=coordinator
    )
    assert level_read(receiver, "victim", victim.id) == level
    assert bool(found(Identity(phone=PHONE), receiver).visible) == (level == 3)
