"""The words of imports."""

from django.db.models import TextChoices


class ImportSource(TextChoices):
    TIP_LINE = "tip_line", "Tiplijn"


class ImportState(TextChoices):
    OFFERED = "offered", "Wacht op uw akkoord"
    CONFIRMED = "confirmed", "Wordt ingelezen"
    DONE = "done", "Ingelezen"


class RowOutcome(TextChoices):
    STORED = "stored", "Nieuw signaal"
    CHANGED = "changed", "Aanvulling op een bekend signaal"
    KNOWN = "known", "Al bekend"
    REFUSED = "refused", "Niet te lezen"
