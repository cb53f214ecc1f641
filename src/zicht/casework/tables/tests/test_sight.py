"""The sight matrix (TB1): table compositions × agreements × items: nobody reads what the basis does not
cover, wherever it is shown.
"""

import itertools
import re

import pytest
from django.core import mail
from django.urls import reverse

from zicht.casework.register.duties.services import reminding
from zicht.casework.tables.services import deciding, placing, writing
from zicht.casework.tables.tests import cast
from zicht.chain.agreements.tests import cast as agreement_cast
from zicht.chain.agreements.vocabulary import Level
from zicht.chain.feedback import mailing
from zicht.chain.intake import services as intake
from zicht.chain.messages.tests import test_inbox as inbox_cast
from zicht.chain.signals import search
from zicht.foundation.access import as_worker
from zicht.foundation.accounts.models import Account
from zicht.foundation.acts import clock

STORY, CIRCLE, SHARED = "kwartelnest-verhaal", "kwartelnest-besloten", "kwartelnest-gedeeld"
COMPOSITIONS = (
    {"others": (cast.CARE,), "core": (cast.SAFE_HOME,)},
    {"others": (cast.CARE, cast.POLICE), "core": (cast.UTRECHT,)},
    {"others": (cast.UTRECHT,), "core": (cast.CARE, cast.POLICE)},
)
AGREEMENTS = {"zvh-covenant": None, "police-data": ("safe_home",)}
"""The template, and functions that are no party to it."""
COVERS = {"zvh-covenant": Level.FULL, "police-data": 0}
"""What the chain director may give others: under police data only the police gives."""
ITEMS = ({}, {"no_police": True}, {"acute": True, "minor": True})
PAGES = ("tables:meeting", "tables:projector", "tables:minutes_docx", "tables:agenda")
EVERYONE = (cast.CARE, cast.POLICE, cast.EDE, cast.SAFE_HOME, cast.UTRECHT)


def composed(composition: dict, without) -> dict:
    return {
        name: tuple(post for post in posts if post[0] not in (without or ()))
        for name, posts in composition.items()
    }


@pytest.mark.parametrize(("slug", "number"), list(itertools.product(AGREEMENTS, range(len(COMPOSITIONS)))))
def test_TB1_nobody_reads_beyond_the_basis_on_screen_projector_minutes_or_interface(
    country, browser_client, slug, number
):
    """TB1: acceptance 3."""
    agreement = agreement_cast.in_force(country, slug)
    composition = composed(COMPOSITIONS[number], AGREEMENTS[slug])
    table = cast.table(country, agreement, **composition)
    meeting = cast.meeting(country, table)
    director = cast.director(country)
    for mark, facts in enumerate(ITEMS):
        _check_item(country, browser_client, agreement, composition, meeting, director, facts, f"{mark}x")


def _check_item(country, browser_client, agreement, composition, meeting, director, facts, mark) -> None:
    """Each item has words of its own, so that what stands on a page can be told apart."""
    story, circle, shared = STORY + mark, CIRCLE + mark, SHARED + mark
    stored = country.signal(story={"what": story}, **facts)
    before = {post: stored.id in country.visible_signals(country.actor(*post)) for post in EVERYONE}
    item = placing.place(meeting.pk, stored.id, actor=director)
    writing.write(item.pk, "contribution", circle, 0, level=Level.FULL, actor=director)
    writing.write(item.pk, "decision", shared, 0, actor=director)
    with as_worker():
        search.index(stored.id)
    for post in EVERYONE:
        client = type(browser_client)().login(country.actor(*post))
        seated = post in composition["others"] or post in composition["core"]
        level = _level(before[post], post, agreement, composition, facts)
        for name in PAGES:
            answer = client.get(reverse(name, args=[meeting.pk]) + f"?punt={item.pk}")
            text = _text(answer)
            assert answer.status_code == (200 if seated else 404), (post, name)
            if level < Level.FULL or name in ("tables:projector",):
                assert story not in text, (post, name, facts)
                assert circle not in text, (post, name, facts)
            if level < Level.CORE or not seated:
                assert shared not in text, (post, name, facts)
        assert (stored.reference in _found(client, story)) == (level >= Level.FULL), (post, facts)
        assert stored.reference not in _found(client, circle) + _found(client, shared), (post, facts)
        interface = client.get(reverse("tables:versions", args=[item.pk]))
        assert interface.status_code == (200 if seated and level >= Level.CORE else 404), (post, facts)
        if interface.status_code == 200:
            assert (circle in interface.content.decode()) == (level >= Level.FULL), (post, facts)


