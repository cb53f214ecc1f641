"""One report of another channel: checked, and ready to become a signal. The row model of every import.

A row is read as a whole: all that is wrong with it is named at once, each with its column and the shape of
the value. A shape tells what kind of thing stood there ("99-99-9999") without telling what: lists of
errors travel, words of victims do not.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from zicht.chain.intake.importing.columns import BY_NAME
from zicht.chain.intake.importing.files import Line
from zicht.chain.intake.places import Places
from zicht.chain.intake.services import Report
from zicht.chain.signals.vocabulary import ExploitationForm, ReporterKind
from zicht.foundation.vault import sealing
from zicht.methods.folding import plain_words

EARLIEST = date(2000, 1, 1)
SHAPE_LENGTH = 24
DATES = (
    re.compile(r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
)
TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2})?$")
POSTCODE = re.compile(r"\d{4}\s*([A-Za-z]{2})?")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2,4})?")
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")
SERIOUS_DISADVANTAGE = "ernstige benadeling"
OVERFLOW = "Deze rij heeft meer cellen dan er kolommen zijn. Staat er een scheidingsteken in een tekst?"

YES_NO = {
    **dict.fromkeys(("ja", "j", "yes", "y", "1", "x", "true", "waar"), True),
    **dict.fromkeys(("nee", "n", "no", "0", "false", "onwaar"), False),
    **dict.fromkeys(("", "onbekend", "niet bekend", "weet niet"), None),
}
FORMS = {
    **dict.fromkeys(("seksueel", "seksuele uitbuiting", "sexual"), ExploitationForm.SEXUAL),
    **dict.fromkeys(("arbeid", "arbeidsuitbuiting", "labour", SERIOUS_DISADVANTAGE), ExploitationForm.LABOUR),
    **dict.fromkeys(
        ("crimineel", "criminele uitbuiting", "gedwongen bedelen", "bedelen", "criminal"),
        ExploitationForm.CRIMINAL,
    ),
    **dict.fromkeys(
        ("orgaan", "orgaanverwijdering", "gedwongen orgaanverwijdering", "organ removal"),
        ExploitationForm.ORGAN_REMOVAL,
    ),
    **dict.fromkeys(("", "onbekend", "overig", "weet niet", "unknown"), ExploitationForm.UNKNOWN),
}
REPORTERS = {
    **{plain_words(kind.value): kind for kind in ReporterKind},
    **{plain_words(str(kind.label)): kind for kind in ReporterKind},
    "": ReporterKind.UNKNOWN,
    "anoniem": ReporterKind.UNKNOWN,
    "burger": ReporterKind.CITIZEN,
    "omstander": ReporterKind.CITIZEN,
    "slachtoffer": ReporterKind.VICTIM,
    "bekende": ReporterKind.RELATIVE,
    "familie": ReporterKind.RELATIVE,
    "collega": ReporterKind.RELATIVE,
    "boa": ReporterKind.ENFORCEMENT_OFFICER,
    "toezichthouder": ReporterKind.ENFORCEMENT_OFFICER,
    "professional": ReporterKind.OTHER_PROFESSIONAL,
    "balie": ReporterKind.COUNTER_CLERK,
    "zorg": ReporterKind.HEALTH_WORKER,
    "hotel": ReporterKind.HOSPITALITY,
    "horeca": ReporterKind.HOSPITALITY,
}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row: column (empty for the whole row), shape of the value, reason."""

    column: str
    shape: str
    reason: str


@dataclass(frozen=True)
class Incoming:
    """One checked report. Unknown stays None or empty."""

    number: str
    received_on: date
    story: Mapping[str, str]
    form: str = ExploitationForm.UNKNOWN
    serious_disadvantage: bool = False
    municipality: str | None = None
    minor: bool | None = None
    acute: bool = False
    no_police: bool = False
    reporter_kind: str = ReporterKind.UNKNOWN
    language: str = "nl"

    def key(self, source: str, organisation_id) -> str:
        """Return the submission key: the same report of the same source and organisation always has the
        same."""
        return sealing.digest("import", f"{source}|{organisation_id}|{self.number.casefold()}").hex()

    @property
    def digest(self) -> bytes:
        """Return a keyed digest of everything the row says, to know the same words when they come again."""
        said = asdict(self) | {"number": self.number.casefold()}
        return sealing.digest("import row", json.dumps(said, default=str, sort_keys=True))

    def report(self, source: str, organisation_id) -> Report:
        """Return the report to submit."""
        facts = asdict(self)
        facts.pop("number")
        return Report(submission_key=self.key(source, organisation_id), channel=source, **facts)


