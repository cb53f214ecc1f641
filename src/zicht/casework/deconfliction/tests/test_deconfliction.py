"""Two parties that work on the same are both warned, before they go out, and learn no more than whom to
call (TB3, SH4).
"""

import json
import random
from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.http import Http404
from django.urls import reverse

from zicht.casework.deconfliction import queries
from zicht.casework.deconfliction import services as service
from zicht.casework.deconfliction.models import Overlap, Work, WorkKey
from zicht.chain.custody import services
from zicht.chain.signals.keys import About
from zicht.foundation.access import SYSTEM, acting, as_worker
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.asking.models import Allowance
from zicht.foundation.asking.vocabulary import MoreFor

ADDRESS = "Dorpsstraat 12, 6711 AB Ede"
PAIRS = 1_000


@pytest.fixture
def police(country):
    return country.actor("tmm", "politie-oost-nederland")


@pytest.fixture
def inspector(country):
    return country.actor("nla", "arbeidsinspectie")


@pytest.fixture
def utrecht(country):
    return country.actor("contact_officer", "gemeente-utrecht")


def day(number: int):
    return clock.today() + timedelta(days=number)


def plan(actor, first=0, last=3, kind="visit", **about):
    return service.plan(kind, About(**(about or {"address": ADDRESS})), day(first), day(last), actor=actor)


def warnings(actor) -> list[Overlap]:
    with acting(actor):
        return list(queries.warnings(actor))


def followed(country, **facts):
    stored = country.signal(**facts)
    with as_worker():
        service.follow(stored.id)
    return stored


def test_TB3_two_planned_visits_to_one_address_warn_both_at_once(police, inspector):
    """TB3: in the same transaction, so before anyone goes."""
    plan(police)
    plan(inspector, 2, 5, "inspection", address="6711 AB 12")
    assert [row.other_organisation_id for row in warnings(police)] == [inspector.organisation_id]
    assert [row.other_organisation_id for row in warnings(inspector)] == [police.organisation_id]


@pytest.mark.parametrize(("first", "last"), [(4, 6), (-5, -1)])
def test_TB3_another_period_warns_nobody(police, inspector, first, last):
    """TB3: same address, other days."""
    plan(police)
    plan(inspector, first, last)
    assert not warnings(police)
    assert not warnings(inspector)


@pytest.mark.parametrize(
    "about",
    [
        {"phone": "06-12345678"},
        {"plate": "AB-123-C"},
        {"company": "12345678"},
        {"person": "Zoë V", "birth_year": 2001},
    ],
)
def test_TB3_a_phone_plate_company_or_person_warns_too(police, inspector, about):
    """TB3: whatever they both work on."""
    plan(police, **about)
    plan(inspector, **about)
    assert [row.kinds for row in warnings(police)] == [[next(iter(about))]]


def test_TB3_a_visit_meets_a_signal_that_others_hold(country, inspector):
    """TB3: the holders of a signal with that address are warned, and whoever goes there."""
    followed(country, story={"what": "Er slapen tien mensen op Dorpsstraat 12."})
    plan(inspector)
    holders = {row.other_organisation_id for row in warnings(inspector)}
    assert country.organisation("gemeente-ede").pk in holders
    assert warnings(country.actor("contact_officer", "gemeente-ede"))


def test_TB3_what_is_added_later_counts_and_what_is_closed_no_longer(country, inspector):
    """TB3: an observation makes the signal meet; its end ends it."""
    officer, stored = country.actor("contact_officer", "gemeente-ede"), followed(country)
    plan(inspector, plate="AB-123-C")
    assert not warnings(officer)
    services.observe(stored.id, "Het gaat om de auto AB-123-C.", actor=officer)
    with as_worker():
        assert service.follow(stored.id) > 0
    assert warnings(officer)
    for slug, function in sorted(country.responsible(stored.id)):
        services.finish(stored.id, "helped", "conversation", actor=country.actor(function, slug))
    with as_worker():
        assert service.follow(stored.id) == 0
    assert not warnings(officer)


def test_SH4_without_a_basis_the_other_side_is_only_whom_to_call(police, inspector, browser_client):
    """TB3, SH4: no kind of work, no period, no reference, not even whether it is a signal."""
    plan(police, 0, 9, "search")
    plan(inspector)
    with acting(inspector):
        (warning,) = queries.warnings(inspector)
        assert queries.others([warning]) == {}
        assert not Work.objects.filter(organisation_id=police.organisation_id).exists()
        assert not WorkKey.objects.exclude(work__organisation_id=inspector.organisation_id).exists()
    text = browser_client.login(inspector).get(reverse("deconfliction:home")).content.decode()
    assert "Meer mag Zicht u niet tonen" in text
    assert "doorzoeking" not in text.lower()


