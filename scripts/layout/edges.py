"""Where a line may end: at which gaps whitespace is seen by nobody, on every way through the template.

A place lies beside the edge of a block, beside whitespace or beside something visible; `flow` follows the
branches of `{% if %}` and the turns of `{% for %}` in both directions and keeps the least of what it meets.
"""

import re
from itertools import pairwise

from layout.vocabulary import (
    BLOCKS,
    BOXES,
    BOXY,
    EDGE,
    FLEX,
    FLEX_BLOCKS,
    PIECES,
    RAW,
    ROOMY,
    SPACE,
    TEXT,
    UNSEEN,
)


def box(items, boxed):
    """Note what lies directly in a flex box, also through `{% if %}` and `{% for %}`."""
    for item in items:
        item.boxed = boxed
        if item.kind == "element":
            box(item.inside[1:-1], bool(FLEX.search(item.inside[0].text)))
        elif item.kind == "group":
            inner = item.name in PIECES or (item.name == "block" and block_name(item) in FLEX_BLOCKS)
            box(item.inside, boxed or inner)


def block_name(group):
    return group.inside[0].text.split()[2]


def flow(inside, start, side):
    """Note at the gaps of a group what lies on one side of them; what lies at the end of each branch."""
    ends, state, forth = [], start, side == "ahead"
    for item in inside[1:] if forth else reversed(inside[1:]):
        border = item.kind in ("branch", "close")
        if forth:
            item.ahead = state
            reached = max(state, SPACE if item.gap else TEXT)
            ends += [reached] if border else []
            state = start if border else past(item, reached, side)
        else:
            ends += [state] if item.kind == "branch" else []
            item.behind = start if border else past(item, state, side)
            state = max(item.behind, SPACE if item.gap else TEXT)
    return ends if forth else [*ends, state]


def past(item, state, side):
    """What lies beside the place after (or, going back, before) this item."""
    if item.kind == "element":
        return past_element(item, state, side)
    if item.kind == "group":
        return past_group(item, state, side)
    stored = item.kind == "django" and re.search(r"\sas \w+ %}$", item.text)
    if item.kind in ("note", "raw") or item.hidden or stored or item.name in UNSEEN:
        return state
    if item.kind == "sentence":
        flow(item.inside, EDGE, side)
    if item.boxed and item.name == "deadline":
        return state
    boxed = item.boxed and (item.kind == "tag" or item.name in BOXY)
    return EDGE if boxed or item.block or item.name == "br" else TEXT


def past_element(item, state, side):
    if item.name in RAW or (item.name == "td" and not filled(item.inside[1:-1])):
        flow(item.inside, TEXT, side)
    elif item.boxed or item.name in BLOCKS | BOXES:
        flow(item.inside, EDGE, side)
    else:
        flow(item.inside, state if side == "ahead" or state == EDGE else TEXT, side)
    return EDGE if item.boxed or item.name in BLOCKS else TEXT


def past_group(item, state, side):
    if item.name in PIECES:
        flow(item.inside, EDGE, side)
        return EDGE
    if item.name == "block":
        flow(item.inside, EDGE if block_name(item) in ROOMY else TEXT, side)
        return TEXT
    if item.name == "for":
        state = min(state, *flow(item.inside, state, side))
    skipped = [] if item.name == "with" or branched(item) else [state]
    return min([*flow(item.inside, state, side), *skipped])


def branched(item):
    return any(one.name in ("else", "empty") for one in item.inside)


def filled(items):
    """Surely something: an empty cell (`td:empty`) is hidden on small screens, one with whitespace is not."""
    return any(
        one.gap
        or one.kind in ("element", "tag")
        or one.name in BOXY - {"deadline"}
        or (one.kind == "word" and not one.text.startswith("{{"))
        or (one.name == "if" and branched(one) and all(map(filled, branches(one))))
        for one in items
    )


def branches(group):
    borders = [i for i, one in enumerate(group.inside) if one.kind in ("open", "branch", "close")]
    return [group.inside[a + 1 : b] for a, b in pairwise(borders)]
