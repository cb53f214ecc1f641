"""The wish for no investigators that holds now, for a query that reads signals."""

from django.db.models import BooleanField, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from zicht.chain.signals.models import Wish


def holding() -> Coalesce:
    """Return the expression for `Signal.wants_no_police`: the latest wish, else what the report said."""
    latest = Wish.objects.filter(signal=OuterRef("pk")).order_by("-pk").values("no_police")[:1]
    return Coalesce(Subquery(latest), F("no_police"), output_field=BooleanField())
