"""The overview of the chain in the own region (CU5): where signals stand still, and who is behind each post.

It counts only signals the acting person may see; for a regional function the route gives those of the whole region.
"""

from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery

from zicht.chain.custody import deadlines, queries
from zicht.chain.custody.models import HandoverReply, Holding
from zicht.chain.custody.vocabulary import CustodyState, HandoverAnswer, HoldingRole
from zicht.chain.routes.country import country
from zicht.foundation.access import Actor
from zicht.foundation.organisations.models import Absence, FunctionAssignment, Municipality, Organisation
from zicht.foundation.organisations.vocabulary import Function

MOST = 12
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


def of(actor: Actor) -> Overview:
    """Return the overview for the acting person, in nine queries."""
    organisation = Organisation.objects.select_related("region", "municipality").get(pk=actor.organisation_id)
    return Overview(organisation, _counts(), _places(), _waiting(), _returned(), _posts(organisation))


def _running():
    return Holding.objects.filter(
        signal_id__in=queries.visible_ids(),
        ended_at=None,
        role=HoldingRole.RESPONSIBLE,
        signal__custody__state=CustodyState.OPEN,
    )


def _counts() -> dict[str, int]:
    """How many signals are open, over the agreed time with someone, and taken up by nobody."""
    found = _running().aggregate(
        open=Count("signal", distinct=True),
        over=Count("signal", filter=Q(due_at__lt=deadlines.now()), distinct=True),
        touched=Count("signal", filter=Q(taken_up_at__isnull=False), distinct=True),
    )
    return found | {"untouched": found["open"] - found["touched"]}


def _places() -> list[dict]:
    rows = (
        _running()
        .values("organisation__name", "function")
        .annotate(
            open=Count("pk"),
            over=Count("pk", filter=Q(due_at__lt=deadlines.now())),
            untouched=Count("pk", filter=Q(taken_up_at=None)),
            oldest=Min("started_at"),
        )
        .order_by("-over", "-untouched", "organisation__name")
    )
    return [row | {"label": Function(row["function"]).label} for row in rows]


def _waiting() -> list[Holding]:
    """Signals nobody took up yet, each with the holder whose time ends first: acute ones, then the earliest due."""
    taken_up = Holding.objects.filter(signal=OuterRef("signal"), ended_at=None, taken_up_at__isnull=False)
    first_due = (
        Holding.objects.filter(signal=OuterRef("signal"), ended_at=None, role=HoldingRole.RESPONSIBLE)
        .order_by("due_at", "id")
        .values("id")[:1]
    )
    rows = _running().filter(~Exists(taken_up), id=Subquery(first_due))
    rows = rows.select_related("signal", "signal__municipality", "organisation")
    return list(rows.order_by("-signal__acute", "due_at")[:MOST])


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
    mine = _regions_and_places(organisation)
    posts = [
        post
        for post in country().posts
        if post.function in REGIONAL and (post.region, post.municipality) in mine
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
        "organisation": post.organisation, "function": Function(post.function).label, "state": state,
        "until": away and away["away_until"], "deputies": deputies, "staffed": post.staffed, "phone": post.phone,
    }  # fmt: skip


def _people(organisation_ids) -> dict[tuple[str, str], list[dict]]:
    day = deadlines.today()
    rows = (
        FunctionAssignment.objects.filter(
            organisation_id__in=organisation_ids, function__in=REGIONAL, starts_on__lte=day
        )
        .exclude(ends_on__lt=day)
        .values_list("organisation_id", "function", "account_id", "account__name", "deputy")
    )
    away = dict(
        Absence.objects.filter(starts_on__lte=day, ends_on__gte=day).values_list("account_id", "ends_on")
    )
    found: dict[tuple[str, str], list[dict]] = {}
    for organisation, function, account, name, deputy in rows:
        person = {"name": name, "deputy": deputy, "away_until": away.get(account)}
        found.setdefault((str(organisation), function), []).append(person)
    return found


def _regions_and_places(organisation: Organisation) -> set[tuple[int | None, str | None]]:
    """The working areas that lie in the organisation's own: its region and the municipalities in it, or everything."""
    if organisation.municipality_id:
        return {(None, organisation.municipality_id)}
    if organisation.region_id is None:
        return {(post.region, post.municipality) for post in country().posts}
    within = Municipality.objects.filter(
        memberships__region=organisation.region, memberships__valid_until=None
    )
    return {(organisation.region_id, None), *((None, code) for code in within.values_list("code", flat=True))}
