"""The layout of the Django templates, for `scripts/format-templates`: one element a line.

Whitespace that people would see is neither added nor taken away. A line is broken where the source has
whitespace, inside a tag between attributes, or where on every way through `{% if %}` and `{% for %}` the
break lies beside the edge of a block-level element. Left as they stand: <pre>, <textarea>, <script>,
<style>, {% comment %} and {% blocktranslate %} (unless it is `trimmed`).
"""

import re

from layout.edges import box, flow
from layout.lines import Page
from layout.reading import Item, Unreadable, read
from layout.vocabulary import EDGE, TEXT

__all__ = ["Unreadable", "laid_out"]


def laid_out(source):
    """The template as it should stand in its file."""
    items, rest = read(source)
    box(items, False)
    inside = [Item("open", ""), *items, Item("close", "", rest)]
    flow(inside, TEXT, "ahead")
    flow(inside, TEXT, "behind")
    if any(one.name == "extends" for one in items):
        for one in inside:
            one.ahead, one.top = EDGE, one.name == "block"
    page = Page()
    page.put(items, 0)
    return re.match(r"\s*", source).group() + "\n".join(page.lines).rstrip() + ("\n" if rest else "")