def test_TB3_who_sees_the_signal_anyway_sees_what_it_is(country, police):
    """TB3: within the sharing rules a holder of the same signal sees the reference."""
    stored = followed(country, story={"what": "Kijk op Dorpsstraat 12."})
    plan(police)
    with acting(police):
        found = queries.others(queries.warnings(police))
    assert {work.signal_id for work in found.values()} == {stored.id}


def test_TB3_the_police_is_not_told_of_a_victim_who_wants_no_police_but_the_holder_is_warned(country, police):
    """TB3: the wish of the victim goes before the warning."""
    followed(country, no_police=True, story={"what": "Ik zit op Dorpsstraat 12."})
    plan(police)
    officer = country.actor("contact_officer", "gemeente-ede")
    assert [row.other_organisation_id for row in warnings(officer)] == [police.organisation_id]
    assert not warnings(police)


@pytest.mark.parametrize(
    ("function", "slug"),
    [("nla", "arbeidsinspectie"), ("kmar", "marechaussee"), ("tmm", "politie-oost-nederland")],
)
def test_RT6_no_investigator_is_warned_or_answered_about_a_victim_who_wants_no_police(
    country, function, slug
):
    followed(country, no_police=True, form="labour", story={"what": "Ik zit op Dorpsstraat 12."})
    investigator = country.actor(function, slug)
    plan(investigator)
    assert not warnings(investigator)


def test_TB3_two_holders_of_one_signal_are_not_warned_of_each_other(country):
    """TB3: they see it already."""
    followed(country, story={"what": "Kijk op Dorpsstraat 12."})
    assert not warnings(country.actor("contact_officer", "gemeente-ede"))


def test_TB3_signals_in_two_regions_with_one_plate_warn_both_regions(country, utrecht):
    """TB3, SH4: across the border of regions without an agreement."""
    for place in ("GM0228", "GM0344"):
        followed(country, municipality=place, story={"what": "Een bus met AB-123-C."})
    ede = country.actor("contact_officer", "gemeente-ede")
    assert utrecht.organisation_id in {row.other_organisation_id for row in warnings(ede)}
    assert ede.organisation_id in {row.other_organisation_id for row in warnings(utrecht)}


def test_TB3_a_plan_that_is_off_warns_nobody_any_more_and_is_ones_own(police, inspector):
    """TB3: only the own organisation ends it; twice is once."""
    work = plan(police)
    with pytest.raises(Http404):
        service.end(work.pk, actor=inspector)
    service.end(work.pk, actor=police)
    service.end(work.pk, actor=police)
    plan(inspector)
    assert not warnings(inspector)


def test_TB3_a_plan_without_anything_to_compare_or_backwards_is_refused(police):
    """TB3: said in plain words."""
    with pytest.raises(NotPossible):
        plan(police, address="ergens")
    with pytest.raises(NotPossible):
        plan(police, 3, 1)


def test_TB3_nobody_may_have_the_work_of_another_compared(police, inspector):
    """TB3: the comparing function refuses at SQL level."""
    work = plan(police)
    with pytest.raises(ProgrammingError), acting(inspector), connection.cursor() as cursor:
        cursor.execute("SELECT sec.warn_overlaps(%s)", [work.pk])


@pytest.mark.slow
@pytest.mark.slow
def test_TB3_a_thousand_random_pairs_are_warned_and_none_that_does_not_overlap(country):
    """TB3: acceptance 4. 1,000 pairs that overlap: all warned, both sides; 1,000 that do not: none."""
    parties = [
        country.actor(*post)
        for post in (
            ("tmm", "politie-oost-nederland"),
            ("nla", "arbeidsinspectie"),
            ("contact_officer", "gemeente-ede"),
            ("contact_officer", "gemeente-utrecht"),
            ("kmar", "marechaussee"),
            ("safe_home", "veilig-thuis-gelderland-midden"),
        )
    ]
    with as_worker():
        for party in parties:
            _may_ask(party, 2 * PAIRS)
    draw = random.Random(1_000)
    expected = {True: 0, False: 0}
    for number in range(2 * PAIRS):
        overlapping = number < PAIRS
        one, other = draw.sample(parties, 2)
        about, near = _pair(draw, number)
        first = draw.randrange(0, 30)
        last = first + draw.randrange(0, 10)
        begin = draw.randrange(first, last + 1) if overlapping else last + draw.randrange(1, 9)
        mine = plan(one, first, last, **about)
        theirs = plan(other, begin, begin + draw.randrange(0, 5), **near)
        with as_worker():
            pairs = set(Overlap.objects.filter(work__in=[mine, theirs]).values_list("work_id", "other_id"))
        assert pairs == ({(mine.pk, theirs.pk), (theirs.pk, mine.pk)} if overlapping else set()), (
            about,
            near,
        )
        expected[overlapping] += 1
    assert expected == {True: PAIRS, False: PAIRS}


