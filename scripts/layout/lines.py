"""Items on lines: what fits stays on one line, what does not is opened or filled."""

import re
from itertools import pairwise

from layout.edges import branches
from layout.reading import ATTRIBUTE, INNER

FILL = 120


def flat(items):
    """On one line, or None where something stands on a line of its own."""
    text = ""
    for before, item in zip([None, *items], items, strict=False):
        if before and item.hard(before):
            return None
        inner = flat(item.inside) if item.inside else on_one_line(item)
        if inner is None or "\n" in inner:
            return None
        text += (item.space if before else "") + inner
    return text


def on_one_line(item):
    if not item.text.startswith("<"):
        return item.text
    return "".join(space + part for space, part in attributes(item.text))


class Page:
    """Lines being filled."""

    def __init__(self):
        self.lines = [""]

    def fits(self, text, space=""):
        return text is not None and len(self.lines[-1] + space + text) <= FILL

    def new_line(self, indent, gap=""):
        if self.lines[-1].strip():
            self.lines[-1] = self.lines[-1].rstrip()
            self.lines += [""] if gap.count("\n") > 1 else []
            self.lines.append("")
        self.lines[-1] = " " * indent

    def put(self, items, indent, after=""):
        """Fill lines with items; what cannot be parted is measured as one, `after` with the last."""
        before, parts = None, pieces(items)
        for piece in parts:
            first, text, stuck = piece[0], flat(piece), after if piece is parts[-1] else ""
            if before and self.parts(before, first, text and text + stuck):
                self.new_line(indent, first.gap)
            elif before:
                self.lines[-1] += first.space
            self.put_piece(piece, indent, stuck)
            before = piece[-1]

    def parts(self, before, item, text):
        """Whether a line ends between two items, the second of which reads `text`."""
        if item.hard(before):
            return True
        return item.breakable and (item.apart or before.apart or not self.fits(text, item.space))

    def put_piece(self, piece, indent, after):
        text = flat(piece)
        if self.fits(text and text + after):
            self.lines[-1] += text
            return
        for i, item in enumerate(piece, 1):
            rest, ended = beginning(piece[i:])
            self.put_item(item, indent, rest if ended else rest + after)

    def put_item(self, item, indent, after=""):
        """One item; what comes `after` it cannot be parted from it and should fit too."""
        text = flat([item])
        if self.fits(text and text + after):
            self.lines[-1] += text
        elif item.kind in ("tag", "open") and item.text.startswith("<"):
            self.put_tag(item.text, indent, after)
        elif not item.inside:
            self.lines[-1:] = (self.lines[-1] + item.text).split("\n")
        elif self.opens_well(item):
            self.put_opened(item, indent)
        else:
            self.put(item.inside, indent, after)

    def opens_well(self, item):
        """Whether its tags may stand on lines of their own: at the start of a line, with something inside."""
        alone = item.breakable or item.block or not self.lines[-1].strip()
        stands = alone or item.kind == "sentence"
        return stands and len(item.inside) > 2 and all(one.breakable for one in edges(item))

    def put_opened(self, item, indent):
        self.put_item(item.inside[0], indent)
        for branch, border in zip(branches(item), item.borders, strict=True):
            self.new_line(indent + 2)
            self.put(branch, indent + 2)
            self.new_line(indent)
            self.lines[-1] += border.text

    def put_tag(self, text, indent, after=""):
        """A tag whose attributes fill several lines."""
        parts = attributes(text)
        for i, (space, part) in enumerate(parts):
            if i and not self.fits(part + after * (part is parts[-1][1]), space):
                self.new_line(indent + 4)
                space = ""
            if self.fits(part, space):
                self.lines[-1] += space + part
            else:
                self.put_deep(part, indent + 6)

    def put_deep(self, part, indent):
        for i, (space, small) in enumerate(attributes(part, deep=True)):
            if i and not self.fits(small, space):
                self.new_line(indent)
                space = ""
            self.lines[-1] += space + small


def edges(group):
    """The items whose gap must be breakable if a group is to be opened."""
    inside = group.inside
    return [
        one
        for before, one in pairwise(inside)
        if one.kind in ("branch", "close") or before.kind in ("open", "branch")
    ]


def pieces(items):
    """Items between which nothing can be parted, together."""
    found = []
    for item in items:
        if found and not item.breakable:
            found[-1].append(item)
        else:
            found.append([item])
    return found


def beginning(items):
    """What stands before the first place where a line may end, and whether there is such a place."""
    text = ""
    for i, item in enumerate(items):
        if i and item.breakable:
            return text, True
        inner, ended = beginning(item.inside) if item.inside else (item.text, False)
        parts = attributes(inner) if inner.startswith("<") and not item.inside else []
        text += parts[0][1] if len(parts) > 1 else inner
        if ended or len(parts) > 1:
            return text, True
    return text, False


def attributes(tag, deep=False):
    """The parts of a tag between which a line may end, each with the space before it.

    `deep`: also within `{% if %}` and within the names of classes, for what is too long otherwise.
    """
    parts, depth = [["", ""]], 0
    for token in ATTRIBUTE.findall(tag):
        if token.isspace() and (deep or not depth):
            parts.append([" ", ""])
            continue
        branch = re.match(r"\{%\s*(end)?(if|for|with)\b", token)
        if token.startswith("{%") and not depth and parts[-1][1].endswith(('"', "%}")):
            parts.append(["", ""])
        depth += (-1 if branch[1] else 1) if branch else 0
        first, *more = classes(token) if deep and parts[-1][1] == "class=" else [token]
        parts[-1][1] += first
        parts += [[" ", one] for one in more]
    if len(parts) > 1 and parts[-1][1] in (">", "/>"):
        parts[-2:] = [[parts[-2][0], parts[-2][1] + parts[-1][1]]]
    return parts


def classes(quoted):
    return re.findall(rf"(?:{INNER}|\S)+", quoted)
