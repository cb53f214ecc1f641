"""A template as items: words, tags and Django tags, groups within groups, each with the gap before it."""

import re
from dataclasses import dataclass, field

from layout.vocabulary import ALONE, BLOCKS, BOXY, BRANCHES, PAIRED, PIECES, RAW, TEXT

INNER = r"\{%.*?%\}|\{\{.*?\}\}"
QUOTED = rf'"(?:{INNER}|[^"])*"|\'(?:{INNER}|[^\'])*\''
FIELD = r"\{\{ [\w.]+\.as_field_group \}\}"
TAG = rf"</?[a-zA-Z][\w-]*(?:\{{\{{.*?\}}\}})?(?:{QUOTED}|{INNER}|[^>\"'])*>"
TOKEN = re.compile(
    r"(?P<raw>\{%\s*comment\b.*?\{%\s*endcomment\s*%\})"
    r"|(?P<sentence>\{%\s*blocktranslate\b.*?\{%\s*endblocktranslate\s*%\})"
    rf"|(?P<note>\{{\#.*?\#\}}|<!--.*?-->)|(?P<django>\{{%.*?%\}})|(?P<tag>{TAG}|<!doctype[^>]*>)"
    rf"|(?P<space>\s+)|(?P<word>{FIELD}|(?:\{{\{{.*?\}}\}}|(?!\{{[{{%\#]|</?[a-zA-Z]|<!)\S)+)",
    re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(rf"{QUOTED}|{INNER}|\s+|[^\s\"'{{]+|.", re.DOTALL)


class Unreadable(Exception):
    """The tags of a template do not close what they open."""


@dataclass
class Item:
    kind: str
    text: str
    gap: str = ""  # whitespace before it in the source
    name: str = ""
    inside: list["Item"] = field(default_factory=list)  # of a group: opening, children, branches, closing
    ahead: int = TEXT  # what lies just before the gap
    behind: int = TEXT  # and just after it
    boxed: bool = False  # lies in a flex box
    top: bool = False  # a block of a template that extends another

    @property
    def space(self):
        return " " if self.gap else ""

    @property
    def hidden(self):
        return self.name == "csrf_token" or (self.name == "input" and 'type="hidden"' in self.text)

    @property
    def breakable(self):
        return bool(self.gap) or max(self.ahead, self.behind) > TEXT

    @property
    def block(self):
        """Stands on lines of its own where that is allowed."""
        if self.kind == "element":
            return self.name in BLOCKS
        if self.kind == "word":
            return bool(re.fullmatch(FIELD, self.text))
        if self.kind == "tag" or (self.kind == "django" and self.name in PIECES):
            return self.name in BLOCKS - {"br"} | PIECES | {"doctype"}
        inner = self.kind == "group" and any(one.block for one in self.inside)
        return inner or self.top or (self.kind == "group" and self.name in PIECES)

    @property
    def apart(self):
        """Gets a line of its own once what it lies in does not fit on one."""
        boxed = self.boxed and (self.kind in ("element", "tag") or self.name in BOXY)
        return self.block or boxed or (self.kind == "group" and any(one.apart for one in self.inside))

    @property
    def borders(self):
        return [one for one in self.inside if one.kind in ("branch", "close")]

    def hard(self, before):
        kept = self.kind in ("django", "note") and "\n" in self.gap
        own = self.block or before.block or self.hidden or before.hidden
        return self.breakable and (own or kept)


def read(source):
    """The items of a template, groups within groups."""
    open_groups, items, gap, at = [], [], "", 0
    while at < len(source):
        found = TOKEN.match(source, at)
        if not found:
            raise Unreadable(f"cannot read on from {source[at : at + 40]!r}")
        at, text, kind = found.end(), found.group(), found.lastgroup
        if kind == "space":
            gap = text
            continue
        item, gap = Item(kind, text, gap, name_of(kind, text)), ""
        if kind == "sentence":
            items.append(sentence(item))
            continue
        if closes(item):
            group, items = close(open_groups, items, item)
            items.append(group)
        elif kind == "django" and item.name in BRANCHES:
            items.append(Item("branch", text, item.gap, item.name))
        elif opens(item):
            open_groups.append((items, item))
            items = [item]
            if item.name in RAW:
                end = source.index(f"</{item.name}", at)
                items.append(Item("word", source[at:end]))
                at = end
        else:
            items.append(item)
    if open_groups:
        raise Unreadable(f"{open_groups[-1][1].text} is not closed")
    return items, gap


def sentence(item):
    """What is translated stays as it stands; only where it is `trimmed` may its words fill other lines."""
    first, *parts, last = re.split(r"(\{%.*?%\})", item.text)[1:-1]
    if " trimmed" not in first:
        return item
    item.inside = [Item("open", first)]
    for part in parts:
        if part.startswith("{%"):
            item.inside.append(Item("branch", part))
            continue
        words = re.findall(r"(?:\{\{.*?\}\}|\S)+", part)
        item.inside += [Item("word", word, " " if i else "") for i, word in enumerate(words)]
    item.inside.append(Item("close", last))
    return item


def name_of(kind, text):
    if kind == "django":
        return text[2:-2].split()[0]
    return re.match(r"<[/!]?([\w-]+)", text).group(1).lower() if kind == "tag" else ""


def opens(item):
    if item.kind == "django":
        return item.name in PAIRED
    alone = item.name in ALONE or item.name == "doctype" or item.text.endswith("/>")
    return item.kind == "tag" and not alone


def closes(item):
    return item.text.startswith("</") or (item.kind == "django" and item.name[3:] in PAIRED)


def close(open_groups, items, last):
    if not open_groups:
        raise Unreadable(f"{last.text} closes nothing")
    around, first = open_groups.pop()
    if first.name != last.name.removeprefix("end" if last.kind == "django" else ""):
        raise Unreadable(f"{last.text} closes {first.text}")
    kind = "group" if first.kind == "django" else "element"
    group = Item(kind, "", first.gap, first.name, [*items, Item("close", last.text, last.gap)])
    items[0] = Item("open", first.text, "", first.name)
    group.inside[0] = items[0]
    return group, around