def _may_ask(actor, more: int) -> None:
    """Room for as many questions today."""
    Allowance.objects.create(
        person_id=actor.person_id,
        organisation_id=actor.organisation_id,
        day=clock.today(),
        more=more,
        because=MoreFor.ACTION,
        given_by=SYSTEM.person_id,
        given_at=clock.now(),
    )


def _pair(draw, number: int) -> tuple[dict, dict]:
    """The same thing written in two ways, unlike that of any other pair."""
    house, digits = number + 1, f"{10_000_000 + number:08d}"
    choices = [
        ({"address": f"Molenweg {house}, 6711 AB Ede"}, {"address": f"6711AB {house}"}),
        ({"address": f"Molenweg {house} Arnhem"}, {"address": f"molenweg {house}, ARNHEM"}),
        ({"phone": f"06{digits}"}, {"phone": f"+31 6 {digits[:4]} {digits[4:]}"}),
        ({"plate": f"{number:04d}-XY"}, {"plate": f"{number:04d}xy"}),
        ({"company": f"Bedrijf {number} B.V."}, {"company": f"bedrijf {number} bv"}),
        (
            {"person": f"Àna Ë {number}", "birth_year": 1990},
            {"person": f"ana e {number}", "birth_year": 1990},
        ),
    ]
    pair = draw.choice(choices)
    return pair if draw.random() < 0.5 else (pair[1], pair[0])


def test_TB3_asking_plans_nothing_and_tells_whom_to_call(police):
    """TB3: what the command answers: hit, contacts and on what; no content."""
    plan(police)
    with as_worker():
        (hit,) = service.ask(About(address=ADDRESS), day(0), day(1), actor=SYSTEM)
        assert service.ask(About(address=ADDRESS), day(10), day(11), actor=SYSTEM) == []
        assert Work.objects.count() == 1
    assert (hit.organisation, hit.kinds) == (police.organisation_name, ("address",))


def test_TB3_on_screen_a_plan_is_made_warned_of_and_taken_out(police, inspector, browser_client):
    """TB3: form, warning with whom to call, and the end."""
    plan(police)
    client = browser_client.login(inspector)
    page = client.get(reverse("deconfliction:plan"))
    data = {
        "key": page.context["form"]["key"].value(),
        "kind": "inspection",
        "starts_on": day(0),
        "ends_on": day(1),
        "address": ADDRESS,
    }
    assert client.post(reverse("deconfliction:plan"), data | {"address": "ergens"}).status_code == 422
    for _ in range(2):
        assert client.post(reverse("deconfliction:plan"), data).status_code == 302
    text = client.get(reverse("deconfliction:home")).content.decode()
    assert police.organisation_name in text
    assert text.count("Haal dit plan weg: ") == 1
    assert "werkt ook een ander aan" in client.get(reverse("workplace:home")).content.decode()
    client.post(reverse("deconfliction:seen"))
    with acting(inspector):
        assert queries.unseen(inspector) == 0
        work = Work.objects.get(organisation_id=inspector.organisation_id)
    client.post(reverse("deconfliction:end", args=[work.pk]))
    assert "Haal dit plan weg: " not in client.get(reverse("deconfliction:home")).content.decode()


def test_TB3_the_command_answers_in_json(police, monkeypatch, capsys):
    """TB3: `zicht deconflict --address … --from … --to … --json`."""
    import contextlib

    from zicht.doors.cli import session
    from zicht.doors.cli.main import main

    monkeypatch.setattr(session, "ready", contextlib.nullcontext)
    plan(police)
    assert (
        main(["deconflict", "--address", ADDRESS, "--from", str(day(0)), "--to", str(day(2)), "--json"]) == 0
    )
    found = json.loads(capsys.readouterr().out)
    assert found["hit"] is True
    assert found["contacts"] == [
        {
            "organisation": police.organisation_name,
            "phone": found["contacts"][0]["phone"],
            "function": "tmm",
            "on": ["address"],
        }
    ]
