"""Words on their way to a reporter: the guard in every way out, overridden with a reason on record; nobody
is left without a word.
"""

import itertools

import pytest
from django.urls import reverse

from zicht.chain.custody import queries, services
from zicht.chain.custody.vocabulary import Opinion
from zicht.chain.feedback import audiences, words
from zicht.chain.feedback.audiences import Audience
from zicht.chain.feedback.models import Feedback
from zicht.chain.feedback.services import Stopped
from zicht.chain.feedback.vocabulary import Phrase, Recipient, Stage
from zicht.chain.intake import services as intake
from zicht.chain.messages import queries as inbox
from zicht.chain.signals.vocabulary import Outcome
from zicht.foundation.access import as_worker
from zicht.foundation.audit.models import AuditEvent
from zicht.testing.markup import packed

NAMED = "We spraken Fatima Bouzidi op de Kerkweg 4."
MANY = 1_000


@pytest.fixture
def stored(country):
    return country.signal()


@pytest.fixture
def officer(country):
    return country.actor("contact_officer", "gemeente-ede")


def told(signal_id) -> list[Feedback]:
    with as_worker():
        return list(
            Feedback.objects.filter(signal=signal_id, recipient=Recipient.REPORTER).order_by("number")
        )


def logged(action: str) -> list:
    return list(AuditEvent.objects.using("audit").filter(action=action).values_list("detail", flat=True))


