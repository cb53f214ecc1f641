"""What the tags of our templates are to whitespace: the elements of HTML, the pieces of `{% load ui %}`."""

import re

TEXT, SPACE, EDGE = 0, 1, 2  # what a place lies beside: something visible, whitespace, the edge of a block


def words(text):
    return set(text.split())


BLOCKS = words("""
    address article aside blockquote body br caption col colgroup datalist dd details dialog div dl dt
    fieldset figcaption figure footer form h h1 h2 h3 h4 h5 h6 head header hr html legend li link main
    meta nav ol option p pre script section style summary table tbody td tfoot th thead title tr ul
    circle defs desc g line path pattern rect text
""")
BOXES = words("svg select button")  # inline from outside, a block to what is inside
ALONE = words("area br col hr img input link meta source")
RAW = words("pre textarea script style")

PAIRED = words("if for with block alert card disclosure")
BRANCHES = words("else elif empty")
UNSEEN = words("load extends csrf_token regroup get_current_language get_current_language_bidi")
PIECES = words("""
    alert card disclosure area_map bar_chart breadcrumbs data_table empty_state error_summary facts pagination
    receipt steps tabs tile timeline
""")
BOXY = words("badge button link_button icon deadline")
ROOMY = words("content aside head act_title act_lead buttons actions")  # blocks alone in a block element
FLEX_BLOCKS = words("buttons actions error_way_back")  # blocks that lie in a flex box
FLEX = re.compile(  # what lies in these becomes a box of its own: whitespace around it is not shown
    r"zicht-(acting|acting__actions|actions|cards|chips|field|filter|form|grid|head-row|messages|option"
    r"|option__text|options|row|single|stack)(?![\w-])"
)
