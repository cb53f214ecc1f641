"""Pairwise precision, recall and F1 against known truth."""

import numpy as np

from zicht.methods.linkage.clusters import clusters, pairs_within


def truth_pairs(truth):
    """Number of true pairs: sum of n(n-1)/2 over the groups of equal `truth` values."""
    _, sizes = np.unique(np.asarray(truth, dtype=object).astype(str), return_counts=True)
    return int((sizes * (sizes - 1) // 2).sum())


def curve(left, right, weight, truth):
    """(weights, precision, recall, f1) at every distinct weight, highest first.

    `left`, `right`: row numbers of the candidate pairs; `truth`: entity per row. Pairs that are no
    candidate count as missed.
    """
    truth = np.unique(np.asarray(truth).astype(str), return_inverse=True)[1]
    order = np.argsort(-np.asarray(weight), kind="stable")
    hit = np.cumsum(truth[np.asarray(left)[order]] == truth[np.asarray(right)[order]])
    weight = np.asarray(weight)[order]
    last = np.append(np.flatnonzero(np.diff(weight)), len(weight) - 1)
    precision = hit[last] / (last + 1)
    recall = hit[last] / max(1, truth_pairs(truth))
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return weight[last], precision, recall, f1


def best(left, right, weight, truth):
    """{'f1', 'precision', 'recall', 'at', 'recall_at_95'}: the threshold with the highest F1 (chosen with
    the truth).
    """
    if not len(left):
        return {"f1": 0.0, "precision": 0.0, "recall": 0.0, "at": 0.0, "recall_at_95": 0.0}
    at, precision, recall, f1 = curve(left, right, weight, truth)
    top = int(f1.argmax())
    sure = recall[precision >= 0.95]
    return {
        "f1": float(f1[top]),
        "precision": float(precision[top]),
        "recall": float(recall[top]),
        "at": float(at[top]),
        "recall_at_95": float(sure.max()) if len(sure) else 0.0,
    }


def fixed(left, right, truth):
    """{'f1', 'precision', 'recall'} of a set of accepted pairs."""
    truth = np.asarray(truth).astype(str)
    hits = int((truth[np.asarray(left, dtype=int)] == truth[np.asarray(right, dtype=int)]).sum())
    precision, recall = hits / max(1, len(left)), hits / max(1, truth_pairs(truth))
    return {"f1": 2 * hits / max(1, len(left) + truth_pairs(truth)), "precision": precision, "recall": recall}


def persons(found, model, truth, steps=7):
    """{'f1', 'precision', 'recall'} of the persons (clusters) of a `Linked` result, and 'recall_at_95' with
    its threshold 'at_95'.

    The threshold at which the precision is 0.95 is chosen with the truth, as for the baselines, by halving
    `steps` times.
    """
    low, high, sure, at = 0.02, 0.98, None, None
    for _ in range(steps):
        middle = (low + high) / 2
        here = fixed(
            *pairs_within(clusters(found.left, found.right, found.weight, model.weight_at(middle))), truth
        )
        if here["precision"] >= 0.95:
            high, sure, at = middle, here["recall"], middle
        else:
            low = middle
    return fixed(*found.together, truth) | {"recall_at_95": sure, "at_95": at}
