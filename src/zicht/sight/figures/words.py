"""What keys of the figures are called on screens and in downloads."""

from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from zicht.foundation.organisations.models import Municipality, Region
from zicht.reference.codes import sectors
from zicht.sight.figures.vocabulary import LABELS, WORKING_REGION_KIND, Division

UNKNOWN = _("Onbekend")
SETTINGS = {
    "private_home": _("Privéwoning"),
    "online": _("Online"),
    "escort": _("Escort"),
    "window": _("Raamprostitutie"),
    "club": _("Club"),
    "massage": _("Massagesalon"),
    "street": _("Straat"),
    "drugs": _("Drugs"),
    "theft": _("Diefstal"),
    "fraud": _("Fraude"),
    "begging": _("Bedelen"),
    "cannabis": _("Hennepteelt"),
}


def labels_of(by: str) -> dict[str, str]:
    """Return label by key, in the language of the page; a key that is absent is shown as it is."""
    unknown = {"unknown": gettext(UNKNOWN)}
    if by == Division.REGION:
        return region_names() | unknown
    if by == Division.SECTOR:
        return _translated(SETTINGS) | sector_names() | unknown
    if by == Division.MUNICIPALITY:
        return municipality_names() | unknown
    return _translated(LABELS.get(by, {}))


def _translated(labels: dict[str, str]) -> dict[str, str]:
    return {key: gettext(label) for key, label in labels.items()}


def sector_names() -> dict[str, str]:
    """Return the names of the economic sectors by code; a division without an English name keeps its Dutch
    one."""
    dutch = get_language() == settings.LANGUAGE_CODE
    return {
        sector.code: sector.name_nl if dutch else sector.name_en or sector.name_nl for sector in sectors()
    }


def municipality_names() -> dict[str, str]:
    """Return the names of the municipalities by code."""
    return dict(Municipality.objects.order_by("name").values_list("code", "name"))


def region_names() -> dict[str, str]:
    """Return the names of the working regions by code."""
    return dict(Region.objects.filter(kind=WORKING_REGION_KIND).order_by("name").values_list("code", "name"))
