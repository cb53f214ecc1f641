"""The people of the demonstration, for its sign-in page."""

from django import template
from django.conf import settings

from zicht.foundation.organisations.models import FunctionAssignment
from zicht.foundation.organisations.vocabulary import Function

register = template.Library()
ORDER = list(Function.values)


@register.simple_tag
def showcase_accounts():
    """Return one entry for each showcase account: id, name, e-mail, function, organisation; none outside
    the demonstration."""
    if not settings.DEMO:
        return []
    rows = FunctionAssignment.objects.filter(account__showcase=True).select_related("account", "organisation")
    people = {
        row.account_id: {
            "id": row.account_id,
            "name": row.account.name,
            "email": row.account.email,
            "function": row.get_function_display(),
            "organisation": row.organisation.name,
            "order": ORDER.index(row.function),
        }
        for row in rows
    }
    return sorted(people.values(), key=lambda person: (person["order"], person["organisation"]))
