"""Pieces of sharing on pages of other rooms: emergency access at a signal, and what waits for a review."""

from django import template
from django.db.models import Count, Q

from zicht.chain.sharing.services import break_glass
from zicht.foundation.access import Permission
from zicht.foundation.acts.clock import now

register = template.Library()


@register.inclusion_tag("sharing/_of_signal.html", takes_context=True)
def emergency_access(context, signal_id):
    """Every time glass was broken for a signal, seen by all its holders. One query."""
    actor = context["request"].actor
    may = actor is not None and actor.may(Permission.SHARE)
    return {"rows": break_glass.of(signal_id) if may else []}


@register.inclusion_tag("sharing/_waiting.html", takes_context=True)
def emergencies_to_review(context):
    """How many times glass was broken that wait for the acting person's look. One query."""
    actor = context["request"].actor
    if actor is None or not actor.may(Permission.BREAK_GLASS_REVIEW):
        return {"count": 0}
    late = Count("pk", filter=Q(review_due_at__lte=now()))
    return break_glass.to_review(actor).order_by().aggregate(count=Count("pk"), late=late)
