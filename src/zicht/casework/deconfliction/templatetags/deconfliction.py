"""A small block for work pages: `{% load deconfliction %}{% overlap_warnings %}`."""

from django import template

from zicht.casework.deconfliction import queries
from zicht.foundation.access import Permission

register = template.Library()


@register.inclusion_tag("deconfliction/warnings.html", takes_context=True)
def overlap_warnings(context):
    """How many warnings are new; nothing when there are none. One query."""
    actor = context["request"].actor
    may = actor is not None and actor.may(Permission.SIGNAL_ADD)
    return {"overlaps": queries.unseen(actor) if may else 0}
