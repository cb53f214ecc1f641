"""The open data described for data portals, in DCAT-AP-NL 3.0 (Geonovum, profile of DCAT-AP 3): catalogue,
data set, files.
"""

from collections.abc import Callable

from django.conf import settings

PROFILE = "http://modellen.geostandaarden.nl/dcat-ap-nl/"
EU = "http://publications.europa.eu/resource/authority"
FILE_TYPES = {"csv": "CSV", "json": "JSON", "xlsx": "XLSX", "ods": "ODS"}
MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
DUTCH = {"@id": f"{EU}/language/NLD", "@type": "dct:LinguisticSystem"}
THEME = {"@language": "en", "@value": "Justice, legal system and public safety"}


def described(
    title: str, text: str, licence: str, issued: dict[int, str], address: Callable[..., str]
) -> dict:
    """Return the catalogue as JSON-LD. `issued`: day of publication by year; `address(year, kind)`: where
    a file is, `address()` the page itself. Who publishes it comes from the settings of the installation."""
    publisher, contact = _publisher(address()), _contact(address())
    dataset = {
        "@id": f"{address()}#dataset",
        "@type": "dcat:Dataset",
        "dct:identifier": f"{address()}#dataset",
        "dct:title": _dutch(title),
        "dct:description": _dutch(text),
        "dct:creator": publisher,
        "dct:publisher": publisher,
        "dcat:contactPoint": contact,
        "dcat:theme": _of("skos:Concept", f"{EU}/data-theme/JUST") | {"skos:prefLabel": THEME},
        "dct:accessRights": _of("dct:RightsStatement", f"{EU}/access-right/PUBLIC"),
        "dct:language": DUTCH,
        "dct:accrualPeriodicity": _of("dct:Frequency", f"{EU}/frequency/ANNUAL"),
        "dct:spatial": _of("dct:Location", f"{EU}/country/NLD"),
        "dct:issued": _day(min(issued.values())),
        "dct:modified": _day(max(issued.values())),
        "dcat:landingPage": _of("foaf:Document", address()),
        "foaf:page": _of("foaf:Document", address()),
        "dcat:keyword": [_dutch(word) for word in ("mensenhandel", "slachtoffers", "meldingen")],
        "dct:temporal": _period(issued),
        "dcat:distribution": [
            _file(year, kind, licence, day, address) for year, day in issued.items() for kind in FILE_TYPES
        ],
    }
    return {
        "@context": CONTEXT,
        "@id": f"{address()}#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _dutch("Open data over mensenhandel"),
        "dct:description": _dutch(
            "Beschermde cijfers over gemelde vermoedelijke slachtoffers van mensenhandel."
        ),
        "dct:creator": publisher,
        "dct:publisher": publisher,
        "dct:conformsTo": _of("dct:Standard", PROFILE),
        "dct:language": DUTCH,
        "dcat:contactPoint": contact,
        "dcat:dataset": [dataset],
    }


def _file(year: int, kind: str, licence: str, day: str, address) -> dict:
    return {
        "@id": address(year, kind),
        "@type": "dcat:Distribution",
        "dct:title": _dutch(f"{year} ({FILE_TYPES[kind]})"),
        "dct:description": _dutch(f"Alles wat over {year} is gepubliceerd."),
        "dcat:accessURL": {"@id": address(year, kind)},
        "dcat:downloadURL": {"@id": address(year, kind)},
        "dcat:mediaType": _of(
            "dct:MediaType", f"https://www.iana.org/assignments/media-types/{MEDIA_TYPES[kind]}"
        ),
        "dct:format": _of("dct:MediaTypeOrExtent", f"{EU}/file-type/{FILE_TYPES[kind]}"),
        "dct:language": DUTCH,
        "dct:license": _of("dct:LicenseDocument", licence),
        "dct:issued": _day(day),
    }


def _publisher(page: str) -> dict:
    return {
        "@id": settings.PUBLISHER_URI or f"{page}#publisher",
        "@type": "foaf:Agent",
        "foaf:name": _dutch(settings.PUBLISHER_NAME),
    }


def _contact(page: str) -> dict:
    return {
        "@type": ["vcard:Kind", "vcard:Organization"],
        "vcard:fn": settings.PUBLISHER_NAME,
        "vcard:hasURL": {"@id": page},
    }


def _period(issued: dict[int, str]) -> dict:
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _day(f"{min(issued)}-01-01"),
        "dcat:endDate": _day(f"{max(issued)}-12-31"),
    }


def _of(kind: str, address: str) -> dict:
    """A thing that is described elsewhere, with its class: checks of data portals do not look it up."""
    return {"@id": address, "@type": kind}


def _dutch(text: str) -> dict:
    return {"@language": "nl", "@value": text}


def _day(day: str) -> dict:
    return {"@type": "xsd:date", "@value": day}
