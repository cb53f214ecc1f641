"""Whose funnel someone sees in full: the regions the own organisation works in, for functions that watch
over the chain.
"""

from django.db import connection

from zicht.foundation.access import Actor, Permission
from zicht.sight.figures.vocabulary import WORKING_REGION_KIND

REGIONS = """SELECT code, name, coalesce(code = ANY ((SELECT sec.working_regions(%s))::text[]), false)
    FROM organisations_region WHERE kind = %s ORDER BY name"""


def own_regions(actor: Actor) -> set[str]:
    """Return the codes of the working regions that `actor` sees in full; a national desk sees all, others
    none.

    A police unit or other large region holds the working regions that lie in it as a whole. PostgreSQL
    shows the facts of the same regions and no others."""
    if not actor.may(Permission.CHAIN_OVERVIEW):
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.working_regions(%s)", [actor.organisation_id])
        (codes,) = cursor.fetchone()
    return set(codes or ()) - {""}


def regions(actor: Actor) -> tuple[dict[str, str], set[str]]:
    """Return the names of the working regions by code, and the codes of `own_regions`, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(REGIONS, [actor.organisation_id, WORKING_REGION_KIND])
        rows = cursor.fetchall()
    names = {code: name for code, name, _ in rows}
    return names, {code for code, _, own in rows if own and actor.may(Permission.CHAIN_OVERVIEW)}
