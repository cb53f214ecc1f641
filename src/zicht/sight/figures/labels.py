"""What keys of the figures are called on screens and in downloads."""

from zicht.foundation.organisations.models import Municipality, Region
from zicht.reference.codes import sectors
from zicht.sight.figures.vocabulary import LABELS, WORKING_REGION_KIND, Division

UNKNOWN = "Onbekend"
SETTINGS = {
    "private_home": "Privéwoning",
    "online": "Online",
    "escort": "Escort",
    "window": "Raamprostitutie",
    "club": "Club",
    "massage": "Massagesalon",
    "street": "Straat",
    "drugs": "Drugs",
    "theft": "Diefstal",
    "fraud": "Fraude",
    "begging": "Bedelen",
    "cannabis": "Hennepteelt",
}


def labels_of(by: str) -> dict[str, str]:
    """Return label by key; a key that is absent is shown as it is."""
    if by == Division.REGION:
        return region_names() | {"unknown": UNKNOWN}
    if by == Division.SECTOR:
        return SETTINGS | {sector.code: sector.name_nl for sector in sectors()} | {"unknown": UNKNOWN}
    if by == Division.MUNICIPALITY:
        return municipality_names() | {"unknown": UNKNOWN}
    return LABELS.get(by, {})


def municipality_names() -> dict[str, str]:
    """Return the names of the municipalities by code."""
    return dict(Municipality.objects.order_by("name").values_list("code", "name"))


def region_names() -> dict[str, str]:
    """Return the names of the working regions by code."""
    return dict(Region.objects.filter(kind=WORKING_REGION_KIND).order_by("name").values_list("code", "name"))