def _level(saw: bool, post, agreement, composition, facts) -> int:
    """By hand: sight by the route stays; a seat adds at most the agreement's level; the police nothing
    where it is unwanted.
    """
    seat = Level.FULL if post in composition["others"] else Level.CORE if post in composition["core"] else 0
    if post[0] == "tmm" and facts.get("no_police"):
        seat = 0
    return max(Level.FULL if saw else 0, min(seat, COVERS[agreement.template]))


def _found(client, words: str) -> str:
    """By hand: words of the story are found by who sees the whole signal; words of the table by nobody,
    they are in no index. The alarm above the page is no answer to the search.
    """
    page = client.post(reverse("custody:search"), {"words": words}, follow=True).content.decode()
    return re.sub('<section aria-label="Acuut.*?</section>', "", page, flags=re.DOTALL)


def _text(answer) -> str:
    if answer.status_code != 200:
        return ""
    if "officedocument" in answer["Content-Type"]:
        import io

        import docx

        return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(answer.content)).paragraphs)
    return answer.content.decode()


def test_TB1_the_projector_shows_what_everyone_present_may_see_and_no_more(country, browser_client):
    """TB1: with only full sight in the room the story is there; with one core seat present it is not."""
    composition = {"others": (cast.CARE,), "core": (cast.SAFE_HOME,)}
    meeting = cast.meeting(country, cast.table(country, **composition))
    director = cast.director(country)
    stored = country.signal(story={"what": STORY})
    item = placing.place(meeting.pk, stored.id, actor=director)
    writing.write(item.pk, "contribution", CIRCLE, 0, level=Level.FULL, actor=director)
    writing.write(item.pk, "decision", SHARED, 0, actor=director)
    client, url = browser_client.login(director), reverse("tables:projector", args=[meeting.pk])
    assert SHARED not in client.get(url).content.decode()
    placing.join(meeting.pk, actor=director)
    placing.join(meeting.pk, actor=country.actor(*cast.CARE))
    alone = client.get(url).content.decode()
    assert {words in alone for words in (STORY, CIRCLE, SHARED)} == {True}
    placing.join(meeting.pk, actor=country.actor(*cast.SAFE_HOME))
    together = client.get(url).content.decode()
    assert [words in together for words in (STORY, CIRCLE, SHARED)] == [False, False, True]


@pytest.mark.parametrize("number", range(len(COMPOSITIONS)))
def test_TB1_mail_tells_nothing_of_a_table_and_goes_only_to_whom_it_concerns(country, settings, number):
    """TB1: acceptance 3. By hand: who reported hears that a word waits, who promised that something is
    due; nobody else, no case data.
    """
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    director, colleague = cast.director(country), inbox_cast.reporter(country)
    meeting = cast.meeting(country, cast.table(country, **COMPOSITIONS[number]))
    stored = intake.submit(country.report(channel="professional", story={"what": STORY}), actor=colleague)
    item = placing.place(meeting.pk, stored.id, actor=director)
    writing.write(item.pk, "contribution", CIRCLE, 0, level=Level.FULL, actor=director)
    writing.write(item.pk, "decision", SHARED, 0, actor=director)
    writing.promise(item.pk, SHARED, country.organisation(cast.CARE[1]), clock.today(), actor=director)
    care = country.organisation(cast.CARE[1])
    deciding.say_who_reports(
        item.pk, "will_report", "criterion_met", organisation=care, on=clock.today(), actor=director
    )
    deciding.draft_feedback(item.pk, meeting.pk, actor=director)
    deciding.confirm(meeting.pk, actor=director)
    mailing.announce_all()
    with as_worker():
        reminding.remind()
        promised = set(Account.objects.filter(assignments__organisation=care).values_list("email", flat=True))
        reported = set(Account.objects.filter(pk=colleague.person_id).values_list("email", flat=True))
    told = {address for letter in mail.outbox for address in letter.to}
    assert reported < told <= reported | promised
    secrets = ("kwartelnest", "Drieluik", stored.reference, str(item.pk), str(meeting.pk), str(stored.id))
    assert [word for letter in mail.outbox for word in secrets if word in letter.subject + letter.body] == []
