"""A table that is protected, and what stands in the way."""

from .saying import Language, Words, said

WORDS: Words = {
    "threshold_too_low": (
        "drempel en basis moeten minstens 2 zijn",
        "threshold and base must be at least 2",
    ),
    "protection_unknown": (
        "methode '{method}' is geen 'suppress' of 'round'",
        "method '{method}' is not 'suppress' or 'round'",
    ),
    "nothing_besides": (
        "{file} heeft geen kolom behalve '{column}'",
        "{file} has no column besides '{column}'",
    ),
    "combination_twice": (
        "{file} regel {line}: {categories:names} komt twee keer voor",
        "{file} line {line}: {categories:names} appears twice",
    ),
    "no_rows": ("{file} heeft geen rijen", "{file} has no rows"),
    "sum_of_others": (
        "'{category}' is de som van de andere in '{dimension}': laat hem weg of noem hem '{total}'",
        "'{category}' is the sum of the others in '{dimension}': leave it out or call it '{total}'",
    ),
    "margin_differs": (
        "{file} regel {line}: {categories:names} is {found:.0f}, de rijen zijn samen {expected:.0f}",
        "{file} line {line}: {categories:names} is {found:.0f}, but the rows add up to {expected:.0f}",
    ),
    "subtotal_of_unknown": (
        "{file} regel {line}: '{category}' lijkt een subtotaal; laat de rij weg of geef de groepen met"
        " --hierarchy",
        "{file} line {line}: '{category}' looks like a subtotal; leave the row out or give the groups with"
        " --hierarchy",
    ),
    "child_not_in_table": (
        "{dimension}: de hiërarchie noemt '{child}', en dat staat niet in de tabel",
        "{dimension}: the hierarchy names '{child}', which is not in the table",
    ),
    "two_parents": (
        "{file} regel {line}: '{child}' valt onder twee groepen",
        "{file} line {line}: '{child}' has two parents",
    ),
    "field_empty": ("{file} regel {line}: '{column}' is leeg", "{file} line {line}: '{column}' is empty"),
    "count_unreadable": (
        "{file} regel {line}: '{found}' is geen geheel getal vanaf 0",
        "{file} line {line}: '{found}' is not a whole number of 0 or more",
    ),
    "count_too_large": (
        "{file} regel {line}: {found} is meer dan {most}",
        "{file} line {line}: {found} is more than {most}",
    ),
    "leaf_is_group": (
        "{dimension}: '{category}' is een categorie van de tabel en ook een groep in de hiërarchie",
        "{dimension}: '{category}' is both a category of the table and a group in the hierarchy",
    ),
    "name_of_margin": (
        "{dimension}: '{total}' is de naam van het totaal",
        "{dimension}: '{total}' is kept for the margin",
    ),
    "hierarchy_circle": (
        "{dimension}: de hiërarchie loopt in een kring",
        "{dimension}: the hierarchy runs in a circle",
    ),
    "dimension_unknown": (
        "de hiërarchie noemt '{dimension}', en dat is geen kolom van de tabel",
        "the hierarchy names '{dimension}', which is not a dimension of the table",
    ),
    "number_of_categories": (
        "rij {row} heeft geen {expected} categorieën",
        "row {row} does not have {expected} categories",
    ),
    "not_a_count": ("rij {row}: {found} is geen aantal", "row {row}: {found} is not a count"),
    "not_the_sum": ("{row} is niet de som van zijn cellen", "{row} is not the sum of its cells"),
    "contradicts_earlier": (
        "'{publication}' spreekt een eerdere publicatie tegen in cel {cell}",
        "'{publication}' contradicts an earlier publication in cell {cell}",
    ),
    "other_figure": (
        "een eerdere publicatie geeft een ander getal voor {cell}; publiceer het als een nieuwe editie",
        "an earlier publication gives another figure for {cell}; publish it as a new edition",
    ),
    "not_one_register": (
        "deze getallen en de eerdere publicaties komen niet uit één register",
        "these figures and the earlier publications do not come from one register",
    ),
}
SAFE = {True: ("ja", "yes"), False: ("NEE", "NO")}
FIGURE = ("getal", "figure")
HIDDEN = (
    "# {hidden} van {cells} getallen verborgen (x); veilig om te publiceren: {safe}",
    "# {hidden} of {cells} figures hidden (x); safe to publish: {safe}",
)


def hidden(number: int, of: int, safe: bool, language: Language = "nl") -> str:
    """How much of a table is hidden, and whether the rest may be published."""
    told = said(SAFE[safe], {}, language)
    return said(HIDDEN, {"hidden": number, "cells": of, "safe": told}, language)


def figure(language: Language = "nl") -> str:
    """The name of the column of figures."""
    return said(FIGURE, {}, language)
