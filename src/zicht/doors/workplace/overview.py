"""The overview of the chain in the own region (CU5): where signals stand still, and who is behind each post.

It counts only signals the acting person may see; for a regional function the route gives those of the
whole region.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from zicht.chain.custody import queries, standing
from zicht.chain.custody.models import HandoverReply, Holding
from zicht.chain.custody.vocabulary import CustodyState, HandoverAnswer, HoldingRole
from zicht.chain.routes.country import Country, country
from zicht.foundation.access import Actor
from zicht.foundation.acts import clock
from zicht.foundation.database.reading import named_rows
from zicht.foundation.organisations.models import Absence, FunctionAssignment, Organisation
from zicht.foundation.organisations.vocabulary import Function

MOST = 12
AGREED = Coalesce("overdue_since", "due_at")
REGIONAL = (
    Function.CONTACT_OFFICER,
    Function.CHAIN_DIRECTOR,
    Function.CARE_COORDINATOR,
    Function.TMM,
    Function.SAFE_HOME,
)


@dataclass(frozen=True, slots=True)
class Overview:
    """What stalls where."""

    organisation: Organisation
    counts: dict[str, int]
    places: list[dict]
    waiting: list[Holding]
    returned: list[HandoverReply]
    posts: list[dict]

    @property
    def elsewhere(self) -> str:
        """How many of the open signals the funnel of the region does not count; empty for none."""
        number = self.counts["elsewhere"]
        return f"waarvan {number} buiten de regio of zonder plaats" if number else ""


def of(actor: Actor) -> Overview:
    """Return the overview for the acting person, in seven queries."""
    organisation = Organisation.objects.select_related("region", "municipality").get(pk=actor.organisation_id)
    counted = _counts_and_places(organisation)
    return Overview(organisation, *counted, _waiting(), _returned(), _posts(organisation))


def _running():
    return Holding.objects.filter(
        signal_id__in=queries.visible_ids(),
        ended_at=None,
        role=HoldingRole.RESPONSIBLE,
        signal__custody__state=CustodyState.OPEN,
    )


# One pass for the whole and for each organisation and function; a signal that lies with two counts once in
# the whole.
STANDING = f"""SELECT o.name AS organisation__name, h.function, count(*) AS open,
    count(*) FILTER (WHERE over) AS over,
    count(*) FILTER (WHERE NOT {standing.taken_up("h")}) AS untouched, min(h.started_at) AS oldest,
    count(DISTINCT h.signal_id) AS signals, count(DISTINCT h.signal_id) FILTER (WHERE over) AS signals_over,
    count(DISTINCT h.signal_id) FILTER (WHERE {standing.taken_up("h")}) AS signals_touched,
    count(DISTINCT h.signal_id) FILTER (WHERE r.code IS NULL) AS elsewhere
FROM custody_holding h JOIN custody_custody c ON c.signal_id = h.signal_id AND c.state = 'open'
JOIN organisations_organisation o ON o.id = h.organisation_id
JOIN signals_signal s ON s.id = h.signal_id
LEFT JOIN organisations_membership m ON m.municipality_id = s.municipality_id AND m.valid_until IS NULL
    AND m.region_id IN (SELECT id FROM organisations_region WHERE kind = 'safety_region')
LEFT JOIN organisations_region r ON r.id = m.region_id
    AND r.code = ANY ((SELECT sec.working_regions(%s))::text[])
CROSS JOIN LATERAL (SELECT {standing.over("h")} AS over) t
WHERE {standing.running("h")}
    AND h.signal_id IN (SELECT subject_id FROM sharing_grant WHERE subject_kind = 'signal'
        AND ended_at IS NULL)