def read(line: Line, places: Places, today: date) -> tuple[Incoming | None, list[Problem]]:
    """Return the report in a row, or None with everything that is wrong with it."""
    if line.overflow:
        return None, [Problem("", "", OVERFLOW)]
    row = _Reader(line.cells)
    row.check_cells()
    postcode = row.value("postcode", _postcode)
    incoming = Incoming(
        number=row.text("meldnummer"),
        received_on=row.value("datum", lambda text: _day(text, today)),
        story=row.story(),
        form=row.choice(
            "vorm", FORMS, "seksueel, arbeid, ernstige benadeling, crimineel, orgaan of onbekend"
        ),
        serious_disadvantage=plain_words(row.text("vorm")) == SERIOUS_DISADVANTAGE,
        municipality=_municipality(places, postcode, row.text("plaats")),
        minor=row.choice("minderjarig", YES_NO, "ja, nee of onbekend"),
        acute=bool(row.choice("spoed", YES_NO, "ja of nee")),
        no_police=bool(row.choice("geen politie", YES_NO, "ja of nee")),
        reporter_kind=row.choice("melder", REPORTERS, "burger, slachtoffer, bekende of een beroep"),
        language=row.value("taal", _language) or "nl",
    )
    return (None if row.problems else incoming), row.problems


def shape_of(value: str) -> str:
    """Return the shape of a value: digits as 9, letters as a or A, the rest as it is; long ones cut short
    with their length."""
    shape = re.sub(
        r"[^\W\d_]",
        lambda found: "A" if found[0].isupper() else "a",
        re.sub(r"\d", "9", value[:SHAPE_LENGTH]),
    )
    shape = re.sub(r"[^\x20-\x7e]", "?", shape)
    return shape if len(value) <= SHAPE_LENGTH else f"{shape}… ({len(value)} tekens)"


class _Reader:
    """Reads the cells of one row and gathers what is wrong with them."""

    def __init__(self, cells: Mapping[str, str]):
        self.cells = cells
        self.problems: list[Problem] = []

    def text(self, column: str) -> str:
        return self.cells.get(column, "")

    def story(self) -> dict[str, str]:
        parts = {
            "what": self.text("omschrijving"),
            "where": f"{self.text('postcode')} {self.text('plaats')}".strip(),
            "address": self.text("adres"),
            "contact": self.text("bereikbaar"),
        }
        return {name: text for name, text in parts.items() if text}

    def check_cells(self) -> None:
        for name, column in BY_NAME.items():
            text = self.text(name)
            if column.needed and not text:
                self.refuse(name, "Dit is nog leeg.")
            elif len(text) > column.longest:
                self.refuse(name, f"Dit is langer dan {column.longest} tekens.")
            elif NO_TEXT.search(text):
                self.refuse(name, "Hierin staan tekens die geen tekst zijn.")

    def value(self, column: str, parse: Callable[[str], Any]) -> Any:
        text = self.text(column)
        if not text:
            return None
        try:
            return parse(text)
        except ValueError as refusal:
            self.refuse(column, str(refusal))
            return None

    def choice(self, column: str, known: Mapping[str, Any], choices: str) -> Any:
        text = plain_words(self.text(column))
        if text not in known:
            self.refuse(column, f"Dit kennen we niet. Kies uit: {choices}.")
        return known.get(text)

    def refuse(self, column: str, reason: str) -> None:
        self.problems.append(Problem(column, shape_of(self.text(column)), reason))


def _day(text: str, today: date) -> date:
    text = TIME.sub("", text)
    found = next((match for pattern in DATES if (match := pattern.fullmatch(text))), None)
    if found is None:
        raise ValueError("Dit is geen datum. Schrijf dag-maand-jaar, zoals 03-11-2026.")
    try:
        day = date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        raise ValueError("Deze datum bestaat niet.") from None
    if day > today:
        raise ValueError("Deze datum ligt in de toekomst.")
    if day < EARLIEST:
        raise ValueError("Deze datum ligt voor het jaar 2000.")
    return day


def _postcode(text: str) -> str:
    if not POSTCODE.fullmatch(text):
        raise ValueError("Dit is geen postcode. Schrijf vier cijfers, met of zonder twee letters.")
    return text


def _language(text: str) -> str:
    if not LANGUAGE.fullmatch(text.lower()):
        raise ValueError("Dit is geen taalcode. Schrijf twee letters, zoals nl of pl.")
    return text.lower()


def _municipality(places: Places, postcode: str | None, place: str) -> str | None:
    """The only municipality that is meant. Unknown or shared is no error: then the national fallback
    watches over it."""
    for text in (postcode, place):
        found = places.find(text) if text else ()
        if len(found) == 1:
            return found[0]
    return None
