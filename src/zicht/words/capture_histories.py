"""Settings and tables from which nothing can be estimated."""

from .saying import Words

ASKED: Words = {
    "method_unknown": (
        "methode {method!r} bestaat niet; kies uit {choices:names}",
        "there is no method {method!r}; choose from {choices:names}",
    ),
    "interval_unknown": (
        "interval {interval!r} bestaat niet; kies uit {choices:names}",
        "there is no interval {interval!r}; choose from {choices:names}",
    ),
    "order_too_low": ("orde {order} kan niet; kies 1 of hoger", "order {order} is too low; choose 1 or more"),
    "p_value_outside": (
        "drempel {threshold} kan niet; kies een waarde tussen 0 en 1",
        "threshold {threshold} is not possible; choose a value between 0 and 1",
    ),
    "boot_outside": (
        "{boot} herhalingen kan niet; kies {fewest} tot {most}",
        "{boot} resamples is not possible; choose {fewest} to {most}",
    ),
    "seed_negative": (
        "startgetal {seed} kan niet; kies 0 of hoger",
        "seed {seed} is negative; choose 0 or more",
    ),
    "level_outside": (
        "niveau {level} kan niet; kies een waarde van 0.5 tot 1",
        "level {level} is not possible; choose a value from 0.5 up to 1",
    ),
}
TABLE: Words = {
    "list_unknown": (
        "lijst {name!r} om samen te voegen bestaat niet",
        "there is no list {name!r} to merge",
    ),
    "list_merged_twice": (
        "lijst {name!r} staat in meer dan één samenvoeging",
        "list {name!r} is merged more than once",
    ),
    "too_few_lists_left": (
        "er blijven minder dan twee lijsten over; een schatting vraagt er ten minste twee",
        "fewer than two lists are left; an estimate needs at least two",
    ),
    "case_on_no_list": (
        "regel {line}: een geval dat op geen enkele lijst staat kan niet geteld zijn",
        "line {line}: a case that is on no list cannot have been counted",
    ),
    "no_cases": (
        "de tabel bevat geen enkel geval (alle aantallen zijn 0)",
        "the table holds no case (all counts are 0)",
    ),
    "file_without_counts": (
        "{file}: leeg; verwacht een kopregel en ten minste één regel met aantallen",
        "{file}: empty; expected a header and at least one line with counts",
    ),
    "column_without_name": (
        "de kopregel heeft een kolom zonder naam",
        "the header has a column without a name",
    ),
    "column_twice": (
        "kolom {column!r} komt meer dan één keer voor",
        "column {column!r} occurs more than once",
    ),
    "column_missing": (
        "kolom {column!r} ontbreekt; gevonden: {found:names}",
        "column {column!r} is missing; found: {found:names}",
    ),
    "number_of_lists": (
        "verwacht 2 tot en met {most} lijsten, gevonden: {found}; voeg lijsten samen",
        "expected 2 to {most} lists, found: {found}; merge lists",
    ),
    "number_of_fields": (
        "regel {line}: {found} velden, de kopregel heeft er {expected}",
        "line {line}: {found} fields, the header has {expected}",
    ),
    "not_zero_or_one": (
        "regel {line}, kolom {column!r}: verwacht 0 of 1, gevonden {found!r}",
        "line {line}, column {column!r}: expected 0 or 1, found {found!r}",
    ),
    "not_a_whole_number": (
        "regel {line}, kolom {column!r}: verwacht een geheel getal vanaf 0, gevonden {found!r}",
        "line {line}, column {column!r}: expected a whole number of 0 or more, found {found!r}",
    ),
    "more_than_most": (
        "regel {line}, kolom {column!r}: {found} is meer dan {most}",
        "line {line}, column {column!r}: {found} is more than {most}",
    ),
}
WORDS: Words = {**ASKED, **TABLE}
