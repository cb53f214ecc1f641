"""The section of the register on the page of a signal: `{% load registration %}{% registration signal_id
%}`.
"""

from django import template

from zicht.casework.register.notifying import telling as story
from zicht.foundation.access import Permission

register = template.Library()


@register.inclusion_tag("register/of_signal.html", takes_context=True)
def registration(context, signal_id):
    """Who reports to CoMensha: persons, the latest decision, open duties and what one can do. One query.

    Nothing for someone who may not see the register; `request.actor` must be the acting person of the page.
    """
    actor = context["request"].actor
    if actor is None or not actor.may(Permission.REGISTER_READ):
        return {"shown": False}
    return {
        "shown": True,
        "signal_id": signal_id,
        "own_organisation": str(actor.organisation_id),
        "may_act": actor.may(Permission.REGISTER_NOTIFY),
        **story.of_signal(signal_id),
    }