WAYS = {
    "message": lambda signal_id, actor: services.write_to_reporter(signal_id, NAMED, actor=actor),
    "finish": lambda signal_id, actor: services.finish(
        signal_id, "helped", "conversation", word=NAMED, actor=actor
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_FB3_a_name_does_not_go_out_whatever_the_way(stored, officer, way):
    """FB3: the guard stands in the service, so that no page or interface goes around it."""
    with pytest.raises(Stopped) as stopped:
        WAYS[way](stored.id, officer)
    assert {"name", "address"} <= {finding.kind for finding in stopped.value.findings}
    assert [row.stage for row in told(stored.id)] == ["received"]


def test_FB3_a_person_overrides_with_a_reason_and_the_log_tells(stored, officer):
    """FB3: override with a reason, audited; the log holds kinds and reason, never the words."""
    services.write_to_reporter(stored.id, NAMED, override="from_reporter", actor=officer)
    assert told(stored.id)[-1].override == "from_reporter"
    (detail,) = logged("feedback_let_go")
    assert detail["why"] == "from_reporter"
    assert "Fatima" not in str(detail)


def test_FB3_a_made_up_reason_is_no_reason(stored, officer):
    """FB3: only the listed reasons count."""
    with pytest.raises(Stopped):
        services.write_to_reporter(stored.id, NAMED, override="omdat het moet", actor=officer)


def test_FB3_the_form_keeps_the_words_says_why_and_asks_for_a_reason(stored, officer, browser_client):
    """FB3: on screen the piece, the reason and the choice appear; with a reason it goes."""
    client, url = browser_client.login(officer), reverse("custody:message", args=[stored.id])
    page = client.get(url)
    assert 'type="radio" name="override"' not in page.content.decode()
    data = {
        "key": page.context["form"]["key"].value(),
        "version": 1,
        "text": NAMED,
        "phrase": "",
        "override": "",
    }
    stopped = client.post(url, data)
    text = stopped.content.decode()
    assert stopped.status_code == 422
    assert NAMED in text
    assert "Wie meeleest, kan iemand herkennen" in text
    assert 'type="radio" name="override"' in text
    assert client.post(url, data | {"override": "agreed"}).status_code == 302
    assert told(stored.id)[-1].stage == Stage.MESSAGE


def test_FB1_a_standard_sentence_is_written_in_the_readers_language(stored, officer):
    """FB1: templates in plain Dutch and in English."""
    from django.utils import translation

    services.write_to_reporter(stored.id, phrase=Phrase.KNOW_MORE, actor=officer)
    word = told(stored.id)[-1]
    dutch = words.text_for(word.stage, word.role, word.detail)
    with translation.override("en"):
        english = words.text_for(word.stage, word.role, word.detail)
    assert "Weet u nog meer" in dutch
    assert "Do you know more" in english


def test_FB3_each_level_has_its_own_limits():
    """FB3: table → contact officer → who saw it → citizen: what is told only gets less."""
    link, observer, citizen = (
        audiences.LIMITS[level] for level in (Audience.LINK, Audience.OBSERVER, Audience.CITIZEN)
    )
    assert citizen < observer < link == set(Outcome)
    heard = [words.text_for(Stage.DONE, "tmm", "investigation", level) for level in Audience]
    assert ["onderzo" in text for text in heard] == [True, False, False]
    assert words.text_for(Stage.DONE, "tmm", "helped", Audience.OBSERVER) != words.text_for(
        Stage.DONE, "tmm", "helped"
    )


def _kinds():
    channels = ({"channel": "public"}, {"channel": "public", "language": "en"}, {"channel": "professional"})
    facts = (
        {},
        {"acute": True},
        {"minor": True},
        {"no_police": True},
        {"form": "labour", "serious_disadvantage": True},
        {"municipality": None},
    )
    return itertools.cycle(itertools.product(channels, facts, Outcome))


def _close(country, signal_id, outcome) -> None:
    for slug, function in sorted(country.responsible(signal_id)):
        actor = country.actor(function, slug)
        services.assess(signal_id, Opinion.UNCLEAR, "too_little_known", actor=actor)
        services.finish(signal_id, outcome, "indicators", actor=actor)


@pytest.mark.slow
def test_FB2_closing_a_thousand_signals_of_all_kinds_leaves_no_reporter_without_a_word(country):
    """FB2, FB1: whatever the channel, the facts and the outcome."""
    reporter = country.actor("reporter", "gemeente-ede")
    for (channel, facts, outcome), _ in zip(_kinds(), range(MANY), strict=False):
        report = country.report(**channel, **facts)
        stored = (
            intake.submit(report, actor=reporter)
            if report.channel == "professional"
            else intake.submit_publicly(report)
        )
        _close(country, stored.id, outcome)
    with as_worker():
        heard = Feedback.objects.filter(recipient=Recipient.REPORTER, stage__in=(Stage.DONE, Stage.NOT_DONE))
        assert heard.values("signal_id").distinct().count() == MANY
        assert not queries.Custody.objects.exclude(state="closed").exists()


def test_FB2_who_waits_is_counted_kindly(country, stored, officer, browser_client):
    """FB2: "1 melder wacht nog op een woord", and none after a word."""
    from zicht.foundation.access import acting

    with acting(officer):
        assert inbox.waiting_reporters(officer) == 1
    services.take_up(stored.id, actor=officer)
    with acting(officer):
        assert inbox.waiting_reporters(officer) == 0


def test_FB2_rate_and_delay_are_measured_per_organisation_and_said_kindly(
    country, stored, officer, browser_client
):
    """FB2: who waits, how many heard, how soon; for who guards the chain only."""
    services.take_up(stored.id, actor=officer)
    country.signal()
    director = country.actor("chain_director", "zvh-gelderland-midden")
    text = packed(browser_client.login(director).get(reverse("messages:fares")).content.decode())
    assert "1 melder wacht nog op een bericht" in text
    assert "Van 2 signalen in een jaar hoorde de melder bij 1 iets, meestal binnen 1 dag" in text
    assert type(browser_client)().login(officer).get(reverse("messages:fares")).status_code == 403


def test_FB4_thanks_come_with_published_numbers_only(country, browser_client):
    """FB4: what signals of the region led to, in tens; nothing before it is published."""
    from zicht.sight.funnel.models import PublishedFunnel

    reporter = country.actor("reporter", "gemeente-ede")
    url = reverse("messages:own")
    assert "Wat signalen opleveren" not in browser_client.login(reporter).get(url).content.decode()
    PublishedFunnel.objects.using("figures").create(
        month="2024-11-01",
        published_on="2024-11-01",
        figures={"steps": {"received": 40}, "outcomes": {"helped": 10}},
    )
    text = " ".join(browser_client.login(reporter).get(url).content.decode().split())
    assert "ongeveer 40 signalen binnen" in text
    assert "In ongeveer 10 daarvan kreeg iemand hulp" in text
