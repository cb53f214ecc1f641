"""What is said about a file that is not read: what is wrong, where, and what to do."""

from zicht.foundation.documents.apart import limits
from zicht.foundation.documents.apart.refusal import Unreadable

SENTENCES = {
    "letters": "De letters in dit bestand kunnen we niet lezen. Sla het op als CSV UTF-8.",
    "quotes": (
        "Regel {}: een aanhalingsteken is niet goed gesloten. Herstel dat en kies het bestand opnieuw."
    ),
    "rows": f"Dit bestand heeft meer dan {limits.ROWS} rijen. Verdeel het over meer bestanden.",
    "wide": f"Regel {{}} heeft meer dan {limits.COLUMNS} kolommen. Haal weg wat niet bij de lijst hoort.",
    "far": (
        "In cel {} staat iets, ver buiten de lijst. Maak die cel leeg, of kopieer de lijst naar een nieuw"
        " bestand."
    ),
    "unpacked": (
        "Dit bestand is uitgepakt te groot. Kopieer alleen de lijst naar een nieuw bestand en kies dat."
    ),
    "broken": "Dit Excel-bestand kunnen we niet openen. Sla het opnieuw op en kies het nog eens.",
    "pixels": "Deze foto heeft te veel beeldpunten. Maak een kleinere foto of een schermafdruk.",
    "no_picture": (
        "Dit bestand kunnen we niet als foto lezen. Kies een foto van het soort JPEG, PNG of WebP."
    ),
    "too_much": (
        "Dit bestand vraagt te veel om te openen. Sla het opnieuw op, kleiner of met minder erin, en kies het"
        " nog eens."
    ),
    "busy": "Er worden nu te veel bestanden tegelijk gelezen. Kies het over een minuut opnieuw.",
}


def said(refusal: Unreadable) -> str:
    return SENTENCES[refusal.code].format(refusal.where)
