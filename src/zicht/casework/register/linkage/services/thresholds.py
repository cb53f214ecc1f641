"""From which likelihood the nightly comparison may merge by itself, and what that costs. Without a threshold
it merges nothing.

What to expect at a threshold comes from the model's calibration sets, applied to the evidence of the last
comparison of this register (`methods.linkage.expected_errors`); what people decided on pairs above it
stands beside it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from zicht.casework.register.linkage_models import LinkageRun, LinkageSetting
from zicht.casework.register.vocabulary import Judged
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.methods import linkage
from zicht.methods.linkage import Model

STEP = 1 / 16
OFFERED = (0.9, 0.95, 0.99, 0.999)
LOWEST = 0.9
TOO_LOW = "Kies een drempel van 0,9 of hoger. Lager dan dat beslist een mens over elk paar."
NOT_MEASURED = "Vergelijk eerst het hele register. Dan ziet u wat een drempel kost."
FOUR_EYES = "Een tweede persoon geeft akkoord. U hebt dit voorstel zelf gedaan."
JUDGED_ALREADY = "Over dit voorstel is al besloten."
DECIDED = """SELECT DISTINCT ON (c.id) c.probability, j.verdict FROM register_matchcandidate c
    JOIN register_matchjudgement j ON j.left_id = c.left_id AND j.right_id = c.right_id
        AND j.organisation_id = (SELECT sec.org())
    ORDER BY c.id, j.at DESC"""


@dataclass(frozen=True)
class Cost:
    """What a threshold costs: expected `errors`, the pairs of the last run above it, and what people said
    of such pairs.
    """

    threshold: float
    errors: linkage.Errors
    pairs: int
    reviewed: int = 0
    reviewed_different: int = 0


def current() -> float | None:
    """Return the threshold that holds, None when nothing is merged without a person."""
    counts = LinkageSetting.objects.filter(Q(agreed=True) | Q(threshold=None))
    latest = counts.order_by(Coalesce("judged_at", "at").desc(), "-id").first()
    return latest.threshold if latest else None


def waiting() -> list[LinkageSetting]:
    """Return the thresholds that a second registrar has not judged yet, the oldest first."""
    return list(LinkageSetting.objects.filter(judged_at=None, threshold__isnull=False).order_by("id"))


@use_case
def choose(threshold: float | None, *, actor: Actor) -> LinkageSetting:
    """Propose a threshold, which counts when a second registrar agrees; None lets people decide on all from
    now on. Refuses one below LOWEST, or of 1, and any before there was a comparison to see its cost on."""
    if threshold is not None and not LOWEST <= threshold < 1:
        raise NotPossible(TOO_LOW)
    if threshold is not None and latest_run() is None:
        raise NotPossible(NOT_MEASURED)
    kept = LinkageSetting.objects.create(
        threshold=threshold,
        organisation_id=actor.organisation_id,
        person_id=actor.person_id,
        at=clock.now(),
    )
    step = "stopped" if threshold is None else "proposed"
    audit.record(actor, Action.THRESHOLD_SET, "linkage", kept.pk, threshold=threshold, step=step)
    return kept


@use_case
def agree(setting_id: int, *, actor: Actor) -> LinkageSetting:
    """Let the threshold of a colleague count from now on. Refuses: unknown (404), the own proposal, one that
    was judged."""
    wanted = _to_judge(setting_id)
    if wanted.person_id == actor.person_id:
        raise NotPossible(FOUR_EYES)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.agree_to_threshold(%s)", [wanted.pk])
    _judged(wanted, "agreed", actor)
    return wanted


@use_case
def decline(setting_id: int, *, actor: Actor) -> LinkageSetting:
    """Turn a threshold down, or take the own one back. Refuses: unknown (404), one that was judged."""
    wanted = _to_judge(setting_id)
    wanted.agreed, wanted.judged_by, wanted.judged_at = False, actor.person_id, clock.now()
    wanted.save(update_fields=["agreed", "judged_by", "judged_at"])
    _judged(wanted, "declined", actor)
    return wanted


def _to_judge(setting_id: int) -> LinkageSetting:
    wanted = get_object_or_404(LinkageSetting.objects.select_for_update(), pk=setting_id)
    if wanted.judged_at or wanted.threshold is None:
        raise NotPossible(JUDGED_ALREADY)
    return wanted


def _judged(wanted: LinkageSetting, step: str, actor: Actor) -> None:
    facts = {"threshold": wanted.threshold, "step": step}
    audit.record(actor, Action.THRESHOLD_SET, "linkage", wanted.pk, **facts)


def latest_run() -> LinkageRun | None:
    """Return the last comparison of the whole register."""
    return LinkageRun.objects.order_by("-id").first()


def histogram(evidence) -> dict[str, int]:
    """Return how many pairs have how much posterior evidence (bits), in steps of STEP, for JSON."""
    import numpy as np

    steps, counts = np.unique(np.floor(np.asarray(evidence, float) / STEP).astype(int), return_counts=True)
    return {str(step): int(count) for step, count in zip(steps, counts, strict=True)}


def cost(run: LinkageRun, threshold: float, decided: list[tuple[float, str]] = ()) -> Cost:
    """Return what to expect of a threshold on the pairs of a run, beside what was `decided` on pairs above
    it."""
    import numpy as np

    model = Model.load().for_records(run.records)
    steps = np.array([int(step) for step in run.evidence], float)
    evidence = np.repeat((steps + 0.5) * STEP, list(run.evidence.values()))
    pairs = int((evidence >= math.log2(threshold / (1 - threshold))).sum())
    above = [
        verdict for probability, verdict in decided if probability >= threshold and verdict != Judged.UNSURE
    ]
    errors = linkage.expected_errors(evidence - model.prior, model, threshold)
    return Cost(threshold, errors, pairs, len(above), above.count(Judged.DIFFERENT))


def decided() -> list[tuple[float, str]]:
    """Return the likelihood of each pair that the actor's organisation decided on, with its last word."""
    with connection.cursor() as cursor:
        cursor.execute(DECIDED)
        return cursor.fetchall()
