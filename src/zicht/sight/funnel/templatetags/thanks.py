"""A small block under the own signals: `{% load thanks %}{% what_it_brought %}`."""

from django import template

from zicht.sight.funnel import thanks

register = template.Library()


@register.inclusion_tag("funnel/brought.html", takes_context=True)
def what_it_brought(context):
    """What signals of the own region led to, in published numbers; nothing before anything is published."""
    return {"brought": thanks.brought(context["request"].actor)}
