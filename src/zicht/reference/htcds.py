"""Fields of the IOM Human Trafficking Case Data Standard 2.0 (repository UNMigration/HTCDS, CC BY 4.0)."""

from functools import lru_cache

from zicht.reference.codes import CODES
from zicht.reference.rows import read_csv


@lru_cache(maxsize=1)
def fields() -> dict[str, dict[str, str]]:
    """Return the 83 fields of the standard by full name; example questions are not fields."""
    rows = read_csv(CODES / "htcds_fields.csv")
    return {row["full_name"]: row for row in rows if row["full_name"] not in ("", "N/A")}


def values(field: str) -> tuple[str, ...]:
    """Return the values of a picklist; empty for other fields and for lists that point at another
    standard."""
    listed = fields()[field]["value_names"]
    return () if not listed or listed.startswith(("Use ", "[")) else tuple(listed.split("|"))


INDUSTRIES = {value[0]: value for value in values("vic_ForcedLabourIndustry")}
"""Section letter (ISIC, the same as the SBI 2008) -> value of `vic_ForcedLabourIndustry`."""
