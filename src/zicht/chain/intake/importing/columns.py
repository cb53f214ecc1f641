"""The columns of a tip line's list: their Dutch names, what goes in them, and the file to start from."""

from dataclasses import dataclass

from zicht.methods.folding import plain_words


@dataclass(frozen=True)
class Column:
    """One column; `also`: other headings people give it."""

    name: str
    explained: str
    example: str = ""
    needed: bool = False
    longest: int = 200
    also: tuple[str, ...] = ()


COLUMNS = (
    Column(
        "meldnummer",
        "Het nummer van de melding bij u. Hieraan herkennen we de melding als ze weer komt.",
        "2026-0001",
        needed=True,
        longest=60,
        also=("melding", "meldingsnummer", "nummer", "id", "zaaknummer", "kenmerk"),
    ),
    Column(
        "datum",
        "De dag waarop de melding bij u kwam: dag-maand-jaar.",
        "03-11-2026",
        needed=True,
        also=("meldingsdatum", "meldatum", "datum melding", "ontvangen", "ontvangen op"),
    ),
    Column(
        "omschrijving",
        "Wat er is gezien of gehoord, in woorden.",
        "In een loods werken mensen die daar ook slapen.",
        needed=True,
        longest=10_000,
        also=("tekst", "inhoud", "toelichting", "beschrijving", "melding tekst"),
    ),
    Column("postcode", "Vier cijfers, met of zonder letters.", "6711", also=("pc4", "pc6")),
    Column(
        "plaats",
        "Plaats of gemeente. Kennen we die niet, dan gaat het signaal naar het landelijk vangnet.",
        "Ede",
        also=("gemeente", "woonplaats", "plaatsnaam"),
    ),
    Column("adres", "Straat en huisnummer.", "", also=("straat", "locatie")),
    Column(
        "vorm",
        "seksueel, arbeid, ernstige benadeling, crimineel, orgaan of onbekend.",
        "arbeid",
        also=("uitbuitingsvorm", "soort", "soort uitbuiting", "categorie"),
    ),
    Column("minderjarig", "ja, nee of onbekend.", "onbekend", also=("minderjarige", "jonger dan 18")),
    Column("spoed", "Is er nu gevaar: ja of nee.", "nee", also=("acuut", "acuut gevaar", "urgent")),
    Column("geen politie", "Wil het slachtoffer geen politie: ja of nee.", "nee", also=("wil geen politie",)),
    Column(
        "melder",
        "burger, slachtoffer, bekende, of een beroep zoals boa, zorgverlener of school.",
        "burger",
        also=("soort melder", "bron"),
    ),
    Column("taal", "De taal van de omschrijving, in twee letters.", "nl", longest=8, also=("taalcode",)),
    Column(
        "bereikbaar",
        "Hoe de melder te bereiken is, als die dat wil.",
        "",
        also=("contact", "contactgegevens"),
    ),
)
BY_NAME = {column.name: column for column in COLUMNS}
NEEDED = tuple(column.name for column in COLUMNS if column.needed)


def _letters(heading: str) -> str:
    return plain_words(heading.replace("_", " ")).replace(" ", "")


_KNOWN_AS = {_letters(name): column.name for column in COLUMNS for name in (column.name, *column.also)}


def known_as(heading: str) -> str | None:
    """Return the column that a heading means; None for one we do not read."""
    return _KNOWN_AS.get(_letters(heading))


def template() -> bytes:
    """Return the file to start from: headings and one example, as Dutch spreadsheets open it (semicolons,
    with a BOM)."""
    lines = (";".join(column.name for column in COLUMNS), ";".join(column.example for column in COLUMNS))
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()
