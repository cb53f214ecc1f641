"""Small blocks about words to people: `{% load messages_for_me %}{% waiting_reporters %}` and `{%
unread_messages %}`.
"""

from django import template

from zicht.chain.messages import queries
from zicht.foundation.access import Permission

register = template.Library()


@register.inclusion_tag("messages/waiting.html", takes_context=True)
def waiting_reporters(context):
    """How many reporters still wait for a word from the own functions; nothing when nobody waits. One
    query."""
    actor = context["request"].actor
    if actor is None or not actor.may(Permission.FEEDBACK_GIVE):
        return {"waiting": 0}
    return {"waiting": queries.waiting_reporters(actor), "most": queries.MOST_COUNTED}


@register.simple_tag(takes_context=True)
def unread_messages(context) -> int:
    """How many messages the acting person did not read yet. One query."""
    actor = context["request"].actor
    return queries.unread_count(actor) if actor is not None else 0
