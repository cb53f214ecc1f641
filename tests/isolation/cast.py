"""Who walks past every door: each function in the own region, a neighbouring region, another police unit
and nationally.
"""

from zicht.foundation.access import Actor
from zicht.foundation.organisations.models import FunctionAssignment

EDE, CARE, SAFETY_HOUSE = "gemeente-ede", "zorgcoordinatie-gelderland-midden", "zvh-gelderland-midden"
POLICE, SAFE_HOME = "politie-oost-nederland", "veilig-thuis-gelderland-midden"
NIJMEGEN, CARE_NEXT, SAFETY_HOUSE_NEXT = (
    "gemeente-nijmegen",
    "zorgcoordinatie-gelderland-zuid",
    "zvh-gelderland-zuid",
)
UTRECHT, CARE_AWAY, POLICE_AWAY = "gemeente-utrecht", "zorgcoordinatie-utrecht", "politie-midden-nederland"

MUNICIPAL = ("reporter", "ambassador", "contact_officer", "data_protection_officer", "administrator")


def _of(where: str, **organisations: tuple[str, ...]) -> list[tuple[str, str, str]]:
    return [
        (where, slug.replace("_", "-"), f) for slug, functions in organisations.items() for f in functions
    ]


CAST = [
    *_of(
        "own region",
        gemeente_ede=MUNICIPAL,
        zvh_gelderland_midden=("chain_director",),
        zorgcoordinatie_gelderland_midden=("care_coordinator", "duty_officer"),
        veilig_thuis_gelderland_midden=("safe_home", "reporter"),
        politie_oost_nederland=("tmm", "reporter"),
    ),
    *_of(
        "neighbouring region",
        gemeente_nijmegen=MUNICIPAL,
        zvh_gelderland_zuid=("chain_director",),
        zorgcoordinatie_gelderland_zuid=("care_coordinator", "duty_officer"),
        veilig_thuis_gelderland_zuid=("safe_home",),
    ),
    *_of(
        "other police unit",
        gemeente_utrecht=MUNICIPAL,
        zvh_utrecht=("chain_director",),
        zorgcoordinatie_utrecht=("care_coordinator", "duty_officer"),
        veilig_thuis_utrecht=("safe_home",),
        politie_midden_nederland=("tmm",),
    ),
    *_of(
        "national",
        arbeidsinspectie=("nla", "reporter"),
        marechaussee=("kmar",),
        comensha=("registrar", "data_protection_officer"),
        landelijk_vangnet=("fallback_desk",),
        fairwork=("ambassador",),
        leger_des_heils=("shelter_manager",),
        nationaal_rapporteur=("researcher",),
        beheer_zicht=("administrator",),
    ),
]
"""(where, organisation, function) of everyone who tries."""

COLLEAGUE = ("own region, colleague", EDE, "reporter")
"""A second reporter of Ede, who did not give the signal that the first one gave."""

EVERYONE = [*CAST, COLLEAGUE]


def name(part: tuple[str, str, str]) -> str:
    """Return how a test calls someone."""
    where, organisation, function = part
    return f"{function} of {organisation} ({where})"


def actor(part: tuple[str, str, str]) -> Actor:
    """Return the actor behind a part: first persons before deputies, the showcase account first of all."""
    _, organisation, function = part
    posts = FunctionAssignment.objects.filter(organisation__slug=organisation, function=function)
    posts = list(
        posts.select_related("account", "organisation").order_by("-account__showcase", "deputy", "id")
    )
    post = posts[1] if part is COLLEAGUE else posts[0]
    held = FunctionAssignment.objects.filter(account=post.account, organisation=post.organisation)
    return Actor(
        organisation_id=post.organisation_id,
        person_id=post.account_id,
        functions=tuple(sorted(held.values_list("function", flat=True))),
        name=post.account.name,
        organisation_name=post.organisation.name,
    )
