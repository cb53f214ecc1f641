"""Why two records may be of one person, and why a file cannot be linked."""

from typing import TYPE_CHECKING

from .saying import Language, Words, once, said

if TYPE_CHECKING:
    from zicht.methods.linkage import Reason

REASONS: Words = {
    "given_name.same": ("zelfde voornaam", "same given name"),
    "given_name.word": ("één voornaam gelijk", "one given name alike"),
    "given_name.sound": (
        "voornaam klinkt gelijk of is een roepnaam",
        "given name sounds alike or is a pet form",
    ),
    "given_name.near": ("voornaam bijna gelijk", "given name nearly alike"),
    "given_name.start": ("voornaam begint gelijk", "given name begins alike"),
    "given_name.crossed": ("voor- en achternaam verwisseld", "given and family name swapped"),
    "given_name.as_family": (
        "voornaam van de een is achternaam van de ander",
        "given name of one is family name of the other",
    ),
    "given_name.other": ("andere voornaam", "other given name"),
    "given_name.initial": ("voorletter gelijk", "same initial"),
    "given_name.other_initial": ("andere voorletter", "other initial"),
    "family_name.same": ("zelfde achternaam", "same family name"),
    "family_name.word": ("één achternaam gelijk", "one family name alike"),
    "family_name.sound": ("achternaam klinkt gelijk", "family name sounds alike"),
    "family_name.near": ("achternaam bijna gelijk", "family name nearly alike"),
    "family_name.crossed": ("voor- en achternaam verwisseld", "given and family name swapped"),
    "family_name.other": ("andere achternaam", "other family name"),
    "family_name.initial": ("eerste letter achternaam gelijk", "same first letter of the family name"),
    "family_name.other_initial": (
        "andere eerste letter achternaam",
        "other first letter of the family name",
    ),
    "birth.date": ("zelfde geboortedatum", "same date of birth"),
    "birth.swapped": ("dag en maand van geboorte verwisseld", "day and month of birth swapped"),
    "birth.slip": ("geboortedatum op één deel na gelijk", "date of birth alike but for one part"),
    "birth.month": ("zelfde geboortemaand", "same month of birth"),
    "birth.other_day": ("zelfde geboortejaar, andere dag", "same year of birth, other day"),
    "birth.other_date": ("andere geboortedatum", "other date of birth"),
    "birth.year": ("zelfde geboortejaar", "same year of birth"),
    "birth.year_near": ("geboortejaar scheelt één", "year of birth differs by one"),
    "birth.age": ("leeftijd past", "age fits"),
    "birth.age_near": ("leeftijd scheelt één jaar", "age differs by one year"),
    "birth.other": ("andere leeftijd", "other age"),
    "sex.same": ("zelfde geslacht", "same sex"),
    "sex.other": ("ander geslacht", "other sex"),
    "origin.nationality": ("zelfde nationaliteit", "same nationality"),
    "origin.country": (
        "nationaliteit past bij land van herkomst",
        "nationality fits the country of origin",
    ),
    "origin.stateless": ("één keer staatloos genoteerd", "noted as stateless once"),
    "origin.other": ("andere nationaliteit", "other nationality"),
    "municipality.same": ("zelfde gemeente", "same municipality"),
    "municipality.other": ("andere gemeente", "other municipality"),
    "phone.same": ("zelfde telefoonnummer", "same telephone number"),
    "phone.near": ("telefoonnummer bijna gelijk", "telephone number nearly alike"),
    "phone.other": ("ander telefoonnummer", "other telephone number"),
    "document.same": ("zelfde documentnummer", "same document number"),
    "document.fragment": (
        "laatste tekens van het document gelijk",
        "last characters of the document alike",
    ),
    "document.near": ("documentnummer bijna gelijk", "document number nearly alike"),
    "document.other": ("ander documentnummer", "other document number"),
    "noted.half_year": ("binnen een half jaar gemeld", "reported within half a year"),
    "noted.year": ("binnen een jaar gemeld", "reported within a year"),
    "noted.two_years": ("binnen twee jaar gemeld", "reported within two years"),
    "noted.later": ("jaren na elkaar gemeld", "reported years apart"),
    "extra.same": ("zelfde {field}", "same {field}"),
    "extra.other": ("ander(e) {field}", "other {field}"),
}
"""By comparison and level."""
WORDS: Words = {
    "file_not_json": ("{file} is geen JSON: {reason}", "{file} is not JSON: {reason}"),
    "map_unreadable": (
        "{file} moet namen van kolommen bij namen van velden zetten",
        "{file} must map column names to field names",
    ),
    "map_twice": (
        "{file} zet meer dan één kolom bij {field}",
        "{file} maps more than one column to {field}",
    ),
    "map_empty": ("de map noemt geen veld om te vergelijken", "the map names no field to compare"),
    "map_column_unknown": (
        "de map noemt een kolom die het bestand niet heeft: {column}",
        "the map names a column that the file does not have: {column}",
    ),
    "truth_column_unknown": (
        "--truth noemt een kolom die het bestand niet heeft: {column}",
        "--truth names a column that the file does not have: {column}",
    ),
    "table_unreadable": (
        "{file} is geen CSV-bestand in UTF-8: {reason}",
        "{file} is not a CSV file in UTF-8: {reason}",
    ),
    "too_few_records": (
        "{file} heeft minder dan twee personen",
        "{file} has fewer than two records",
    ),
    "too_few_to_train": (
        "er zijn {records} personen, te weinig om een model op te oefenen ({fewest} nodig): geef een model",
        "training needs at least {fewest} records, there are {records}: give a model",
    ),
    "probability_outside": (
        "de drempel (threshold) moet tussen 0 en 1 liggen, niet {threshold}",
        "threshold must be between 0 and 1, not {threshold}",
    ),
    "field_unknown_to_model": (
        "het model kent het veld {field} niet",
        "the model does not know the field {field}",
    ),
    "model_unreadable": ("dit is geen bestand met een model", "this is not a linkage model file"),
    "model_version": (
        "het model heeft versie {found}, niet versie {expected}",
        "model version {found} is not version {expected}",
    ),
    "model_of_others": (
        "het model vergelijkt andere velden",
        "the model was trained on other comparisons",
    ),
    "spark_absent": (
        "de rekenwijze spark vraagt het pakket pyspark",
        "the Spark engine needs the package pyspark",
    ),
    "spark_silent": (
        "Spark begint niet; het heeft Java nodig",
        "Spark did not start; it needs a Java runtime",
    ),
    "no_level_holds": (
        "van de vergelijking {comparison} past geen uitkomst",
        "no level of the comparison {comparison} holds",
    ),
}


def reason(code: str, language: Language = "nl", field: str = "") -> str:
    """What one comparison says, such as "zelfde geboortejaar"."""
    return said(REASONS[code], {"field": field}, language)


def weighed(found: "Reason", language: Language = "nl") -> str:
    """A reason with its weight: "zelfde geboortejaar +3,9"."""
    sign = "+" if found.bits >= 0 else ""
    return f"{reason(found.code, language, found.field)} {sign}{once(found.bits, language)}"
