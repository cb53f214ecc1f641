"""The comparison of the whole register: likely pairs go to CoMensha's list, and above the registrar's
threshold are merged.

Runs at night and on demand, as the worker, who sees everyone; identities are open in memory only. Needs
the extra `linkage`.
"""

import time

from zicht.casework.register.linkage import weights
from zicht.casework.register.linkage.services import judging, regrouping, thresholds
from zicht.casework.register.linkage_models import BlockingKey, LinkageRun
from zicht.casework.register.models import PresumedVictim
from zicht.casework.register.persons import blocking
from zicht.casework.register.persons import identity as identities
from zicht.casework.register.persons.identity import Identity
from zicht.casework.register.vocabulary import RegroupingReason
from zicht.foundation.access import SYSTEM, Actor
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.vault import services as vault
from zicht.methods import linkage

AT_ONCE = 2000
# The calibration sets of the model were compared at this threshold: pairs are kept down to the same evidence.
AS_CALIBRATED = 0.5


def run(*, actor: Actor = SYSTEM) -> LinkageRun:
    """Compare everyone with everyone and return what was found. Repeatable: what was decided is not asked
    again."""
    started = time.monotonic()
    ids, people = _everyone()
    _give_keys(ids, people)
    records = [blocking.record_of(person) for person in people]
    model, found = weights.fitted(records, AS_CALIBRATED)
    kept = weights.keep(model)
    pairs = _to_review(ids, records, found, model) if len(found.left) else []
    judging.renew_list(pairs)
    threshold = thresholds.current()
    merged = _merge_above(model.weight_at(threshold), ids, found, actor) if threshold else 0
    done = LinkageRun.objects.create(
        at=clock.now(),
        model=kept,
        seconds=time.monotonic() - started,
        records=len(people),
        pairs=len(pairs),
        merged=merged,
        threshold=threshold,
        evidence=thresholds.histogram(found.weight + model.prior),
    )
    audit.record(
        actor,
        Action.REGISTER_COMPARED,
        "linkage",
        done.pk,
        records=done.records,
        pairs=done.pairs,
        merged=merged,
    )
    return done


def _everyone() -> tuple[list, list[Identity]]:
    ids, people = [], []
    rows = PresumedVictim.objects.order_by("pk").values_list("pk", "identity")
    for some in _chunks(rows.iterator(AT_ONCE)):
        keys = vault.data_keys(key for key, _ in some)
        for key, sealed in some:
            if key in keys:
                ids.append(key)
                people.append(identities.opened(keys[key], key, sealed))
    return ids, people


def _chunks(rows):
    some = []
    for row in rows:
        some.append(row)
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _give_keys(ids, people) -> None:
    """Persons from before there were keys, or loaded in bulk, can be found from now on."""
    have = set(BlockingKey.objects.values_list("victim_id", flat=True).distinct())
    rows = [
        BlockingKey(victim_id=key, digest=digest)
        for key, person in zip(ids, people, strict=True)
        if key not in have
        for digest in blocking.digests(person)
    ]
    BlockingKey.objects.bulk_create(rows, ignore_conflicts=True, batch_size=20_000)


def _to_review(ids, records, found, model) -> list:
    """Scored pairs that are not one person already, each with its reasons."""
    heads = regrouping.heads_of(ids)
    prepared: dict[int, dict] = {}

    def ready(row: int) -> dict:
        if row not in prepared:
            prepared[row] = linkage.prepare(records[row], model)
        return prepared[row]

    likely = found.probability >= judging.REVIEWED_FROM
    pairs = zip(found.left[likely].tolist(), found.right[likely].tolist(), strict=True)
    return [
        (*judging.pair(ids[left], ids[right]), linkage.score_prepared(ready(left), ready(right), model))
        for left, right in pairs
        if heads[ids[left]] != heads[ids[right]]
    ]


def _merge_above(cut: float, ids, found, actor: Actor) -> int:
    """Merge the groups that speak for one person from `cut` bits on, where nothing speaks against; return
    how many joins."""
    from zicht.methods.linkage.clusters import clusters  # brings NumPy

    groups = clusters(found.left, found.right, found.weight, cut)
    merged = 0
    for group in groups:
        for other in group[1:]:
            merged += _merged(ids[group[0]], ids[other], actor)
    return merged


def _merged(one_id, other_id, actor: Actor) -> bool:
    try:
        regrouping.merge(one_id, other_id, RegroupingReason.AUTOMATIC, actor=actor)
    except NotPossible:
        return False
    judging.decided(one_id, other_id)
    return True