GROUP BY GROUPING SETS ((o.id, o.name, h.function), ()) ORDER BY over DESC, untouched DESC, o.name"""


def _counts_and_places(organisation: Organisation) -> tuple[dict[str, int], list[dict]]:
    """How many signals are open, over the agreed time with someone, taken up by nobody, and about another
    region or no known place; and the same by holder."""
    found = named_rows(STANDING, [organisation.pk])
    whole = next(row for row in found if row["function"] is None)
    counts = {
        "open": whole["signals"],
        "over": whole["signals_over"],
        "untouched": whole["signals"] - whole["signals_touched"],
        "elsewhere": whole["elsewhere"],
    }
    return counts, [row | {"label": Function(row["function"]).label} for row in found if row["function"]]


def _waiting() -> list[Holding]:
    """Signals nobody took up yet, each with the holder whose time ends first: acute ones, then the
    earliest due."""
    taken_up = Holding.objects.filter(signal=OuterRef("signal"), ended_at=None, taken_up_at__isnull=False)
    first_due = (
        Holding.objects.filter(signal=OuterRef("signal"), ended_at=None, role=HoldingRole.RESPONSIBLE)
        .order_by(AGREED, "id")
        .values("id")[:1]
    )
    rows = _running().filter(~Exists(taken_up), id=Subquery(first_due))
    rows = rows.select_related("signal", "signal__municipality", "organisation")
    return list(rows.order_by("-signal__acute", AGREED)[:MOST])


def _returned() -> list[HandoverReply]:
    rows = HandoverReply.objects.filter(
        answer=HandoverAnswer.RETURNED, signal__custody__state=CustodyState.OPEN
    )
    return list(
        rows.select_related("signal", "signal__municipality", "handover__to_organisation").order_by(
            "-answered_at"
        )[:MOST]
    )


def _posts(organisation: Organisation) -> list[dict]:
    """Posts of the region that are vacant, or whose first person is away; with who stands in."""
    known = country()
    mine = _regions_and_places(organisation, known)
    posts = [
        post for post in known.posts if post.function in REGIONAL and (post.region, post.municipality) in mine
    ]
    people = _people([post.organisation_id for post in posts])
    rows = [_post(post, people.get((post.organisation_id, post.function), [])) for post in posts]
    return [row for row in rows if row]


def _post(post, people: list[dict]) -> dict | None:
    first = [person for person in people if not person["deputy"]]
    deputies = [person["name"] for person in people if person["deputy"] and not person["away_until"]]
    away = next((person for person in first if person["away_until"]), None)
    if first and not away:
        return None
    state = f"{away['name']} is afwezig tot en met" if away else "Niet bezet"
    return {
        "organisation": post.organisation,
        "function": Function(post.function).label,
        "state": state,
        "until": away and away["away_until"],
        "deputies": deputies,
        "staffed": post.staffed,
        "phone": post.phone,
    }


def _people(organisation_ids) -> dict[tuple[str, str], list[dict]]:
    """Who has which function, first or as deputy, and until when someone is away."""
    day = clock.today()
    away = Absence.objects.filter(account=OuterRef("account"), starts_on__lte=day, ends_on__gte=day).order_by(
        "-ends_on"
    )
    rows = (
        FunctionAssignment.objects.filter(
            organisation_id__in=organisation_ids, function__in=REGIONAL, starts_on__lte=day
        )
        .exclude(ends_on__lt=day)
        .annotate(away_until=Subquery(away.values("ends_on")[:1]))
        .values_list("organisation_id", "function", "account__name", "deputy", "away_until")
    )
    found: dict[tuple[str, str], list[dict]] = {}
    for organisation, function, name, deputy, until in rows:
        person = {"name": name, "deputy": deputy, "away_until": until}
        found.setdefault((str(organisation), function), []).append(person)
    return found


def _regions_and_places(organisation: Organisation, known: Country) -> set[tuple[int | None, str | None]]:
    """The working areas that lie in the organisation's own: its region and the municipalities in it, or
    everything."""
    if organisation.municipality_id:
        return {(None, organisation.municipality_id)}
    if organisation.region_id is None:
        return {(post.region, post.municipality) for post in known.posts}
    within = (code for code, regions in known.regions_of.items() if organisation.region_id in regions)
    return {(organisation.region_id, None), *((None, code) for code in within)}
