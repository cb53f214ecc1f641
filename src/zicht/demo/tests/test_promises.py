"""What is promised to the person, held against the played country (RG6, RT6).

`ZICHT_SIGNALS`: how many signals are played; 0 is all of the demonstration.
"""

import os

from zicht.casework.deconfliction import services as deconfliction
from zicht.casework.register.duties.services import asking
from zicht.casework.register.models import CriterionQuestion, Obligation
from zicht.chain.signals.models import Signal
from zicht.demo import present
from zicht.demo.player import Player
from zicht.foundation.access import as_worker
from zicht.foundation.acts import clock
from zicht.foundation.database.reading import named_rows

SIGNALS = int(os.environ.get("ZICHT_SIGNALS", "60"))

# Full sight of a person by who has criteria by law, that nothing but a question could explain.
ON_A_QUESTION = """
    SELECT o.name, g.because FROM sharing_grant g
        JOIN organisations_organisation o ON o.id = g.organisation_id
    WHERE g.subject_kind = 'victim' AND g.level >= 3 AND g.ended_at IS NULL AND g.agreement_id IS NULL
        AND sec.reports_by_law(o.id) AND g.because <> 'Uw organisatie registreerde deze persoon.'
        AND NOT EXISTS (SELECT 1 FROM register_criterionquestion q WHERE q.victim_id = g.subject_id
            AND q.organisation_id = o.id AND q.answer = 'met')"""

# What reaches an investigator of a signal whose reporter wants none, outside danger to life.
AGAINST_THE_WISH = """
    WITH unwanted AS (SELECT s.id FROM signals_signal s WHERE sec.wants_no_investigators(s.id)),
        investigator AS (SELECT o.id, o.name FROM organisations_organisation o
            WHERE sec.is_investigator(o.kind)),
        rescued AS (SELECT g.subject_id, g.organisation_id FROM sharing_grant g
            WHERE g.basis IN ('vital_interest', 'own_report')),
        reached AS (
        SELECT 'grant' AS what, g.subject_id AS signal, g.organisation_id FROM sharing_grant g
            WHERE g.ended_at IS NULL
        UNION ALL SELECT 'holding', h.signal_id, h.organisation_id FROM custody_holding h
            WHERE h.ended_at IS NULL
        UNION ALL SELECT 'duty', b.signal_id, b.organisation_id FROM register_obligation b
        UNION ALL SELECT 'question', q.signal_id, q.organisation_id FROM register_criterionquestion q
        UNION ALL SELECT 'notice', f.signal_id, f.organisation_id FROM feedback_feedback f
        UNION ALL SELECT 'warning', w.signal_id, v.organisation_id FROM deconfliction_overlap v
            JOIN deconfliction_work w ON w.id = v.other_id)
    SELECT r.what, i.name FROM reached r JOIN unwanted u ON u.id = r.signal
        JOIN investigator i ON i.id = r.organisation_id
    WHERE (r.signal, r.organisation_id) NOT IN (SELECT subject_id, organisation_id FROM rescued)"""


def test_RG6_RT6_in_the_played_country_no_question_opens_a_person_and_no_wish_is_broken(country):
    played = play()
    with as_worker():
        asking.arise_where_missing()
        for signal_id in Signal.objects.values_list("id", flat=True):
            deconfliction.follow(signal_id)
        assert Signal.objects.count() == played
        assert named_rows(ON_A_QUESTION, []) == []
        assert named_rows(AGAINST_THE_WISH, []) == []
        assert CriterionQuestion.objects.filter(answered_at__isnull=True).exists()
        assert not Obligation.objects.filter(kind="statutory", fulfilled_on__isnull=True).exists()
        assert Signal.objects.filter(no_police=True).exists()


def play() -> int:
    """Play those with a registered person and those who want no investigators first."""
    every = list(present.generate(clock.today()))
    telling = [signal for signal in every if signal.victim or signal.no_police]
    chosen = (telling + [signal for signal in every if signal not in telling])[: SIGNALS or None]
    Player(clock.today()).play(chosen)
    return len(chosen)
