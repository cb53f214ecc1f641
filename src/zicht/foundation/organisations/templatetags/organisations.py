"""How functions read on screens: `{% load organisations %}`."""

from django import template

from zicht.foundation.organisations.vocabulary import Function

register = template.Library()


@register.filter
def functie(slug):
    """A function in the middle of a sentence: "politieteam mensenhandel (TMM)"."""
    return Function(slug).in_a_sentence
