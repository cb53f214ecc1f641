"""The demonstration country: pure, seeded generators of people, organisations, notifications and signals.

**Everything in this package is synthetic.** No row describes a real person or a real case; names are drawn
from lists of common names, e-mail addresses use the reserved domain `.example`, and only the yearly totals
are real: they equal the published figures. Whoever shows these data shows `LABEL` with them. The
generators know no Django and no database; the modules that put their rows into the database stand beside
them and say so.
"""

LABEL = (
    "Alle gegevens in deze omgeving zijn verzonnen. Alleen de jaarcijfers zijn gelijk aan de gepubliceerde"
    " cijfers."
)
